import { createMemo, For, Show, type JSX } from "solid-js";
import { saveFile } from "#client/charts/save-file.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";
import { Select } from "#client/ui/select.tsx";
import { ENTITIES } from "#domain/entities/registry.ts";
import { entityOf } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { ColumnMap, ImportMap } from "#domain/transfer/import-map.ts";
import type { SheetColumn } from "#domain/transfer/sheet.ts";
import { ColumnRow } from "./column-row.tsx";
import { CombinedRow } from "./combined-row.tsx";
import { importableKinds, type ImportSession } from "#client/transfer/import-session.ts";
import { mapSentence } from "./import-sentences.ts";
import { isCombined, lackingFields, targetLabel, targetsOf, withAdded } from "#client/transfer/map-edits.ts";
import { RowRules } from "./row-rules.tsx";
import { Step } from "./step.tsx";

const NO_COLUMNS: readonly SheetColumn[] = [];

/** What the rows become, and what goes where. */
export const ColumnsStep = (props: { readonly session: ImportSession }): JSX.Element => {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const replica = useReplica();
  let mapInput: HTMLInputElement | undefined;
  const rights = (): readonly string[] => replica.rights()?.rights ?? [];
  const kinds = () => importableKinds(ENTITIES.map(({ kind }) => kind), rights()).map((id) => ({ id, label: wordsOf(locale(), id).many }));
  const map = (): ImportMap | null => props.session.map();

  return (
    <Step
      number={2}
      title={t("import.step.columns")}
      note={props.session.remembered() ? t("import.columns.remembered") : undefined}
      end={
        <Show when={map()}>
          {(made) => (
            <>
              <Show when={props.session.remembered()}>
                <Button kind="quiet" size="small" icon="rotate-ccw" onClick={() => void props.session.mapAfresh()}>
                  {t("import.columns.afresh")}
                </Button>
              </Show>
              <Button kind="quiet" size="small" icon="file-up" onClick={() => mapInput?.click()}>
                {t("import.columns.load")}
              </Button>
              <Button kind="quiet" size="small" icon="download" onClick={() => saveFile(`${made().entity}.map.json`, new Blob([`${JSON.stringify(made(), null, 2)}\n`], { type: "application/json" }))}>
                {t("import.columns.save")}
              </Button>
            </>
          )}
        </Show>
      }
    >
      <input
        ref={(element) => (mapInput = element)}
        class="quiet-only-for-ears"
        type="file"
        tabindex={-1}
        aria-label={t("import.columns.load")}
        accept=".json,application/json"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file) void props.session.loadMap(file);
        }}
      />
      <div class="import-form">
        <Select
          required
          label={t("import.columns.kind")}
          options={kinds()}
          value={props.session.kind()}
          placeholder={t("import.columns.chooseKind")}
          onCommit={(kind) => kind && void props.session.setKind(kind)}
        />
      </div>
      <Show when={props.session.mapFault()}>
        {(fault) => (
          <p class="import-problem" role="alert">
            {mapSentence(i18n, fault())}
          </p>
        )}
      </Show>
      <Show when={map()}>{(made) => <Columns session={props.session} map={made()} rights={rights()} />}</Show>
    </Step>
  );
};

const Columns = (props: { readonly session: ImportSession; readonly map: ImportMap; readonly rights: readonly string[] }): JSX.Element => {
  const { t, locale, formats } = useI18n();
  const entity = () => entityOf(props.map.entity);
  const targets = createMemo(() => targetsOf(entity(), props.rights).map((id) => ({ id, label: targetLabel(entity(), id, locale()) })));
  const placesOf = (column: SheetColumn): readonly number[] => props.map.columns.flatMap((each: ColumnMap, at) => (each.heading === column.name ? [at] : []));
  const combined = (): readonly number[] => props.map.columns.flatMap((column, at) => (isCombined(column) ? [at] : []));
  const lacking = (): readonly string[] => lackingFields(entity(), props.map).map((name) => targetLabel(entity(), name, locale()));
  const free = (): string | undefined => targets().find(({ id }) => id !== "id" && !props.map.columns.some(({ to }) => to === id))?.id;
  const also = (): readonly string[] => (props.map.also ?? []).map((part) => wordsOf(locale(), part.entity).many);

  return (
    <>
      <div class="import-columns" role="table" aria-label={t("import.step.columns")}>
        <div class="import-columns__head" role="row">
          <span role="columnheader">{t("import.columns.inFile")}</span>
          <span role="columnheader">{t("import.columns.goesTo")}</span>
          <span role="columnheader">{t("import.columns.how")}</span>
        </div>
        <For each={props.session.inspection()?.columns ?? NO_COLUMNS}>
          {(column) => <ColumnRow session={props.session} map={props.map} column={column} places={placesOf(column)} targets={targets()} />}
        </For>
        <For each={combined()}>{(at) => <CombinedRow session={props.session} map={props.map} at={at} targets={targets()} />}</For>
      </div>
      <div class="import-buttons">
        <Button
          size="small"
          kind="quiet"
          icon="plus"
          disabledReason={free() ? undefined : t("import.columns.allFilled")}
          onClick={() => {
            const to = free();
            if (to) props.session.setMap(withAdded(entity(), props.map, { template: "", to }));
          }}
        >
          {t("import.columns.combine")}
        </Button>
      </div>
      <Show when={also().length > 0}>
        <p class="import-quiet">{t("import.columns.also", { names: formats().list([...new Set(also())]) })}</p>
      </Show>
      <Show when={lacking().length > 0}>
        <p class="import-warning">{t("import.columns.lacking", { names: formats().list([...lacking()]) })}</p>
      </Show>
      <RowRules session={props.session} map={props.map} />
    </>
  );
};
