import { docId, kindOf, recordOf, type DocId, type RecordId } from "#domain/id.ts";
import { facetsOf } from "#domain/record/path.ts";
import { findEntity } from "#domain/entities/registry.ts";
import type { LiveSource, RowChange } from "#domain/query/context.ts";
import type { Cell, Entity, Row } from "#domain/schema/entity.ts";
import { isDeleted, markOf, numberOf, textOf } from "#domain/schema/read.ts";
import { overlay, type Pending } from "./overlay.ts";

export interface RowParts {
  readonly acknowledged: (doc: DocId) => Row | undefined;
  /** Every document with an acknowledged row. */
  readonly docs: () => Iterable<DocId>;
  readonly pending: (doc: DocId) => readonly Pending[];
  readonly pendingDocs: () => Iterable<DocId>;
}

export interface Rows extends LiveSource {
  /** Builds everything anew from the parts. */
  readonly reset: () => void;
  /** Takes note that these documents changed; tells subscribers once. */
  readonly refresh: (docs: Iterable<DocId>) => void;
}

const facetNames = new Map<string, readonly string[]>();
const facetsOfKind = (entity: Entity): readonly string[] => {
  let names = facetNames.get(entity.kind);
  if (!names) facetNames.set(entity.kind, (names = facetsOf(entity)));
  return names;
};

/** When a follow-up counts for its customer: null for one in the recycle bin. */
const followedAt = (row: Row): number | null => (isDeleted(row) ? null : (numberOf(row, "at") ?? markOf(row, "created")?.at ?? null));

/**
 * What the person sees: acknowledged rows under pending changes, the facets of a record joined to one row, and each
 * customer's last follow-up. A row that did not change stays the same object.
 */
export const createRows = (parts: RowParts): Rows => {
  const byKind = new Map<string, Map<RecordId, Row>>();
  const followUps = new Map<string, Map<RecordId, number>>();
  const listeners = new Set<(changes: readonly RowChange[]) => void>();

  const kindMap = (kind: string): Map<RecordId, Row> => {
    let map = byKind.get(kind);
    if (!map) byKind.set(kind, (map = new Map()));
    return map;
  };

  const docRow = (entity: Entity, record: RecordId, doc: DocId): Row | undefined => {
    const acknowledged = parts.acknowledged(doc);
    const pending = parts.pending(doc);
    if (pending.length === 0) return acknowledged;
    // Changes to a document that has left, or was never filled in, do not bring it back.
    const creates = doc !== (record as string) || pending.some(({ changes }) => changes.some(({ path, to }) => path === "created" && to !== null));
    return acknowledged || creates ? overlay(entity, record, acknowledged, pending) : undefined;
  };

  const compute = (record: RecordId): Row | undefined => {
    const entity = findEntity(kindOf(record));
    const main = entity && docRow(entity, record, docId(record));
    if (!main) return undefined;
    const extra: Record<string, Cell> = {};
    for (const facet of facetsOfKind(entity)) {
      const row = docRow(entity, record, docId(record, facet));
      if (!row) continue;
      for (const [name, value] of Object.entries(row)) if (entity.fields[name]?.facet === facet) extra[name] = value;
    }
    const last = entity.kind === "customer" ? lastFollowUp(record) : null;
    if (last !== null) extra.lastFollowUpAt = last;
    for (const _ in extra) return { ...main, ...extra };
    return main;
  };

  const lastFollowUp = (customer: string): number | null => {
    let last: number | null = null;
    for (const at of followUps.get(customer)?.values() ?? []) last = last === null ? at : Math.max(last, at);
    return last;
  };

  /** Keeps the index of follow-ups; answers the customers whose last one may have changed. */
  const indexFollowUp = (record: RecordId, before: Row | undefined, after: Row | undefined): readonly RecordId[] => {
    const touched: RecordId[] = [];
    const from = before && textOf(before, "customer");
    const to = after && textOf(after, "customer");
    if (from && followUps.get(from)?.delete(record)) touched.push(from as RecordId);
    const at = after && to ? followedAt(after) : null;
    if (to && at !== null) {
      const known = followUps.get(to);
      if (known) known.set(record, at);
      else followUps.set(to, new Map([[record, at]]));
      if (to !== from) touched.push(to as RecordId);
    }
    return touched;
  };

  const recompute = (records: Iterable<RecordId>, changes: RowChange[] | null): Set<RecordId> => {
    const customers = new Set<RecordId>();
    for (const id of records) {
      const kind = kindOf(id);
      const map = kindMap(kind);
      const before = map.get(id);
      const after = compute(id);
      if (before === after) continue;
      if (after) map.set(id, after);
      else map.delete(id);
      if (kind === "followUp") for (const customer of indexFollowUp(id, before, after)) customers.add(customer);
      changes?.push({ id, kind, before, after });
    }
    return customers;
  };

  return {
    rows: (kind) => byKind.get(kind)?.values() ?? [],
    row: (id) => byKind.get(kindOf(id))?.get(id as RecordId),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    reset: () => {
      const old = new Map([...byKind].map(([kind, map]) => [kind, new Map(map)]));
      byKind.clear();
      followUps.clear();
      // Customers carry their last follow-up: they come second.
      const first = new Set<RecordId>();
      const customers = new Set<RecordId>();
      const note = (doc: DocId): void => {
        const record = recordOf(doc);
        (record.startsWith("customer/") ? customers : first).add(record);
      };
      for (const doc of parts.docs()) note(doc);
      for (const doc of parts.pendingDocs()) note(doc);
      recompute(first, null);
      recompute(customers, null);
      if (listeners.size === 0) return;
      const changes: RowChange[] = [];
      for (const [kind, map] of byKind) {
        for (const [id, after] of map) changes.push({ id, kind, before: old.get(kind)?.get(id), after });
      }
      for (const [kind, map] of old) {
        for (const [id, before] of map) if (!byKind.get(kind)?.has(id)) changes.push({ id, kind, before, after: undefined });
      }
      for (const listener of listeners) listener(changes);
    },
    refresh: (docs) => {
      const changes: RowChange[] = [];
      const customers = recompute(new Set([...docs].map(recordOf)), changes);
      const told = new Set(changes.map((change) => change.id));
      recompute([...customers].filter((id) => !told.has(id) || compute(id) !== kindMap("customer").get(id)), changes);
      if (changes.length === 0) return;
      for (const listener of listeners) listener(mergeChanges(changes));
    },
  };
};

/** One change per record: a customer may have changed by itself and by a follow-up in one batch. */
const mergeChanges = (changes: readonly RowChange[]): readonly RowChange[] => {
  const merged = new Map<string, RowChange>();
  for (const change of changes) {
    const first = merged.get(change.id);
    merged.set(change.id, first ? { ...change, before: first.before } : change);
  }
  return [...merged.values()];
};
