import { FIELDS } from "#domain/record/fields-root.ts";
import { createTexts, isText } from "#domain/record/texts.ts";
import { createWalk, readAny } from "#domain/record/walk.ts";
import type { FieldValue } from "#domain/schema/field.ts";

/** Reads a document's paths and values from its encoded state, without building the document. */
export interface FieldReader {
  /**
   * The document stands in `bytes` between two places. Calls `take` with each path and value that stands, in no particular order. False, before
   * it has called anything, where only the document itself can tell: it has prose, one path was written by several at once, or something is in
   * it that fields never are.
   */
  readonly read: (bytes: Uint8Array, from: number, to: number, take: (path: string, value: FieldValue) => void) => boolean;
}

const ORIGIN = 0x80;
const RIGHT_ORIGIN = 0x40;
const SUB = 0x20;
const KIND = 0x1f;
const THROWN_AWAY = 0;
const DELETED = 1;
const ANY = 8;

const TEXT = 119;
const OBJECT = 118;
const FLOAT = 123;

const DEEPEST = 8;

/** Stands for the struct of another, where there is none. */
const NONE = -1;

/** Thrown where the document itself must tell. */
const ELSEWHERE = new Error("not plain");

/**
 * The items of a map form one chain per path, each written knowing of the one before it; the last of a chain is what stands, unless it is
 * deleted. Everything else, concurrent writers of one path above all, is left to Yjs.
 */
export const createFieldReader = (): FieldReader => {
  const textAt = createTexts();
  let arr: Uint8Array = new Uint8Array();
  let view = new DataView(arr.buffer);
  let walk = createWalk(arr);
  let pos = 0;
  let end = 0;
  // Structs in the order in which they stand, each client's one after the other. The lists are kept from one document to the next: only so many
  // of each count.
  let structs = 0;
  let writers = 0;
  let waiting = 0;
  const clients: number[] = [];
  const firstOf: number[] = [];
  const clocks: number[] = [];
  const lengths: number[] = [];
  /** Empty until the one before it has told; null for what was thrown away. */
  const paths: (string | null)[] = [];
  const values: (FieldValue | undefined)[] = [];
  const next: number[] = [];
  const later: number[] = [];
  const originClients: number[] = [];
  const originClocks: number[] = [];
  const roots = new Set<string>();

  const octet = (): number => {
    if (pos >= end) throw ELSEWHERE;
    pos += 1;
    return arr[pos - 1] as number;
  };

  const uint = (): number => {
    let byte = octet();
    if (byte < 128) return byte;
    let number = byte & 127;
    for (let factor = 128; byte > 127; factor *= 128) {
      byte = octet();
      number += (byte & 127) * factor;
      if (number > Number.MAX_SAFE_INTEGER) throw ELSEWHERE;
    }
    return number;
  };

  /** Documents of one kind say the same things in the same order: `guess` is what the one before had in this place. */
  const text = (guess: unknown): string => {
    const length = uint();
    const from = pos;
    pos += length;
    if (pos > end) throw ELSEWHERE;
    return typeof guess === "string" && isText(guess, arr, from, length) ? guess : textAt(arr, from, length);
  };

  const value = (depth: number, guess?: unknown): FieldValue => {
    if (depth > DEEPEST) throw ELSEWHERE;
    const kind = arr[pos];
    if (kind === TEXT) {
      pos += 1;
      return text(guess);
    }
    if (kind === FLOAT) {
      pos += 9;
      return view.getFloat64(pos - 8);
    }
    if (kind !== OBJECT) {
      walk.jump(pos);
      const read = readAny(walk) as FieldValue;
      pos = walk.position();
      return read;
    }
    pos += 1;
    const object: Record<string, unknown> = {};
    for (let left = uint(); left > 0; left -= 1) {
      const name = text(null);
      object[name] = value(depth + 1);
    }
    return object as FieldValue;
  };

  const readItem = (info: number): number => {
    if ((info & RIGHT_ORIGIN) !== 0 || (info & SUB) === 0) throw ELSEWHERE;
    if ((info & ORIGIN) !== 0) {
      later[waiting] = structs;
      originClients[waiting] = uint();
      originClocks[waiting] = uint();
      waiting += 1;
      paths[structs] = "";
    } else {
      if (uint() !== 1 || text(FIELDS) !== FIELDS) throw ELSEWHERE;
      const path = text(paths[structs]);
      if (roots.has(path)) throw ELSEWHERE;
      roots.add(path);
      paths[structs] = path;
    }
    const kind = info & KIND;
    const length = uint();
    if (kind !== DELETED && (kind !== ANY || length !== 1)) throw ELSEWHERE;
    values[structs] = kind === ANY ? value(0, values[structs]) : undefined;
    return length;
  };

  const readNothing = (): number => {
    paths[structs] = null;
    values[structs] = undefined;
    return uint();
  };

  const readStructs = (): void => {
    for (let left = uint(); left > 0; left -= 1) {
      let count = uint();
      clients[writers] = uint();
      firstOf[writers] = structs;
      writers += 1;
      let clock = uint();
      if (clock !== 0) throw ELSEWHERE;
      for (; count > 0; count -= 1) {
        const info = octet();
        const length = (info & KIND) === THROWN_AWAY ? readNothing() : readItem(info);
        clocks[structs] = clock;
        lengths[structs] = length;
        next[structs] = NONE;
        structs += 1;
        clock += length;
      }
    }
  };

  const structsOf = (client: number): readonly [number, number] => {
    for (let at = 0; at < writers; at += 1) {
      if (clients[at] === client) return [firstOf[at] as number, at + 1 < writers ? (firstOf[at + 1] as number) : structs];
    }
    throw ELSEWHERE;
  };

  /** The struct of a client that a clock falls into. */
  const find = (client: number, clock: number): number => {
    const [first, behind] = structsOf(client);
    let low = first;
    let high = behind - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const from = clocks[middle] as number;
      if (clock < from) high = middle - 1;
      else if (clock >= from + (lengths[middle] as number)) low = middle + 1;
      else return middle;
    }
    throw ELSEWHERE;
  };

  const link = (): void => {
    for (let at = 0; at < waiting; at += 1) {
      const clock = originClocks[at] as number;
      const before = find(originClients[at] as number, clock);
      // Two that follow the same one were written at once; what follows something thrown away goes with it.
      if (paths[before] === null || next[before] !== NONE || clock !== (clocks[before] as number) + (lengths[before] as number) - 1) throw ELSEWHERE;
      next[before] = later[at] as number;
    }
    let reached = 0;
    for (let first = 0; first < structs; first += 1) {
      const path = paths[first] as string | null;
      if (path === null || path === "") continue;
      for (let at = next[first] as number; at !== NONE && paths[at] === ""; at = next[at] as number) {
        paths[at] = path;
        reached += 1;
      }
    }
    if (reached !== waiting) throw ELSEWHERE;
  };

  const dropDeleted = (): void => {
    for (let left = uint(); left > 0; left -= 1) {
      const client = uint();
      for (let ranges = uint(); ranges > 0; ranges -= 1) {
        const from = uint();
        const to = from + uint();
        const [, behind] = structsOf(client);
        for (let at = find(client, from); at < behind && (clocks[at] as number) < to; at += 1) values[at] = undefined;
      }
    }
    if (pos !== end) throw ELSEWHERE;
  };

  const begin = (bytes: Uint8Array, from: number, to: number): void => {
    if (arr !== bytes) {
      view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      walk = createWalk(bytes);
    }
    arr = bytes;
    pos = from;
    end = to;
    structs = writers = waiting = 0;
    roots.clear();
  };

  return {
    read: (bytes, from, to, take) => {
      begin(bytes, from, to);
      try {
        readStructs();
        if (waiting > 0) link();
        dropDeleted();
      } catch {
        return false;
      }
      for (let at = 0; at < structs; at += 1) {
        const path = paths[at] as string | null;
        const found = values[at];
        if (path !== null && found !== undefined && next[at] === NONE) take(path, found);
      }
      return true;
    },
  };
};
