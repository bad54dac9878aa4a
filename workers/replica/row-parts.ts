import { docId, kindOf, recordOf, type DocId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { Pack } from "./packed/column.ts";
import { createSlots, type Slots } from "./packed/slots.ts";
import type { Pending } from "./overlay.ts";

/** A row where it lies. */
export interface PackedRow {
  readonly pack: Pack;
  readonly at: number;
}

/** A pack whose rows stand at `place` and the places behind it, with the slots of their records. */
export interface PlacedPack {
  readonly pack: Pack;
  readonly place: number;
  readonly slots: Int32Array;
}

/** What the visible rows are made of. */
export interface RowParts {
  /** The numbers of a kind's records: every one with an acknowledged row has one. */
  readonly slots: (kind: string) => Slots;
  /** Where the acknowledged row of a document stands; 0 when there is none. What stands at a place never changes. */
  readonly place: (kind: string, facet: string | null) => (slot: number) => number;
  /** What is at a place, also later: a row as it is, or one to be read. */
  readonly at: (place: number) => Row | PackedRow;
  /** Packs in which documents lie, for who reads many: also those of which some rows, or all, have a newer copy elsewhere. */
  readonly packs: (kind: string, facet: string | null) => Iterable<PlacedPack>;
  readonly pending: (doc: DocId) => readonly Pending[];
  readonly pendingDocs: () => Iterable<DocId>;
}

export const isPackedRow = (row: Row | PackedRow): row is PackedRow => "pack" in row && !("id" in row);

export interface PlainParts {
  readonly acknowledged: (doc: DocId) => Row | undefined;
  /** Every document with an acknowledged row. */
  readonly docs: () => Iterable<DocId>;
  readonly pending: RowParts["pending"];
  readonly pendingDocs: RowParts["pendingDocs"];
}

/** Parts out of rows that are there anyway. */
export const plainParts = ({ acknowledged, docs, pending, pendingDocs }: PlainParts): RowParts => {
  const kinds = new Map<string, Slots>();
  const rows: Row[] = [];
  const places = new Map<Row, number>();

  const slots = (kind: string): Slots => {
    let found = kinds.get(kind);
    if (!found) kinds.set(kind, (found = createSlots(kind)));
    for (const doc of docs()) if (kindOf(doc) === kind) found.claim(recordOf(doc));
    return found;
  };

  const placeOf = (row: Row): number => {
    let place = places.get(row);
    if (place === undefined) places.set(row, (place = rows.push(row)));
    return place;
  };

  return {
    slots,
    place: (kind, facet) => {
      const { id } = slots(kind);
      return (slot) => {
        const row = acknowledged(docId(id(slot), facet));
        return row ? placeOf(row) : 0;
      };
    },
    at: (place) => rows[place - 1] as Row,
    packs: () => [],
    pending,
    pendingDocs,
  };
};

