import type { RecordId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import { numberOf, textOf } from "#domain/schema/read.ts";

/**
 * The order in which flows are tried, the same at the relay, on every device and where an administrator changes it: by their places, those
 * without one last; among equal places by name in the order of its code units, whatever the language.
 */
export const inOrder = (a: Row, b: Row): number => {
  const [first, second] = [numberOf(a, "place") ?? Number.POSITIVE_INFINITY, numberOf(b, "place") ?? Number.POSITIVE_INFINITY];
  if (first !== second) return first - second;
  const [one, two] = [textOf(a, "name") ?? "", textOf(b, "name") ?? ""];
  if (one !== two) return one < two ? -1 : 1;
  return a.id < b.id ? -1 : 1;
};

/** The places of flows in their order, counted from 1, where one of them changes places with its neighbour; those alone that have another place by it. */
export const moved = (rows: readonly Row[], id: RecordId, by: -1 | 1): readonly { readonly id: RecordId; readonly place: number }[] => {
  const order = [...rows].sort(inOrder);
  const at = order.findIndex((row) => row.id === id);
  const [row, other] = [order[at], order[at + by]];
  if (!row || !other) return [];
  [order[at], order[at + by]] = [other, row];
  return order.flatMap((one, index) => (numberOf(one, "place") === index + 1 ? [] : [{ id: one.id, place: index + 1 }]));
};
