import { kindOf } from "#domain/id.ts";
import type { LiveSource, RowChange } from "#domain/query/context.ts";
import type { Row } from "#domain/schema/entity.ts";

export interface BenchSource extends LiveSource {
  readonly put: (row: Row) => void;
}

/** Rows of one kind in a map, told of as the replica tells of them. */
export const createBenchSource = (kind: string, rows: readonly Row[]): BenchSource => {
  const byId = new Map<string, Row>(rows.map((row) => [row.id, row]));
  const listeners = new Set<(changes: readonly RowChange[]) => void>();
  return {
    rows: (asked) => (asked === kind ? byId.values() : []),
    row: (id) => byId.get(id),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    put: (after) => {
      const before = byId.get(after.id);
      byId.set(after.id, after);
      for (const listener of listeners) listener([{ id: after.id, kind: kindOf(after.id), before, after }]);
    },
  };
};
