import { kindOf } from "#domain/id.ts";
import type { LiveSource, RowChange } from "#domain/query/context.ts";
import type { Row } from "#domain/schema/entity.ts";

export interface BenchSource extends LiveSource {
  readonly put: (row: Row) => void;
}

/** Rows in maps, told of as the replica tells of them. */
export const createBenchSource = (rows: readonly Row[]): BenchSource => {
  const kinds = new Map<string, Map<string, Row>>();
  const byIdOf = (id: string): Map<string, Row> => {
    const kind = kindOf(id as Row["id"]);
    const found = kinds.get(kind) ?? new Map<string, Row>();
    kinds.set(kind, found);
    return found;
  };
  for (const row of rows) byIdOf(row.id).set(row.id, row);
  const listeners = new Set<(changes: readonly RowChange[]) => void>();
  return {
    rows: (kind) => kinds.get(kind)?.values() ?? [],
    row: (id) => byIdOf(id).get(id),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    put: (after) => {
      const byId = byIdOf(after.id);
      const before = byId.get(after.id);
      byId.set(after.id, after);
      for (const listener of listeners) listener([{ id: after.id, kind: kindOf(after.id), before, after }]);
    },
  };
};
