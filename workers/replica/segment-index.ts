import { docId, facetOf, kindOf, recordOf, type DocId, type RecordId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import { numberIn, type PackedPart } from "./packed/part.ts";
import { readRow } from "./packed/read.ts";
import { KEY_WORDS } from "./packed/key-words.ts";
import { createSharing } from "./packed/share.ts";
import { createSlotNumbers, createSlots, type SlotNumbers, type Slots } from "./packed/slots.ts";
import type { UnreadPart } from "./packed/stored.ts";
import type { PackedRow, RowParts } from "./row-parts.ts";

/** Bits of a place that say which document of its record it is. */
const AT_BITS = 10;
const PLACES = 1 << AT_BITS;
const AT_MASK = PLACES - 1;

const NO_KEYS = new Uint32Array(0);

/** One part of a packed record, on its way into the index. */
export interface NewPart extends UnreadPart {
  /** Where the contents lie, for records in which documents of several kinds are mixed. */
  readonly positions?: readonly number[];
}

/** How many of a packed record's documents count: its superseded ones do so too until somebody asks for their kind. */
export interface Tally {
  readonly number: number;
  readonly count: number;
  readonly live: number;
  readonly plain: boolean;
}

export interface SegmentIndex {
  /** Takes a packed record in: its documents count from now on, those of earlier records no longer. */
  readonly insert: (number: number, parts: () => readonly NewPart[]) => void;
  /** Starts over; records that are there already stay as they are. */
  readonly renew: (records: Iterable<readonly [number: number, parts: () => readonly NewPart[]]>) => void;
  /** What is at its places may still be on show until `settle`. */
  readonly drop: (number: number) => void;
  readonly forget: (doc: DocId) => void;
  readonly settle: (all: boolean) => void;

  readonly has: (number: number) => boolean;
  readonly tallies: () => Iterable<Tally>;
  /** The packed record and the position in it of a document's newest copy. */
  readonly find: (doc: DocId) => { readonly number: number; readonly position: number } | null;
  readonly row: (doc: DocId) => Row | undefined;
  readonly seq: (doc: DocId) => number | undefined;
  readonly docs: () => IterableIterator<DocId>;
  /** The documents whose newest copy is in a record. */
  readonly liveOf: (number: number) => readonly DocId[];
  /** Records that hold any copy of these documents, also a superseded one. */
  readonly holding: (docs: Iterable<DocId>) => readonly number[];

  readonly slots: (kind: string) => Slots;
  /** Where the newest row of a document stands; 0 when there is none. What stands at a place never changes. */
  readonly place: (kind: string, facet: string | null) => (slot: number) => number;
  readonly packedAt: (place: number) => PackedRow;
  /** Those that have been dropped but may still be shown are among them. */
  readonly packs: RowParts["packs"];
}

interface Opened {
  readonly packed: PackedPart;
  readonly slots: Int32Array;
}

interface Part {
  readonly segment: Segment;
  readonly of: OfType;
  readonly positions: readonly number[] | null;
  /** Position of its first document in the record. */
  readonly first: number;
  is: UnreadPart | Opened;
}

interface Segment {
  readonly number: number;
  /** Its place in memory. */
  readonly index: number;
  readonly parts: readonly Part[];
  /** Documents packed in the record, the superseded ones included. */
  readonly count: number;
  readonly plain: boolean;
  live: number;
}

/** The documents of one kind and facet. */
interface OfType {
  readonly kind: OfKind;
  readonly facet: string | null;
  /** Places by slot. */
  readonly places: SlotNumbers;
  /** Parts that nobody has asked for yet, the newest last. */
  waiting: Part[];
}

interface OfKind {
  readonly name: string;
  readonly slots: Slots;
  readonly types: Map<string | null, OfType>;
}

/**
 * Where each document's newest copy stands among the packed records. Parts are read when their kind is first asked for, so that a device
 * starts with what it shows.
 */
export const createSegmentIndex = (): SegmentIndex => {
  const segments = new Map<number, Segment>();
  /** By index, with those that have been dropped but may still be shown. */
  const held = new Map<number, Segment>();
  const dropped = new Set<number>();
  const kinds = new Map<string, OfKind>();
  const sharing = createSharing();
  let nextIndex = 1;

  const kindNamed = (name: string): OfKind => {
    let found = kinds.get(name);
    if (!found) kinds.set(name, (found = { name, slots: createSlots(name), types: new Map() }));
    return found;
  };

  const typeIn = (kind: OfKind, facet: string | null): OfType => {
    let found = kind.types.get(facet);
    if (!found) kind.types.set(facet, (found = { kind, facet, places: createSlotNumbers(), waiting: [] }));
    return found;
  };

  const open = (part: Part): Opened => {
    if (!("read" in part.is)) return part.is;
    const packed = part.is.read();
    const { slots } = part.of.kind;
    const others = new Map(packed.odd);
    const claimed = new Int32Array(packed.pack.count);
    for (let at = 0; at < claimed.length; at += 1) {
      const other = others.size > 0 ? others.get(at) : undefined;
      claimed[at] = other === undefined ? slots.claimWords(packed.keys, at * KEY_WORDS) : slots.claim(other);
    }
    // Keys are remembered with the slots.
    return (part.is = { packed: { ...packed, keys: NO_KEYS, pack: sharing.pack(packed.pack) }, slots: claimed });
  };

  const segmentAt = (place: number): Segment | undefined => (place === 0 ? undefined : held.get(place >>> AT_BITS));

  const release = (place: number): void => {
    const segment = segmentAt(place);
    if (segment) segment.live -= 1;
  };

  const link = (part: Part): void => {
    const { segment, of: { places }, first } = part;
    if (segments.get(segment.number) !== segment) return;
    const { slots } = open(part);
    for (let at = 0; at < slots.length; at += 1) {
      const slot = slots[at]!;
      const before = places.get(slot);
      // A tab that has just read storage hears again of what was stored meanwhile: it may have a later copy already.
      if ((segmentAt(before)?.number ?? 0) > segment.number) segment.live -= 1;
      else {
        release(before);
        places.put(slot, segment.index * PLACES + first + at);
      }
    }
  };

  /** A type with all of its documents. */
  const asked = (of: OfType): OfType => {
    if (of.waiting.length === 0) return of;
    const parts = of.waiting;
    of.waiting = [];
    of.kind.slots.reserve(parts.reduce((many, { is }) => many + ("read" in is ? is.count : is.slots.length), 0));
    for (const part of parts) link(part);
    return of;
  };

  const askedKind = (kind: OfKind): OfKind => {
    for (const of of kind.types.values()) asked(of);
    return kind;
  };

  const take = (segment: Segment): void => {
    segment.live = segment.count;
    segments.set(segment.number, segment);
    held.set(segment.index, segment);
    for (const part of segment.parts) part.of.waiting.push(part);
  };

  const insert: SegmentIndex["insert"] = (number, parts) => {
    const given = parts();
    const made: Part[] = [];
    const segment: Segment = { number, index: nextIndex, parts: made, count: given.reduce((sum, { count }) => sum + count, 0), plain: given.some(({ positions }) => positions), live: 0 };
    let first = 0;
    for (const part of given) {
      made.push({ segment, of: typeIn(kindNamed(part.kind), part.facet), positions: part.positions ?? null, first, is: part });
      first += part.count;
    }
    nextIndex += 1;
    take(segment);
  };

  const placeOf = (doc: DocId): number => {
    const of = kinds.get(kindOf(doc))?.types.get(facetOf(doc));
    const slot = of ? asked(of).kind.slots.of(recordOf(doc)) : -1;
    return of && slot >= 0 ? of.places.get(slot) : 0;
  };

  const partAt = (place: number): { readonly part: Part; readonly packed: PackedPart; readonly at: number } => {
    const { parts } = held.get(place >>> AT_BITS) as Segment;
    const at = place & AT_MASK;
    let part = parts[0] as Part;
    for (const each of parts) if (each.first <= at) part = each;
    return { part, packed: open(part).packed, at: at - part.first };
  };

  const rowAt = (place: number, record: RecordId): Row => {
    const { packed, at } = partAt(place);
    return readRow(packed.pack, at, record);
  };

  const docsOf = function* (of: OfType): Generator<DocId> {
    const { kind: { slots }, places, facet } = asked(of);
    for (let slot = 0; slot < slots.size(); slot += 1) if (places.get(slot) !== 0) yield docId(slots.id(slot), facet);
  };

  return {
    insert,
    renew: (records) => {
      const known = new Map(segments);
      segments.clear();
      sharing.clear();
      for (const { types } of kinds.values()) {
        for (const of of types.values()) {
          of.places.clear();
          of.waiting = [];
        }
      }
      // A record is never written a second time under its number: what is known of it is still right, and may be on show.
      for (const [number, parts] of records) {
        const segment = known.get(number);
        if (segment) take(segment);
        else insert(number, parts);
      }
    },
    drop: (number) => {
      segments.delete(number);
      dropped.add(number);
    },
    forget: (doc) => {
      const place = placeOf(doc);
      if (place === 0) return;
      release(place);
      const { slots, types } = kindNamed(kindOf(doc));
      types.get(facetOf(doc))?.places.put(slots.of(recordOf(doc)), 0);
    },
    settle: (all) => {
      if (!all && dropped.size === 0) return;
      for (const { index, number } of held.values()) if (dropped.has(number) || (all && !segments.has(number))) held.delete(index);
      dropped.clear();
    },
    has: (number) => segments.has(number),
    tallies: () => segments.values(),
    find: (doc) => {
      const place = placeOf(doc);
      if (place === 0) return null;
      const { part: { segment, positions, first }, at } = partAt(place);
      return { number: segment.number, position: positions ? (positions[at] ?? 0) : first + at };
    },
    row: (doc) => {
      const place = placeOf(doc);
      return place === 0 ? undefined : rowAt(place, recordOf(doc));
    },
    seq: (doc) => {
      const place = placeOf(doc);
      if (place === 0) return undefined;
      const { packed, at } = partAt(place);
      return numberIn(packed.seqs, at);
    },
    docs: function* () {
      for (const { types } of kinds.values()) for (const of of types.values()) yield* docsOf(of);
    },
    liveOf: (number) => {
      const segment = segments.get(number);
      if (!segment) return [];
      return segment.parts.flatMap((part) => {
        const { kind, places, facet } = asked(part.of);
        return [...open(part).slots].flatMap((slot, at) => (places.get(slot) === segment.index * PLACES + part.first + at ? [docId(kind.slots.id(slot), facet)] : []));
      });
    },
    holding: (docs) => {
      const wanted = new Map<OfType, Set<number>>();
      for (const doc of docs) {
        const of = kinds.get(kindOf(doc))?.types.get(facetOf(doc));
        const slot = of ? asked(of).kind.slots.of(recordOf(doc)) : -1;
        if (of && slot >= 0) wanted.set(of, (wanted.get(of) ?? new Set()).add(slot));
      }
      if (wanted.size === 0) return [];
      const holds = (part: Part): boolean => {
        const some = wanted.get(part.of);
        return some !== undefined && open(part).slots.some((slot) => some.has(slot));
      };
      return [...segments.values()].filter(({ parts }) => parts.some(holds)).map(({ number }) => number);
    },
    slots: (kind) => askedKind(kindNamed(kind)).slots,
    place: (kind, facet) => {
      const of = typeIn(kindNamed(kind), facet);
      return (slot) => asked(of).places.get(slot);
    },
    packedAt: (place) => {
      const { packed, at } = partAt(place);
      return { pack: packed.pack, at };
    },
    packs: function* (kind, facet) {
      const of = asked(typeIn(kindNamed(kind), facet));
      for (const { index, parts } of held.values()) {
        for (const part of parts) {
          // One that nobody has read is of a record that was dropped before: nothing of it is shown.
          if (part.of !== of || "read" in part.is) continue;
          const { packed, slots } = open(part);
          yield { pack: packed.pack, place: index * PLACES + part.first, slots };
        }
      }
    },
  };
};
