import type { Facts } from "#domain/reports/facts.ts";
import type { Decimal } from "#domain/schema/decimal.ts";
import type { RunningTotals } from "./totals.ts";

export interface BoardColumn {
  /** Stage; null gathers the records that are in none of the definition's stages, and is left out when there are none. */
  readonly stage: string | null;
  /** In the order of the result, the first of them. */
  readonly ids: readonly string[];
  readonly count: number;
  /** Exact sum of the definition's `stages.sum` column; null when it names none. */
  readonly sum: Decimal | null;
}

/** One column per stage in the order of the definition, with the first `most` ids of each; empty for a kind without stages. */
export const groupForBoard = (slots: Uint32Array, facts: Facts, most: number, totalsOf: (paths: readonly string[], slots: Uint32Array) => RunningTotals): readonly BoardColumn[] => {
  const { stages } = facts.entity;
  if (!stages) return [];
  const { field, steps, sum } = stages;
  const { codes, cells } = facts.codes({ name: field, field, read: (row) => row[field] });
  const strays = steps.length;
  const places = Uint16Array.from(cells, (cell) => {
    const place = steps.findIndex(({ id }) => id === cell);
    return place < 0 ? strays : place;
  });
  const counts = new Uint32Array(strays + 1);
  for (const slot of slots) counts[places[codes[slot]!]!]! += 1;
  const members = Array.from(counts, (count) => new Uint32Array(count));
  const filled = new Uint32Array(strays + 1);
  for (const slot of slots) {
    const place = places[codes[slot]!]!;
    members[place]![filled[place]!++] = slot;
  }
  const columnOf = (stage: string | null, own: Uint32Array): BoardColumn => ({
    stage,
    ids: Array.from(own.subarray(0, most), facts.id),
    count: own.length,
    sum: sum === undefined ? null : (totalsOf([sum], own).totals()[sum] ?? "0"),
  });
  const columns = steps.map(({ id }, place) => columnOf(id, members[place]!));
  return counts[strays] === 0 ? columns : [...columns, columnOf(null, members[strays]!)];
};
