import { For, Index, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import type { SheetColumn, SheetRow } from "#domain/transfer/sheet.ts";

const SHOWN = 6;
/** A cell of many thousand characters is looked at, not read. */
const LONGEST = 120;

/** The first rows of a file as they were read. */
export const PreviewTable = (props: { readonly columns: readonly SheetColumn[]; readonly rows: readonly SheetRow[] }): JSX.Element => {
  const { t } = useI18n();
  return (
    <div class="import-preview" role="region" aria-label={t("import.preview")} tabindex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" class="figure">
              {t("import.line")}
            </th>
            <For each={props.columns}>
              {(column) => (
                <th scope="col" dir="auto">
                  {column.name}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <Index each={props.rows.slice(0, SHOWN)}>
            {(row) => (
              <tr data-faulty={row().fault ? "" : undefined}>
                <td class="figure import-quiet">{row().line}</td>
                <For each={props.columns}>{(column) => <td dir="auto">{(row().cells[column.index] ?? "").slice(0, LONGEST)}</td>}</For>
              </tr>
            )}
          </Index>
        </tbody>
      </table>
    </div>
  );
};
