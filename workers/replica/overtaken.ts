import type { Overtaken } from "#workers/replica/api.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { kindOf, recordOf } from "#domain/id.ts";
import { sameValue } from "#domain/record/change.ts";
import { parsePath, type Path } from "#domain/record/path.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { valueInRow } from "./overlay.ts";
import type { Outbox, PendingTx } from "./outbox.ts";
import type { Rows } from "./rows.ts";

/** Values that a person gives: neither marks and book-keeping nor a number that the relay replaces. */
const isGiven = (entity: Entity, path: Path): boolean => {
  const target = parsePath(entity, path);
  if (target?.at === "member") return true;
  if (target?.at === "lineField") return true;
  return target?.at === "field" && target.field.hidden !== true && target.field.kind !== "mark" && path !== entity.number?.field;
};

/**
 * What this device wrote and does not stand now that the relay has it: of each value the last one written here. `acknowledged` has left
 * the outbox; a value that still waits in it may yet stand.
 */
export const findOvertaken = (acknowledged: Iterable<PendingTx>, outbox: Outbox, rows: Rows): readonly Overtaken[] => {
  const written = new Map<string, Overtaken>();
  for (const { docs } of acknowledged) {
    for (const { doc, changes } of docs) {
      const record = recordOf(doc);
      const entity = findEntity(kindOf(doc));
      const row = rows.row(record);
      if (!entity || !row) continue;
      const waiting = new Set(outbox.ofDoc(doc).flatMap((tx) => tx.docs.flatMap((part) => (part.doc === doc ? part.changes.map(({ path }) => path) : []))));
      for (const { path, to } of changes) {
        if (isGiven(entity, path) && !waiting.has(path)) written.set(`${doc} ${path}`, { record, path, mine: to, stands: valueInRow(row, path) });
      }
    }
  }
  return [...written.values()].filter(({ mine, stands }) => !sameValue(mine, stands));
};
