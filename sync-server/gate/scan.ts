import * as Y from "yjs";
import { FIELDS } from "#domain/record/document.ts";
import type { Path } from "#domain/record/path.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { fitsFields, fitsProse } from "./content.ts";
import { atOnce, type InPieces } from "#domain/pieces.ts";
import { createEffort, type Deletes, type Placed } from "./effort.ts";
import { measureUpdate } from "./measure.ts";
import { createPlaces, placeOfStored, type Found, type Place, type Struct } from "./place.ts";

/** Clock that one update may use up; a few bytes could otherwise claim 2^45. */
const MAX_CLOCK = 500_000;
const MAX_DEPTH = 24;
/** Structs and deletes that are looked at before everybody else gets their turn. */
const PIECE = 500;

/** What an update does, read from its structs before anything is applied. */
export interface Scan {
  /** Paths of `fields` that the update writes, with the value that it leaves there (null: written and deleted again). */
  readonly written: ReadonlyMap<Path, unknown>;
  /** Paths whose standing value it deletes, without writing. */
  readonly removed: ReadonlySet<Path>;
  /** Paths where it deletes values that no longer stand. */
  readonly outdated: ReadonlySet<Path>;
  /** Roots of the proses that it changes. */
  readonly proses: ReadonlySet<string>;
  /** Whether something in it hangs on prose that is gone, so that its root cannot be told. */
  readonly lost: boolean;
  /** Clock after the update by client id, for the ids that it writes under. */
  readonly clients: ReadonlyMap<number, number>;
}

export interface ScanProblem {
  readonly code: "malformed" | "stale" | "tooLarge";
  readonly reason:
    | "undecodable"
    | "foreignClient"
    | "usedClock"
    | "gap"
    | "skip"
    | "tooManyStructs"
    | "unknownRoot"
    | "fieldContent"
    | "proseContent"
    | "unknownPlace"
    | "tooDeep"
    | "unknownDelete"
    | "tooMuchWork";
}

interface Decoded {
  readonly structs: readonly Struct[];
  readonly ds: { readonly clients: ReadonlyMap<number, Ranges> };
}

const problem = (code: ScanProblem["code"], reason: ScanProblem["reason"]): Result<never, ScanProblem> => err({ code, reason });

/** Yjs trusts a client's references to its own items without looking whether they are there. */
const namesItsOwnFuture = (item: Y.Item): boolean => {
  const parent = item.parent as unknown;
  return [item.origin, item.rightOrigin, parent instanceof Y.ID ? parent : null].some((id) => id?.client === item.id.client && id.clock >= item.id.clock);
};

/** A number padded with empty bytes can be read as no number at all, which no comparison refuses. */
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isId = (id: Y.ID | null): boolean => id === null || (isCount(id.client) && isCount(id.clock));

const namesRealIds = (struct: Struct): boolean => {
  if (!isId(struct.id)) return false;
  if (!(struct instanceof Y.Item)) return true;
  const parent = struct.parent as unknown;
  return isId(struct.origin) && isId(struct.rightOrigin) && (!(parent instanceof Y.ID) || isId(parent));
};

/** Yjs itself must never see what this refuses: it would turn forever over a clock that is no number. */
const readingUpdate = function* (update: Uint8Array): InPieces<Result<Decoded, ScanProblem>> {
  const measured = measureUpdate(update);
  if (measured === "undecodable" || measured === "proseContent") return problem("malformed", measured);
  if (measured !== "sound") return problem("tooLarge", measured);
  yield;
  try {
    const decoded = Y.decodeUpdate(update) as unknown as Decoded;
    const sound = decoded.structs.every(namesRealIds) && [...decoded.ds.clients].every(([client, ranges]) => isCount(client) && isInOrder(ranges));
    return sound ? ok(decoded) : problem("malformed", "undecodable");
  } catch {
    return problem("malformed", "undecodable");
  }
};

export const readUpdate = (update: Uint8Array): Result<Decoded, ScanProblem> => atOnce(readingUpdate(update));

type Ranges = readonly { readonly clock: number; readonly len: number }[];

/** Whether the ranges of one client are as Yjs writes them: in order, none empty, none over another. */
const isInOrder = (ranges: Ranges): boolean => {
  let end = 0;
  for (const { clock, len } of ranges) {
    if (!isCount(clock) || !isCount(len) || len === 0 || clock < end) return false;
    end = clock + len;
  }
  return true;
};

const endOf = (structs: readonly { id: Y.ID; length: number }[] | undefined): number => {
  const last = structs?.[structs.length - 1];
  return last ? last.id.clock + last.length : 0;
};

/** Groups by client; refuses ids that the writer may not use, gaps, overlaps and more than one update may hold. */
const checkClients = (doc: Y.Doc, structs: readonly Struct[], mayUse: (client: number) => boolean): Result<Map<number, Struct[]>, ScanProblem> => {
  const byClient = new Map<number, Struct[]>();
  let used = 0;
  for (const struct of structs) {
    if (struct instanceof Y.Skip) return problem("malformed", "skip");
    const { client, clock } = struct.id;
    let list = byClient.get(client);
    if (!list) {
      if (!mayUse(client)) return problem("malformed", "foreignClient");
      byClient.set(client, (list = []));
    }
    const expected = list.length > 0 ? endOf(list) : endOf(doc.store.clients.get(client));
    if (clock > expected) return problem("stale", "gap");
    if (clock < expected) return problem("malformed", "usedClock");
    used += struct.length;
    if (!Number.isSafeInteger(struct.length) || struct.length < 1 || used > MAX_CLOCK) return problem("tooLarge", "tooManyStructs");
    list.push(struct);
  }
  return ok(byClient);
};

/**
 * Reads what `update` does to `doc` without applying it. `proses` are the prose roots that the kind of record has.
 * Accepted updates leave nothing pending: every neighbour, parent and deleted item is known.
 */
export const scanningUpdate = function* (
  doc: Y.Doc,
  update: Uint8Array,
  proses: ReadonlySet<string>,
  mayUse: (client: number) => boolean,
): InPieces<Result<Scan, ScanProblem>> {
  const read = yield* readingUpdate(update);
  if (!read.ok) return read;
  const decoded = read.value;
  yield;
  const grouped = checkClients(doc, decoded.structs, mayUse);
  if (!grouped.ok) return grouped;
  const byClient = grouped.value;
  yield;
  const places = createPlaces(doc, byClient);

  const written = new Map<Path, unknown>();
  const live = new Map<Y.Item, Path>();
  const touched = new Set<string>();
  const placed: Placed[] = [];
  const deletesIn = new Map<string, Deletes>();
  let lost = false;

  const countDelete = (place: Place, isPart: boolean) => {
    let deletes = deletesIn.get(place.chain);
    if (!deletes) deletesIn.set(place.chain, (deletes = { place, count: 0, splits: 0 }));
    deletes.count += 1;
    if (isPart) deletes.splits += 1;
  };

  for (const [index, struct] of decoded.structs.entries()) {
    if (index % PIECE === PIECE - 1) yield;
    if (!(struct instanceof Y.Item)) {
      lost = true;
      continue;
    }
    if (namesItsOwnFuture(struct)) return problem("malformed", "unknownPlace");
    const place: Found = places.placeOf(struct);
    if (place === null) return problem("stale", "unknownPlace");
    if (place === "lost") {
      if (!fitsProse(struct, null)) return problem("malformed", "proseContent");
      lost = true;
      continue;
    }
    placed.push({ item: struct, place });
    if (struct.content instanceof Y.ContentDeleted) countDelete(place, false);
    if (place.root === FIELDS) {
      if (place.depth > 0 || place.key === null || !fitsFields(struct)) return problem("malformed", "fieldContent");
      if (struct.content instanceof Y.ContentAny) live.set(struct, place.key);
      written.set(place.key, null);
      continue;
    }
    if (!proses.has(place.root)) return problem("malformed", "unknownRoot");
    if (place.depth === 0 && place.key !== null) return problem("malformed", "proseContent");
    if (place.depth > MAX_DEPTH) return problem("malformed", "tooDeep");
    if (!fitsProse(struct, place)) return problem("malformed", "proseContent");
    touched.add(place.root);
  }

  const removed = new Set<Path>();
  const outdated = new Set<Path>();
  let deletes = 0;
  for (const [client, ranges] of decoded.ds.clients) {
    const stored = doc.store.clients.get(client) as readonly Struct[] | undefined;
    const state = endOf(stored);
    const fresh = byClient.get(client) ?? [];
    const end = fresh.length > 0 ? endOf(fresh) : state;
    for (const { clock, len } of ranges) {
      deletes += 1;
      if (deletes % PIECE === 0) yield;
      if (clock + len > end) return problem("stale", "unknownDelete");
      for (const struct of overlapping(fresh, clock, len)) {
        if (!(struct instanceof Y.Item)) continue;
        live.delete(struct);
        const place = places.placeOf(struct);
        if (place !== null && place !== "lost") countDelete(place, isPart(struct, clock, len));
      }
      if (!stored || clock >= state) continue;
      for (const struct of overlapping(stored, clock, len)) {
        deletes += 1;
        if (deletes % PIECE === 0) yield;
        if (!(struct instanceof Y.Item)) continue;
        const place = placeOfStored(doc, struct);
        if (place === null || place === "lost") continue;
        if (place.root !== FIELDS) {
          if (struct.deleted) continue;
          touched.add(place.root);
          countDelete(place, isPart(struct, clock, len));
        } else if (place.key !== null) {
          if (struct.deleted) outdated.add(place.key);
          else removed.add(place.key);
        }
      }
    }
  }

  yield;
  if (yield* createEffort(doc, places).isTooMuch(placed, deletesIn)) return problem("tooLarge", "tooMuchWork");

  for (const [item, path] of live) {
    if (written.get(path) !== null) return problem("malformed", "fieldContent");
    const value: unknown = (item.content as Y.ContentAny).arr[0];
    written.set(path, value ?? null);
  }
  for (const path of written.keys()) removed.delete(path);
  const clients = new Map([...byClient].map(([client, list]) => [client, endOf(list)]));
  return ok({ written, removed, outdated, proses: touched, lost, clients });
};

const isPart = (struct: Struct, clock: number, len: number): boolean => struct.id.clock < clock || struct.id.clock + struct.length > clock + len;

const overlapping = function* (structs: readonly Struct[], clock: number, len: number): Generator<Struct> {
  let low = 0;
  let high = structs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const struct = structs[middle];
    if (struct && struct.id.clock + struct.length <= clock) low = middle + 1;
    else high = middle;
  }
  for (let index = low; index < structs.length; index += 1) {
    const struct = structs[index];
    if (!struct || struct.id.clock >= clock + len) return;
    yield struct;
  }
};
