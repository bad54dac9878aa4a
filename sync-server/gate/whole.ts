import * as Y from "yjs";
import { createDocument } from "#domain/record/document.ts";
import type { InPieces } from "#domain/pieces.ts";
import { deletesOf, inOrder, readingParts, updateOf, type Parted, type Ref } from "./parting.ts";
import { findIn, type Struct } from "./place.ts";

/** An update of fewer bytes is taken in at once, in bytes: what people type, and nearly every record. */
const SMALL = 8_192;
/** Structs, or ranges of deletes, that Yjs takes in before everybody else gets their turn. */
export const PART = 1_000;
/** Comparisons for them, at most: the items that stand where they want to stand. One takes as long as a dozen structs of which none is compared. */
export const PART_COMPARED = 20_000;

const isItem = (struct: Struct | null): struct is Y.Item => struct instanceof Y.Item;

/** What is taken in next, and how much Yjs compares for it at most. */
const createPart = (doc: Y.Doc) => {
  let structs: Parted[] = [];
  let compared = 0;
  const begins = new Map<number, number>();
  /** The last struct that wants each place. */
  const places = new Map<string, Parted>();

  const nameOf = ({ client, clock }: Ref): string => `${client}:${clock}`;

  const isFresh = ({ client, clock }: Ref): boolean => clock >= (begins.get(client) ?? Number.POSITIVE_INFINITY);

  const stored = ({ client, clock }: Ref): Struct | null => findIn((doc.store.clients.get(client) ?? []) as Struct[], clock);

  const firstIn = (type: Y.AbstractType<unknown>, sub: string | null): Y.Item | null => {
    const { _start: start, _map: map } = type;
    if (sub === null) return start;
    let first = map.get(sub) ?? null;
    while (first?.left) first = first.left;
    return first;
  };

  /** The stored item that comes first of those among which the struct finds its place. */
  const firstFor = ({ left, right, parent, sub }: Parted): Y.Item | null => {
    if (left) {
      const item = stored(left);
      return isItem(item) ? item.right : null;
    }
    if (typeof parent === "string") {
      const root = doc.share.get(parent);
      return root ? firstIn(root as unknown as Y.AbstractType<unknown>, sub) : null;
    }
    const item = parent ? stored(parent) : right && stored(right);
    if (!isItem(item)) return null;
    if (!parent) return item.parent instanceof Y.AbstractType ? firstIn(item.parent as Y.AbstractType<unknown>, item.parentSub) : null;
    return item.content instanceof Y.ContentType ? firstIn(item.content.type as Y.AbstractType<unknown>, sub) : null;
  };

  /** Stored items among which the struct finds its place. */
  const gapFor = (struct: Parted): number => {
    const { left, right, parent } = struct;
    const names = left ?? (typeof parent === "string" ? null : (parent ?? right));
    if (names && isFresh(names)) return 0;
    const end = right && !isFresh(right) ? stored(right) : null;
    let steps = 0;
    for (let at = firstFor(struct); at && at !== end && steps < PART_COMPARED; at = at.right) steps += 1;
    return steps;
  };

  /** Whether it stands right before the last one at the same place, as with somebody who writes upwards: nothing has to be compared. */
  const isStacked = ({ right }: Parted, last: Parted): boolean => right?.client === last.client && right.clock === last.clock;

  return {
    /** Adds the struct, unless that would make the part too much. */
    tryAdd: (struct: Parted): boolean => {
      const { left, parent, sub } = struct;
      const place = left ? nameOf(left) : `in ${typeof parent === "string" ? parent : parent ? nameOf(parent) : ""} ${sub ?? ""}`;
      const last = places.get(place);
      const gap = gapFor(struct);
      const cost = gap > 0 || (last && !isStacked(struct, last)) ? gap + structs.length : 0;
      if (structs.length > 0 && (structs.length >= PART || compared + cost > PART_COMPARED)) return false;
      places.set(place, struct);
      compared += cost;
      if (!begins.has(struct.client)) begins.set(struct.client, struct.clock);
      structs.push(struct);
      return true;
    },
    take: (): readonly Parted[] => {
      const taken = structs;
      structs = [];
      compared = 0;
      begins.clear();
      places.clear();
      return taken;
    },
  };
};

/** Without Yjs's tidying of formats, which would take away those whose text comes with a later part. */
const applyPart = (doc: Y.Doc, update: Uint8Array): void => {
  doc.transact((transaction) => {
    Y.applyUpdate(doc, update);
    transaction.local = true;
  });
};

/**
 * Applies a sound update as Yjs does, a large one in parts, each of which is bounded by what Yjs has to do for it. Nobody may look at the
 * document while it rests. Throws what Yjs throws.
 */
export const applying = function* (doc: Y.Doc, update: Uint8Array): InPieces<void> {
  if (update.length < SMALL) return Y.applyUpdate(doc, update);
  const parting = yield* readingParts(update);
  const part = createPart(doc);
  for (const struct of inOrder(parting)) {
    if (part.tryAdd(struct)) continue;
    applyPart(doc, updateOf(update, part.take()));
    yield;
    part.tryAdd(struct);
  }
  applyPart(doc, updateOf(update, part.take()));
  for (const deletes of deletesOf(parting, PART)) {
    yield;
    applyPart(doc, deletes);
  }
};

/** `loadDocument`, in pieces. */
export const loading = function* (guid: string, snapshot: Uint8Array | null): InPieces<Y.Doc> {
  const doc = createDocument(guid);
  if (snapshot) yield* applying(doc, snapshot);
  return doc;
};
