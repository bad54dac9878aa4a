import type { Instant } from "#domain/clock.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { facetOf, kindOf, type DocId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import { markOf } from "#domain/schema/read.ts";
import { advancesUntil } from "#domain/stages/advances-until.ts";
import type { Core } from "./core.ts";
import { plainParts } from "./row-parts.ts";
import { createRows, type Rows } from "./rows.ts";

/**
 * The records of one kind at an earlier instant. Those that changed since are as the relay tells; the others stood as the relay has them now. What this
 * device has not handed in was done later and is left out.
 */
export const rowsThen = (core: Core, docs: Iterable<DocId>, changed: ReadonlyMap<DocId, Row | null>, at: Instant): Rows => {
  const then = (doc: DocId): Row | undefined => {
    const row = changed.has(doc) ? (changed.get(doc) ?? undefined) : core.segments.row(doc);
    const entity = findEntity(kindOf(doc));
    if (!row || !entity || facetOf(doc) !== null) return row;
    const created = markOf(row, "created");
    return created && created.at > at ? undefined : advancesUntil(entity, row, at);
  };
  const known = new Set([...docs, ...changed.keys()]);
  const rows = createRows(plainParts({ acknowledged: then, docs: () => known, pending: () => [], pendingDocs: () => [] }));
  rows.reset();
  return rows;
};
