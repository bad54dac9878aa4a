import { createWalk, walkAny, type Walk } from "#domain/record/walk.ts";

const MAX_STRUCTS = 5_000;
/** Elements, texts, formats and embeds: each is many times the work of a letter. */
const MAX_HEAVY = 2_000;
const MAX_CLIENTS = 16;
const MAX_DELETES = 8_000;
/** Structs that name the same neighbours and nothing else to tell them apart: Yjs compares each with all. */
const MAX_AT_ONE_PLACE = 200;
/** Nesting of values: more than any that is taken. */
const MAX_DEPTH = 12;

export type Measured = "sound" | "undecodable" | "tooManyStructs" | "tooMuchWork" | "proseContent";

/** Depth of lists and objects in the JSON from `start` to `end`. */
const isDeep = (bytes: Uint8Array, start: number, end: number): boolean => {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < end; at += 1) {
    const one = bytes[at];
    if (one === 34) quoted = !quoted;
    else if (quoted) at += one === 92 ? 1 : 0;
    else if (one === 91 || one === 123) depth += 1;
    else if (one === 93 || one === 125) depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
};

const mix = (hash: number, number: number): number => Math.imul(Math.imul(hash ^ (number | 0), 0x85ebca6b) ^ (number / 2 ** 32), 0xc2b2ae35) | 0;

/**
 * Counts what an update holds, and looks whether it can be read, before anything of it is built: what Yjs makes of a few bytes takes a hundred
 * times their room.
 */
export const measureUpdate = (bytes: Uint8Array): Measured => {
  const walk = createWalk(bytes);
  const places = new Map<number, number>();
  let [structs, heavy] = [0, 0];
  let why: Measured = "undecodable";

  /** Ends the walk. */
  const refuse = (measured: Measured): never => {
    why = measured;
    throw new RangeError(measured);
  };

  const mixText = (hash: number): number => {
    const start = walk.skipText();
    let mixed = hash;
    for (let at = start; at < walk.position(); at += 1) mixed = mix(mixed, bytes[at] ?? 0);
    return mixed;
  };

  const mixId = (hash: number): number => mix(mix(hash, walk.uint()), walk.uint());

  const skipJson = (): void => {
    const start = walk.skipText();
    if (isDeep(bytes, start, walk.position())) refuse("proseContent");
  };

  const skipAny = (): void => {
    if (walkAny(walk, 0, MAX_DEPTH, { values: Number.POSITIVE_INFINITY }) > MAX_DEPTH) refuse("undecodable");
  };

  const repeat = (each: () => void): void => {
    for (let left = walk.uint(); left > 0; left -= 1) each();
  };

  /** Past the content of a struct; `kind` as Yjs numbers them. */
  const skipContent = (kind: number): void => {
    if (kind >= 5 && kind <= 7) heavy += 1;
    if (heavy > MAX_HEAVY) refuse("tooManyStructs");
    switch (kind) {
      case 1:
        return void walk.uint();
      case 2:
        return repeat(skipJson);
      case 3:
      case 4:
        return void walk.skipText();
      case 5:
        return skipJson();
      case 6:
        walk.skipText();
        return skipJson();
      case 7: {
        const type = walk.uint();
        if (type === 3 || type === 5) walk.skipText();
        return;
      }
      case 8:
        return repeat(skipAny);
      case 9:
        walk.skipText();
        return skipAny();
      default:
        return refuse("undecodable");
    }
  };

  const skipStruct = (): void => {
    const info = walk.byte();
    const kind = info & 31;
    if (kind === 0 || kind === 10) return void walk.uint();
    let place = info & 0xe0;
    if (info & 128) place = mixId(place);
    if (info & 64) place = mixId(place);
    if ((info & 192) === 0) {
      place = walk.uint() === 1 ? mixText(place) : mixId(place);
      if (info & 32) place = mixText(place);
    }
    const here = (places.get(place) ?? 0) + 1;
    if (here > MAX_AT_ONE_PLACE) refuse("tooMuchWork");
    places.set(place, here);
    skipContent(kind);
  };

  try {
    const writers = walk.uint();
    if (writers > bytes.length) return "undecodable";
    if (writers > MAX_CLIENTS) return "tooManyStructs";
    for (let left = writers; left > 0; left -= 1) {
      const count = walk.uint();
      if (count > bytes.length) return "undecodable";
      structs += count;
      if (structs > MAX_STRUCTS) return "tooManyStructs";
      walk.uint();
      walk.uint();
      for (let struct = count; struct > 0; struct -= 1) skipStruct();
    }
    return measureDeletes(walk);
  } catch {
    return why;
  }
};

/** The ranges of one client are as Yjs writes them: in order, none empty, none over another. */
const measureDeletes = (walk: Walk): Measured => {
  let deletes = 0;
  for (let left = walk.uint(); left > 0; left -= 1) {
    walk.uint();
    const count = walk.uint();
    let end = 0;
    for (let range = count; range > 0; range -= 1) {
      const clock = walk.uint();
      const length = walk.uint();
      if (length === 0 || clock < end) return "undecodable";
      end = clock + length;
      if (!Number.isSafeInteger(end)) return "undecodable";
      deletes += 1;
      if (deletes > MAX_DELETES) return "tooManyStructs";
    }
  }
  return "sound";
};
