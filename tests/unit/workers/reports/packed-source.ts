import { docId, type DocId, type RecordId } from "#domain/id.ts";
import type { SlottedSource } from "#domain/query/slotted.ts";
import type { Row } from "#domain/schema/entity.ts";
import { packRows } from "#workers/replica/packed/pack.ts";
import { plainParts, type PackedRow } from "#workers/replica/row-parts.ts";
import { createRows } from "#workers/replica/rows.ts";
import type { MemorySource } from "../../domain/query/memory-source.ts";

/** Rows of one kind in a pack. */
const PER_PACK = 16;

/** The replica's rows over packs: those given at first are packed, those put later are not. */
export const createPackedSource = (given: readonly Row[]): MemorySource & SlottedSource => {
  const rows = new Map<DocId, Row>(given.map((row) => [docId(row.id as RecordId), row]));
  const packed = new Map<Row, PackedRow>();
  const kept = [...rows.values()];
  for (let from = 0; from < kept.length; from += PER_PACK) {
    const part = kept.slice(from, from + PER_PACK);
    const pack = structuredClone(packRows(part));
    for (const [at, row] of part.entries()) packed.set(row, { pack, at });
  }
  const parts = plainParts({ acknowledged: (doc) => rows.get(doc), docs: () => rows.keys(), pending: () => [], pendingDocs: () => [] });
  const source = createRows({
    ...parts,
    at: (place) => {
      const row = parts.at(place) as Row;
      return packed.get(row) ?? row;
    },
  });
  source.reset();
  return {
    ...source,
    put: (...changed) => {
      for (const row of changed) {
        rows.set(docId(row.id as RecordId), row);
        source.refresh([docId(row.id as RecordId)]);
      }
    },
    remove: (id) => {
      rows.delete(docId(id as RecordId));
      source.refresh([docId(id as RecordId)]);
    },
  };
};
