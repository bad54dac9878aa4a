import { createMemo, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { IconButton } from "#client/ui/button.tsx";
import type { Choice } from "#client/ui/option.ts";
import { Select } from "#client/ui/select.tsx";
import { TextInput } from "#client/ui/text-input.tsx";
import { entityOf } from "#client/replica/seen.ts";
import { headingsOf, type ImportMap } from "#domain/transfer/import-map.ts";
import type { ImportSession } from "#client/transfer/import-session.ts";
import { targetLabel, without, withColumn, withTarget } from "#client/transfer/map-edits.ts";

export interface CombinedRowProps {
  readonly session: ImportSession;
  readonly map: ImportMap;
  readonly at: number;
  readonly targets: readonly Choice[];
}

/** A target filled from several columns, or with the same text on every row. */
export const CombinedRow = (props: CombinedRowProps): JSX.Element => {
  const { t, locale } = useI18n();
  const entity = () => entityOf(props.map.entity);
  const column = () => props.map.columns[props.at];
  const names = createMemo(() => new Set(props.session.inspection()?.columns.map(({ name }) => name)));
  const unknown = (): string | undefined => {
    const known = column();
    return known ? headingsOf(known).find((name) => !names().has(name)) : undefined;
  };
  const label = (): string => targetLabel(entity(), column()?.to ?? "", locale());
  return (
    <div class="import-column" role="row">
      <div class="import-column__source" role="cell">
        <TextInput
          bare
          label={t("import.columns.textFor", { name: label() })}
          placeholder="{column} · {column}"
          value={column()?.template ?? ""}
          hint={t("import.columns.textHint")}
          error={unknown() ? t("import.map.unknownHeading", { text: unknown() ?? "", at: "" }) : undefined}
          onCommit={(text) => props.session.setMap(withColumn(props.map, props.at, { template: text ?? "" }))}
        />
      </div>
      <div class="import-column__targets" role="cell">
        <div class="import-column__target">
          <div class="import-column__to">
            <Select
              bare
              required
              label={t("import.columns.targetOf", { name: column()?.template ?? "" })}
              options={props.targets}
              value={column()?.to ?? null}
              onCommit={(to) => to && props.session.setMap(withTarget(entity(), props.map, props.at, to))}
            />
            <Show when={column()}>
              <IconButton size="small" icon="x" label={t("ui.remove", { name: label() })} onClick={() => props.session.setMap(without(props.map, props.at))} />
            </Show>
          </div>
        </div>
      </div>
    </div>
  );
};
