import * as Y from "yjs";
import type { InPieces } from "#domain/pieces.ts";
import { FIELDS, fieldsOf } from "#domain/record/document.ts";
import type { Place, Places, Struct } from "./place.ts";

/** Comparisons that Yjs may need to find the places of concurrent items. Some ten milliseconds' work. */
const MAX_COMPARED = 40_000;
/** Items that it may have to pass over. */
const MAX_PASSED = 2_000_000;
/** Kinds of format that one text may have. Yjs copies the set of them for each stretch of text. */
const MAX_FORMATS = 32;
/** Items of one text, those deleted included: Yjs tidies the formats of a text all at once. */
const MAX_IN_TEXT = 4_000;
/** Items of all proses of a document, those deleted included: what stands in a container is deleted with it at once. */
const MAX_IN_PROSES = 10_000;
/** Groups that are looked at before everybody else gets their turn. */
const PIECE = 500;

export interface Placed {
  readonly item: Y.Item;
  readonly place: Place;
}

/** Deletes of items in one chain, by what is known of it. */
export interface Deletes {
  readonly place: Place;
  count: number;
  /** Of them, those of a part of an item: it is split. */
  splits: number;
}

interface Group {
  readonly place: Place;
  readonly items: Y.Item[];
}

/**
 * Bounds what applying an update costs. Yjs places an item by looking at every item that was inserted at the same point without
 * knowledge of each other, and tidies the formats around each deleted character by passing over the whole gap: both grow with the
 * square of what a hostile update brings.
 */
export const createEffort = (doc: Y.Doc, places: Places) => {
  const anchors = new Map<Y.Item, Struct | null>();
  const gaps = new Map<string, number>();
  const lengths = new Map<string, number>();
  let passed = 0;

  /** Counts the items from `item` to the right, up to `end`. Stops where the bound is reached. */
  const count = (item: Y.Item | null, end: Struct | null): number => {
    let steps = 0;
    for (let at = item; at && at !== end && passed <= MAX_PASSED; at = at.right) {
      steps += 1;
      passed += 1;
    }
    return steps;
  };

  const startOf = ({ type, sub }: Place): Y.Item | null => {
    if (!type) return null;
    const { _start: start, _map: map } = type;
    if (sub === null) return start;
    let first = map.get(sub) ?? null;
    while (first?.left && passed <= MAX_PASSED) {
      first = first.left;
      passed += 1;
    }
    return first;
  };

  /** The stored item before which `item` belongs; null is the end. */
  const anchorOf = (item: Y.Item): Struct | null => {
    const known = anchors.get(item);
    if (known !== undefined) return known;
    const right = item.rightOrigin && places.at(item.rightOrigin);
    const anchor = right instanceof Y.Item && !places.isStored(right) ? anchorOf(right) : right;
    anchors.set(item, anchor);
    return anchor;
  };

  /** Stored items between the neighbours that `item` names: those that its writer did not know. */
  const gapOf = (item: Y.Item, place: Place): number => {
    const left = item.origin && places.at(item.origin);
    if (left && (!(left instanceof Y.Item) || !places.isStored(left))) return 0;
    const anchor = anchorOf(item);
    const name = `${left ? `${left.id.client}:${left.id.clock}` : place.chain} ${anchor ? `${anchor.id.client}:${anchor.id.clock}` : ""}`;
    const known = gaps.get(name);
    if (known !== undefined) return known;
    const gap = count(left ? left.right : startOf(place), anchor);
    gaps.set(name, gap);
    return gap;
  };

  /** Whether each was put right before the last, as by somebody who writes upwards: then nothing has to be compared. */
  const isStack = (items: readonly Y.Item[]): boolean =>
    items.every((item, index) => {
      const last = items[index - 1];
      return !last || (item.rightOrigin !== null && item.rightOrigin.client === last.id.client && item.rightOrigin.clock === last.id.clock);
    });

  const groupsOf = (placed: readonly Placed[]): ReadonlyMap<string, Group> => {
    const groups = new Map<string, Group>();
    for (const { item, place } of placed) {
      const name = item.origin ? `${item.origin.client}:${item.origin.clock}` : place.chain;
      const group = groups.get(name);
      if (group) group.items.push(item);
      else groups.set(name, { place, items: [item] });
    }
    return groups;
  };

  const isComparedTooOften = function* (placed: readonly Placed[], fresh: ReadonlyMap<string, number>): InPieces<boolean> {
    let compared = 0;
    let looked = 0;
    const groups = groupsOf(placed);
    yield;
    for (const { place, items } of groups.values()) {
      looked += 1;
      if (looked % PIECE === 0) yield;
      let gap = 0;
      for (const item of items) gap += gapOf(item, place);
      if (gap > 0 || !isStack(items)) compared += gap + (items.length - (gap > 0 ? 0 : 1)) * (fresh.get(place.chain) ?? 0);
      if (compared > MAX_COMPARED || passed > MAX_PASSED) return true;
    }
    return false;
  };

  const lengthOf = (place: Place): number => {
    const known = lengths.get(place.chain);
    if (known !== undefined) return known;
    const length = count(startOf(place), null);
    lengths.set(place.chain, length);
    return length;
  };

  /** Structs of the document that are no values of fields. */
  const inProses = function* (): InPieces<number> {
    let structs = 0;
    for (const list of doc.store.clients.values()) structs += list.length;
    const { _map: map } = fieldsOf(doc);
    let keys = 0;
    for (const last of map.values()) {
      keys += 1;
      if (keys % PIECE === 0) yield;
      for (let at: Y.Item | null = last; at; at = at.left) structs -= 1;
    }
    return structs;
  };

  const isTooLong = function* (placed: readonly Placed[], fresh: ReadonlyMap<string, number>): InPieces<boolean> {
    let items = 0;
    const texts = new Map<string, Place>();
    for (const { place } of placed) {
      if (place.root === FIELDS) continue;
      items += 1;
      if (place.text) texts.set(place.chain, place);
    }
    if (items === 0) return false;
    for (const place of texts.values()) if (lengthOf(place) + (fresh.get(place.chain) ?? 0) > MAX_IN_TEXT) return true;
    yield;
    return items + (yield* inProses()) > MAX_IN_PROSES;
  };

  const isTidiedTooLong = (deletes: ReadonlyMap<string, Deletes>, fresh: ReadonlyMap<string, number>): boolean => {
    let tidied = 0;
    for (const { place, count: deleted, splits } of deletes.values()) {
      if (!place.text) continue;
      tidied += deleted * (lengthOf(place) + (fresh.get(place.chain) ?? 0) + splits * 2);
      if (tidied > MAX_PASSED || passed > MAX_PASSED) return true;
    }
    return false;
  };

  const hasTooManyFormats = (placed: readonly Placed[]): boolean => {
    const formats = new Map<string, Set<string>>();
    for (const { item, place } of placed) {
      if (!(item.content instanceof Y.ContentFormat)) continue;
      let keys = formats.get(place.chain);
      if (!keys) {
        formats.set(place.chain, (keys = new Set()));
        for (let at = startOf(place); at; at = at.right) if (at.content instanceof Y.ContentFormat) keys.add(at.content.key);
      }
      keys.add(item.content.key);
      if (keys.size > MAX_FORMATS) return true;
    }
    return false;
  };

  /** Fields alone, and so few that comparing each with all there is would not be too much. */
  const isLittle = (placed: readonly Placed[], deletes: ReadonlyMap<string, Deletes>): boolean => {
    let structs = placed.length;
    for (const list of doc.store.clients.values()) structs += list.length;
    if (structs * placed.length > MAX_COMPARED) return false;
    for (const { place } of placed) if (place.root !== FIELDS) return false;
    for (const { place } of deletes.values()) if (place.text) return false;
    return true;
  };

  return {
    /** Whether applying the update would take longer than a moment. */
    isTooMuch: function* (placed: readonly Placed[], deletes: ReadonlyMap<string, Deletes>): InPieces<boolean> {
      if (isLittle(placed, deletes)) return false;
      const fresh = new Map<string, number>();
      for (const { place } of placed) fresh.set(place.chain, (fresh.get(place.chain) ?? 0) + 1);
      if (yield* isComparedTooOften(placed, fresh)) return true;
      yield;
      if (yield* isTooLong(placed, fresh)) return true;
      yield;
      return isTidiedTooLong(deletes, fresh) || hasTooManyFormats(placed);
    },
  };
};
