import { keptAs } from "#domain/reports/plain.ts";
import type { Facts } from "#domain/reports/facts.ts";
import { findColumn } from "./column.ts";
import type { QueryContext } from "./context.ts";

/** A text in a column, and how many records of a result have it. */
export interface CountedText {
  readonly text: string;
  readonly count: number;
}

/** Every text that a column has among some records, in no order. A column that follows from more than its record has none. */
export const countByText = (slots: Uint32Array, facts: Facts, path: string, context: QueryContext): readonly CountedText[] => {
  const column = findColumn(facts.entity, path, context);
  const plain = column && keptAs(column, context, "text", column.read);
  if (!plain) return [];
  const { codes, cells } = facts.codes(plain);
  const counts = new Uint32Array(cells.length);
  for (const slot of slots) counts[codes[slot]!]! += 1;
  return cells.flatMap((text, code) => (typeof text === "string" && counts[code]! > 0 ? [{ text, count: counts[code]! }] : []));
};
