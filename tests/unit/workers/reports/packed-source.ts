import { docId, kindOf, type DocId, type RecordId } from "#domain/id.ts";
import type { SlottedSource } from "#domain/query/slotted.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { Pack } from "#workers/replica/packed/column.ts";
import { packRows } from "#workers/replica/packed/pack.ts";
import { plainParts } from "#workers/replica/row-parts.ts";
import { createRows } from "#workers/replica/rows.ts";
import type { MemorySource } from "../../domain/query/memory-source.ts";

/** Rows of one kind in a pack. */
const PER_PACK = 16;

/** The replica's rows over packs: those given at first are packed, those put later are not. */
export const createPackedSource = (given: readonly Row[]): MemorySource & SlottedSource => {
  const rows = new Map<DocId, Row>(given.map((row) => [docId(row.id as RecordId), row]));
  const kept = [...rows.values()];
  const packs: Pack[] = [];
  for (let from = 0; from < kept.length; from += PER_PACK) packs.push(structuredClone(packRows(kept.slice(from, from + PER_PACK))));
  const parts = plainParts({ acknowledged: (doc) => rows.get(doc), docs: () => rows.keys(), pending: () => [], pendingDocs: () => [] });
  const others: Row[] = [];
  const places = new Map(kept.map((row, at) => [row, at + 1]));
  const placeOf = (row: Row): number => {
    let place = places.get(row);
    if (place === undefined) places.set(row, (place = kept.length + others.push(row)));
    return place;
  };
  const source = createRows({
    ...parts,
    place: (kind, facet) => {
      const { id } = parts.slots(kind);
      return (slot) => {
        const row = rows.get(docId(id(slot), facet));
        return row ? placeOf(row) : 0;
      };
    },
    at: (place) => {
      const pack = packs[Math.floor((place - 1) / PER_PACK)];
      return place <= kept.length && pack ? { pack, at: (place - 1) % PER_PACK } : (others[place - 1 - kept.length] as Row);
    },
    packs: (kind, facet) => {
      const slots = parts.slots(kind);
      const slotOf = ({ id }: Row): number => (facet === null && kindOf(id) === kind ? slots.of(id) : -1);
      return packs.map((pack, number) => ({ pack, place: number * PER_PACK + 1, slots: Int32Array.from(kept.slice(number * PER_PACK, (number + 1) * PER_PACK), slotOf) }));
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
