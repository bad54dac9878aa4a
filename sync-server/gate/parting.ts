import * as encoding from "lib0/encoding";
import type { InPieces } from "#domain/pieces.ts";
import { createWalk, walkAny, type Walk } from "#domain/record/walk.ts";

/** The place of an item by client and clock. */
export interface Ref {
  readonly client: number;
  readonly clock: number;
}

/** One struct of a sound update, by where its bytes are and what it names. */
export interface Parted extends Ref {
  readonly length: number;
  readonly start: number;
  readonly end: number;
  readonly left: Ref | null;
  readonly right: Ref | null;
  /** The type it is in, where the struct says so: a root by its name, or an item. */
  readonly parent: Ref | string | null;
  readonly sub: string | null;
}

export type Ranges = readonly (readonly [clock: number, length: number])[];

export interface Parting {
  readonly byClient: ReadonlyMap<number, readonly Parted[]>;
  readonly deletes: readonly (readonly [client: number, ranges: Ranges])[];
}

/** Structs and deletes that are read before everybody else gets their turn. */
const PIECE = 2_000;

const utf8 = new TextDecoder();

/** Length of a text as Yjs counts it, in units of UTF-16, from its bytes. */
const unitsIn = (bytes: Uint8Array, start: number, end: number): number => {
  let units = 0;
  for (let at = start; at < end; at += 1) {
    const one = bytes[at] ?? 0;
    if ((one & 0xc0) !== 0x80) units += one >= 0xf0 ? 2 : 1;
  }
  return units;
};

const skipAny = (walk: Walk): void => void walkAny(walk, 0, Number.POSITIVE_INFINITY, { values: Number.POSITIVE_INFINITY });

/** Moves past the content of a struct; answers how many clocks it takes. */
const lengthOf = (kind: number, bytes: Uint8Array, walk: Walk): number => {
  const times = (each: () => void): number => {
    const count = walk.uint();
    for (let left = count; left > 0; left -= 1) each();
    return count;
  };
  switch (kind) {
    case 0:
    case 1:
    case 10:
      return walk.uint();
    case 2:
      return times(walk.skipText);
    case 4: {
      const start = walk.skipText();
      return unitsIn(bytes, start, walk.position());
    }
    case 6:
      walk.skipText();
      walk.skipText();
      return 1;
    case 7: {
      const type = walk.uint();
      if (type === 3 || type === 5) walk.skipText();
      return 1;
    }
    case 8:
      return times(() => skipAny(walk));
    case 9:
      walk.skipText();
      skipAny(walk);
      return 1;
    default:
      walk.skipText();
      return 1;
  }
};

/** Reads where the structs of an update begin and what they name, without building any. The update is sound: one that the gate has let through, or the relay's own. */
export const readingParts = function* (bytes: Uint8Array): InPieces<Parting> {
  const walk = createWalk(bytes);
  let read = 0;

  const refAt = (): Ref => {
    const client = walk.uint();
    return { client, clock: walk.uint() };
  };

  const textAt = (): string => {
    const start = walk.skipText();
    return utf8.decode(bytes.subarray(start, walk.position()));
  };

  const structAt = (client: number, clock: number): Parted => {
    const start = walk.position();
    const info = walk.byte();
    const kind = info & 31;
    const isItem = kind !== 0 && kind !== 10;
    const left = isItem && info & 128 ? refAt() : null;
    const right = isItem && info & 64 ? refAt() : null;
    let parent: Ref | string | null = null;
    let sub: string | null = null;
    if (isItem && (info & 192) === 0) {
      parent = walk.uint() === 1 ? textAt() : refAt();
      if (info & 32) sub = textAt();
    }
    const length = lengthOf(kind, bytes, walk);
    return { client, clock, length, start, end: walk.position(), left, right, parent, sub };
  };

  const byClient = new Map<number, Parted[]>();
  for (let writers = walk.uint(); writers > 0; writers -= 1) {
    const count = walk.uint();
    const client = walk.uint();
    let clock = walk.uint();
    const structs: Parted[] = [];
    for (let left = count; left > 0; left -= 1) {
      const struct = structAt(client, clock);
      structs.push(struct);
      clock += struct.length;
      read += 1;
      if (read % PIECE === 0) yield;
    }
    byClient.set(client, structs);
  }
  const deletes: (readonly [number, Ranges])[] = [];
  for (let writers = walk.uint(); writers > 0; writers -= 1) {
    const client = walk.uint();
    const ranges: (readonly [number, number])[] = [];
    for (let left = walk.uint(); left > 0; left -= 1) {
      const clock = walk.uint();
      ranges.push([clock, walk.uint()]);
      read += 1;
      if (read % PIECE === 0) yield;
    }
    deletes.push([client, ranges]);
  }
  return { byClient, deletes };
};

/** All structs, each after those that it names; otherwise in the order in which Yjs takes them, clients from the highest down. */
export const inOrder = function* ({ byClient }: Parting): Generator<Parted> {
  const done = new Map<number, number>();

  const nextOf = (client: number): Parted | undefined => byClient.get(client)?.[done.get(client) ?? 0];

  /** The client whose structs have to come first. */
  const missing = ({ client, left, right, parent }: Parted): number | null => {
    for (const ref of [left, right, typeof parent === "string" ? null : parent]) {
      if (!ref || ref.client === client) continue;
      const next = nextOf(ref.client);
      if (next && next.clock <= ref.clock) return ref.client;
    }
    return null;
  };

  for (const client of [...byClient.keys()].sort((a, b) => b - a)) {
    const stack = [client];
    const waiting = new Set(stack);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const struct = nextOf(top);
      const first = struct ? missing(struct) : null;
      if (first !== null && !waiting.has(first)) {
        stack.push(first);
        waiting.add(first);
        continue;
      }
      if (struct) {
        yield struct;
        done.set(top, (done.get(top) ?? 0) + 1);
      }
      if (stack.length > 1 || !struct) {
        stack.pop();
        waiting.delete(top);
      }
    }
  }
};

/** An update of these structs of `bytes`. Those of one client follow each other. */
export const updateOf = (bytes: Uint8Array, structs: readonly Parted[]): Uint8Array => {
  const byClient = new Map<number, Parted[]>();
  for (const struct of structs) {
    const list = byClient.get(struct.client);
    if (list) list.push(struct);
    else byClient.set(struct.client, [struct]);
  }
  const to = encoding.createEncoder();
  encoding.writeVarUint(to, byClient.size);
  for (const [client, list] of byClient) {
    encoding.writeVarUint(to, list.length);
    encoding.writeVarUint(to, client);
    encoding.writeVarUint(to, list[0]?.clock ?? 0);
    // They stand one after the other in the update that they come from, too.
    encoding.writeUint8Array(to, bytes.subarray(list[0]?.start ?? 0, list.at(-1)?.end ?? 0));
  }
  encoding.writeVarUint(to, 0);
  return encoding.toUint8Array(to);
};

/** Updates that delete, each of at most `most` ranges. */
export const deletesOf = function* ({ deletes }: Parting, most: number): Generator<Uint8Array> {
  let some: (readonly [client: number, ranges: Ranges])[] = [];
  let room = most;

  const take = (): Uint8Array => {
    const to = encoding.createEncoder();
    encoding.writeVarUint(to, 0);
    encoding.writeVarUint(to, some.length);
    for (const [client, ranges] of some) for (const number of [client, ranges.length, ...ranges.flat()]) encoding.writeVarUint(to, number);
    some = [];
    room = most;
    return encoding.toUint8Array(to);
  };

  for (const [client, ranges] of deletes) {
    for (let at = 0; at < ranges.length; ) {
      const part = ranges.slice(at, at + room);
      some.push([client, part]);
      at += part.length;
      room -= part.length;
      if (room === 0) yield take();
    }
  }
  if (some.length > 0) yield take();
};
