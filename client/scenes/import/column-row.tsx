import { For, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { IconButton } from "#client/ui/button.tsx";
import type { Choice } from "#client/ui/option.ts";
import { Select } from "#client/ui/select.tsx";
import { entityOf } from "#client/replica/seen.ts";
import type { ImportMap } from "#domain/transfer/import-map.ts";
import type { SheetColumn } from "#domain/transfer/sheet.ts";
import { ColumnHow } from "./column-how.tsx";
import type { ImportSession } from "#client/transfer/import-session.ts";
import { without, withAdded, withTarget } from "#client/transfer/map-edits.ts";

export interface ColumnRowProps {
  readonly session: ImportSession;
  readonly map: ImportMap;
  readonly column: SheetColumn;
  readonly places: readonly number[];
  readonly targets: readonly Choice[];
}

const SAMPLES = 3;
const LONGEST = 40;

/** One column of the file: some of its cells, where it goes, and how its cells are read. */
export const ColumnRow = (props: ColumnRowProps): JSX.Element => {
  const { t } = useI18n();
  const entity = () => entityOf(props.map.entity);
  const cells = (): readonly string[] => props.session.inspection()?.sample.map((row) => row.cells[props.column.index] ?? "") ?? [];
  const samples = (): readonly string[] => [...new Set(cells().map((cell) => cell.trim()).filter((cell) => cell !== ""))].slice(0, SAMPLES);
  const note = () => props.session.notes().find((each) => each.name === props.column.name);
  /** What was found out holds while the column goes where it was found to go. */
  const asFound = (): boolean => props.places.some((place) => props.map.columns[place]?.to === note()?.to);
  const free = (): string | undefined => props.targets.find(({ id }) => id !== "id" && !props.map.columns.some(({ to }) => to === id))?.id;

  const choose = (place: number | undefined, to: string | null): void => {
    if (to === null) {
      if (place !== undefined) props.session.setMap(without(props.map, place));
    } else if (place === undefined) props.session.setMap(withAdded(entity(), props.map, { heading: props.column.name, to }));
    else props.session.setMap(withTarget(entity(), props.map, place, to));
  };

  return (
    <div class="import-column" role="row" data-unused={props.places.length === 0 ? "" : undefined}>
      <div class="import-column__source" role="cell">
        <span dir="auto">{props.column.name}</span>
        <span class="import-column__samples" dir="auto">
          {samples().length === 0 ? t("import.columns.empty") : samples().map((text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)).join(" · ")}
        </span>
      </div>
      <div class="import-column__targets" role="cell">
        <For each={props.places.length > 0 ? props.places : [undefined]}>
          {(place) => (
            <div class="import-column__target">
              <div class="import-column__to">
                <Select
                  bare
                  label={t("import.columns.targetOf", { name: props.column.name })}
                  options={props.targets}
                  value={place === undefined ? null : (props.map.columns[place]?.to ?? null)}
                  placeholder={t("import.columns.leftOut")}
                  onCommit={(to) => choose(place, to)}
                />
                <Show when={place !== undefined && free()}>
                  {(to) => (
                    <IconButton
                      size="small"
                      icon="plus"
                      label={t("import.columns.twice", { name: props.column.name })}
                      onClick={() => props.session.setMap(withAdded(entity(), props.map, { heading: props.column.name, to: to() }))}
                    />
                  )}
                </Show>
              </div>
              <Show when={place !== undefined}>
                <ColumnHow session={props.session} map={props.map} at={place ?? 0} cells={cells()} />
              </Show>
            </div>
          )}
        </For>
        <Show when={note()?.contentDiffers && asFound()}>
          <p class="import-warning">{t("import.columns.differs")}</p>
        </Show>
        <Show when={note()?.recognition.ambiguous && asFound()}>
          <p class="import-warning">{t("import.columns.ambiguous")}</p>
        </Show>
      </div>
    </div>
  );
};
