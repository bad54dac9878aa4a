import type { ColumnMap } from "#domain/transfer/import-map.ts";
import type { PlanIssue } from "#domain/transfer/import-plan.ts";

/** A text that no option or no record is called by, with the number of rows that have it. */
export interface UnknownText {
  readonly is: "option" | "reference";
  /** Place in the map of the column that it stands in. */
  readonly at: number;
  readonly to: string;
  /** The first one where there are several. */
  readonly text: string;
  /** How many different texts. */
  readonly texts: number;
  readonly rows: number;
}

/** Unknown options text by text, unknown names column by column: the first is explained, the second decided at once. */
export const groupUnknown = (issues: readonly PlanIssue[], columns: readonly ColumnMap[]): readonly UnknownText[] => {
  const groups = new Map<string, { readonly group: Omit<UnknownText, "texts" | "rows">; readonly texts: Set<string>; rows: number }>();
  for (const { reason, column, to, text } of issues) {
    const is = reason === "notOption" ? "option" : reason === "unknownReference" ? "reference" : null;
    if (is === null || to === null) continue;
    const at = columns.findIndex((each) => each.to === to && (each.heading ?? each.template) === column);
    if (at < 0) continue;
    const key = is === "option" ? `${at}:${text.trim()}` : `${at}`;
    const known = groups.get(key) ?? { group: { is, at, to, text: text.trim() }, texts: new Set<string>(), rows: 0 };
    known.rows += 1;
    known.texts.add(text.trim());
    groups.set(key, known);
  }
  return [...groups.values()].map(({ group, texts, rows }) => ({ ...group, texts: texts.size, rows })).sort((a, b) => b.rows - a.rows);
};
