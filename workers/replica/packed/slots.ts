import { recordId, type RecordId } from "#domain/id.ts";
import { KEY_WORDS, keyToWords, wordsToKey } from "./key-words.ts";

/** Numbers of the records of one kind: 0, 1, 2 … in the order in which they were first heard of. A record keeps its number. */
export interface Slots {
  readonly size: () => number;
  /** -1 when the record has none. */
  readonly of: (record: string) => number;
  /** Gives the record a number unless it has one. */
  readonly claim: (record: string) => number;
  readonly id: (slot: number) => RecordId;
  /** The same for a key that is packed already. */
  readonly claimWords: (words: Uint32Array, at: number) => number;
  /** Makes room for so many in all. */
  readonly reserve: (many: number) => void;
  /** Writes the key of a slot as words; false when it is not such a key. */
  readonly wordsOf: (slot: number, words: Uint32Array, at: number) => boolean;
}

const FREE = -1;
const FIRST_ROOM = 64;

/** Places of the table per slot. */
const LOOSE = 1.5;

export const createSlots = (kind: string): Slots => {
  const prefix = `${kind}/`;
  const scratch = new Uint32Array(KEY_WORDS);
  let size = 0;
  let keys = new Uint32Array(FIRST_ROOM * KEY_WORDS);
  let table = new Int32Array(FIRST_ROOM * 2).fill(FREE);
  /** Ids that are not a packed key, such as those of fixed records. */
  const odd = new Map<string, number>();
  const oddIds = new Map<number, RecordId>();

  /** The place of the table where the key is, or where it would be put. */
  const placeOf = (words: Uint32Array, at: number): number => {
    const mask = table.length - 1;
    let hash = Math.imul(words[at]! ^ Math.imul(words[at + 1]!, 0x9e3779b1) ^ Math.imul(words[at + 2]!, 0x85ebca6b), 0xc2b2ae35);
    hash ^= hash >>> 15;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const slot = table[place]!;
      if (slot === FREE) return place;
      const key = slot * KEY_WORDS;
      if (keys[key] === words[at] && keys[key + 1] === words[at + 1] && keys[key + 2] === words[at + 2]) return place;
    }
  };

  const widen = (room: number): void => {
    const larger = new Uint32Array(room * KEY_WORDS);
    larger.set(keys.subarray(0, size * KEY_WORDS));
    keys = larger;
  };

  const next = (): number => {
    if ((size + 1) * KEY_WORDS > keys.length) widen(Math.ceil((size + 1) * 1.25));
    size += 1;
    return size - 1;
  };

  /** Spreads the table once it is too small for so many. */
  const spread = (many: number): void => {
    let places = table.length;
    while (many * LOOSE > places) places *= 2;
    if (places === table.length) return;
    table = new Int32Array(places).fill(FREE);
    for (let slot = 0; slot < size; slot += 1) if (!oddIds.has(slot)) table[placeOf(keys, slot * KEY_WORDS)] = slot;
  };

  const claimWords = (words: Uint32Array, at: number): number => {
    const place = placeOf(words, at);
    const known = table[place]!;
    if (known !== FREE) return known;
    const slot = next();
    for (let word = 0; word < KEY_WORDS; word += 1) keys[slot * KEY_WORDS + word] = words[at + word]!;
    table[place] = slot;
    spread(size + 1);
    return slot;
  };

  const isPacked = (record: string): boolean => record.startsWith(prefix) && keyToWords(record, prefix.length, scratch, 0);

  return {
    size: () => size,
    of: (record) => (isPacked(record) ? table[placeOf(scratch, 0)]! : (odd.get(record) ?? FREE)),
    claim: (record) => {
      if (isPacked(record)) return claimWords(scratch, 0);
      const known = odd.get(record);
      if (known !== undefined) return known;
      const slot = next();
      odd.set(record, slot);
      oddIds.set(slot, record as RecordId);
      spread(size + 1);
      return slot;
    },
    id: (slot) => oddIds.get(slot) ?? recordId(kind, wordsToKey(keys, slot * KEY_WORDS)),
    claimWords,
    reserve: (many) => {
      if (many * KEY_WORDS > keys.length) widen(many);
      spread(many);
    },
    wordsOf: (slot, words, at) => {
      if (oddIds.has(slot)) return false;
      for (let word = 0; word < KEY_WORDS; word += 1) words[at + word] = keys[slot * KEY_WORDS + word]!;
      return true;
    },
  };
};

/** A number per slot. */
export interface SlotNumbers {
  readonly get: (slot: number) => number;
  readonly put: (slot: number, number: number) => void;
  readonly clear: () => void;
}

const createNumbers = <A extends Uint32Array | Float64Array>(make: (length: number) => A, none: number): SlotNumbers => {
  let numbers = make(FIRST_ROOM).fill(none) as A;
  return {
    get: (slot) => numbers[slot] ?? none,
    put: (slot, number) => {
      if (slot >= numbers.length) {
        const larger = make(Math.ceil((slot + 1) * 1.25));
        larger.fill(none);
        larger.set(numbers);
        numbers = larger;
      }
      numbers[slot] = number;
    },
    clear: () => {
      numbers.fill(none);
    },
  };
};

/** Whole numbers of 32 bits; 0 where none has been put. */
export const createSlotNumbers = (): SlotNumbers => createNumbers((length) => new Uint32Array(length), 0);

/** Doubles; NaN where none has been put. */
export const createSlotDoubles = (): SlotNumbers => createNumbers((length) => new Float64Array(length), Number.NaN);
