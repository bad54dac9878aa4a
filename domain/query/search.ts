import type { Entity } from "#domain/schema/entity.ts";
import { createAlphabet, GAP, LINE, PLAIN, type Alphabet } from "./alphabet.ts";
import { countBits, createBitPlanes } from "./bit-planes.ts";
import { fold } from "./fold.ts";
import { codesOfWords, MATCH, wordOf, type Titled, type Word } from "./match.ts";
import { NO_PINYIN, type PinyinSource } from "./pinyin.ts";
import { BITS, bitsOfText, bitsOfWord, isExact, startBit } from "./search-bits.ts";
import { createSounds, isSeparator, type Reading } from "./sound.ts";
import { createTextPool } from "./text-pool.ts";

/** Text of a field of one record; null when it has none. */
export type ReadText = (field: string) => string | null;

/** Matches in ascending order of slot; smaller ranks are better. */
export interface Found {
  readonly slots: Uint32Array;
  readonly ranks: Uint16Array;
}

/**
 * Finds the records of one kind, numbered by slots, while a person types: by parts of names and numbers (punctuation, case, width and accents
 * do not count), by pinyin initials and syllables of every reading, by Korean initial consonants. All words must match, in any of the fields
 * that the definition marks for search. First what starts with the text, then what has a word that does, then the rest; shorter titles first.
 */
export interface SearchIndex {
  /** Adds a record, or takes its new content. */
  readonly set: (slot: number, text: ReadText, title: string) => void;
  readonly remove: (slot: number) => void;
  readonly has: (slot: number) => boolean;
  /** Null for a text that says nothing, so that everything matches. */
  readonly find: (text: string) => Found | null;
  readonly size: () => number;
  readonly bytes: () => number;
  /** Makes Chinese findable by sound, for when the dictionary arrives after the records. */
  readonly usePinyin: (pinyin: PinyinSource) => void;
}

const LONGEST = 2_000;
/** A rank is how well it matches, times this, and the length of the title. */
export const TITLE_LENGTHS = 10_000;

interface Fields {
  readonly spoken: readonly string[];
  readonly plain: readonly string[];
  readonly titled: Titled;
}

const searchedFields = (entity: Entity): Fields => {
  const marked = [...Object.entries(entity.fields), ...Object.entries(entity.prose ?? {})];
  const of = (mark: string): readonly string[] => {
    const names = marked.flatMap(([name, field]) => (field.search === mark ? [name] : []));
    return names.toSorted((a, b) => Number(b === entity.title) - Number(a === entity.title));
  };
  const [spoken, plain] = [of("pinyin"), of("text")];
  return { spoken, plain, titled: spoken[0] === entity.title ? "spoken" : plain[0] === entity.title ? "plain" : null };
};

/** Adds a field as it is searched: folded, a gap for whatever is passed over. */
const addField = (into: number[], text: string, alphabet: Alphabet, isPlain: boolean): void => {
  const folded = fold(text.length > LONGEST ? text.slice(0, LONGEST) : text).trimStart();
  let gap = false;
  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.charCodeAt(at);
    if (isSeparator(code)) gap = true;
    else {
      if (gap) into.push(GAP);
      gap = false;
      into.push(alphabet.numberOf(code, isPlain));
    }
  }
};

/** Whether every match of `after` is one of `before`: the same words, the last one typed on. */
const narrows = (before: readonly Reading[], after: readonly Reading[]): boolean =>
  before.length === after.length && before.every((word, at) => (at === before.length - 1 || word.length === after[at]?.length) && word.every((code, place) => code === after[at]?.[place]));

const BLANK: Found = { slots: new Uint32Array(0), ranks: new Uint16Array(0) };

export const createSearchIndex = (entity: Entity, pinyin: PinyinSource = NO_PINYIN): SearchIndex => {
  const { spoken, plain, titled } = searchedFields(entity);
  const planes = createBitPlanes(BITS.count);
  const pool = createTextPool();
  const alphabet = createAlphabet(createSounds(pinyin), createSounds(NO_PINYIN));
  let titleLengths = new Uint16Array(64);
  let last: { readonly words: readonly Reading[]; readonly matches: Uint32Array } | null = null;
  let size = 0;

  const sign = (slot: number): void => planes.add(slot, bitsOfText(pool.codes(), pool.start(slot), pool.end(slot), alphabet));

  /** One line per field; empty ones at the end are left out. */
  const addFields = (into: number[], names: readonly string[], text: ReadText, isPlain: boolean): void => {
    let lines = 0;
    for (const [at, name] of names.entries()) {
      const value = text(name);
      if (!value) continue;
      for (; lines < at; lines += 1) into.push(LINE);
      addField(into, value, alphabet, isPlain);
    }
  };

  const noteTitle = (slot: number, length: number): void => {
    if (slot >= titleLengths.length) {
      const larger = new Uint16Array(Math.max(slot + 1, Math.ceil(titleLengths.length * 1.5)));
      larger.set(titleLengths);
      titleLengths = larger;
    }
    titleLengths[slot] = Math.min(length, TITLE_LENGTHS - 1);
  };

  const titleStart = (codes: Uint16Array, slot: number): number => {
    const start = pool.start(slot);
    return titled === "plain" ? start + codes.subarray(start, pool.end(slot)).indexOf(PLAIN) + 1 : start;
  };

  const hasBit = (bits: Uint32Array, slot: number): boolean => (bits[slot >>> 5]! & (1 << (slot & 31))) !== 0;

  const rankerOf = (word: Word): ((slot: number) => number) => {
    const codes = pool.codes();
    const starts = planes.having([startBit(word.codes)]);
    const enters = Uint8Array.from({ length: alphabet.size() }, (_, number) => Number(word.enters(number)));
    const exact = isExact(word.codes);
    return (slot) => {
      const mayStart = hasBit(starts, slot);
      const start = pool.start(slot);
      const end = pool.end(slot);
      if (mayStart && titled !== null) {
        const at = titleStart(codes, slot);
        if (at < end && enters[codes[at]!] === 1 && (exact || word.at(codes, at, end))) return MATCH.title;
      }
      if (exact) return mayStart ? MATCH.word : MATCH.inside;
      return word.best(codes, start, end, mayStart);
    };
  };

  /** The rank of a slot that may match: that of its worst word; `MATCH.none` when it does not. */
  const rankOfAll = (words: readonly Reading[]): ((slot: number) => number) => {
    const ranks = words.map((reading) => rankerOf(wordOf(reading, alphabet)));
    const [only] = ranks;
    if (only && ranks.length === 1) return only;
    return (slot) => {
      let worst = 0;
      for (const rank of ranks) {
        worst = Math.max(worst, rank(slot));
        if (worst === MATCH.none) break;
      }
      return worst;
    };
  };

  const find = (words: readonly Reading[]): Found => {
    const candidates = planes.having([BITS.there, ...words.flatMap(bitsOfWord)], last && narrows(last.words, words) ? last.matches : undefined);
    const rankOf = rankOfAll(words);
    const most = countBits(candidates);
    const slots = new Uint32Array(most);
    const ranks = new Uint16Array(most);
    let count = 0;
    for (let at = 0; at < candidates.length; at += 1) {
      for (let left = candidates[at]!; left !== 0; left &= left - 1) {
        const bit = 31 - Math.clz32(left & -left);
        const slot = at * 32 + bit;
        const rank = rankOf(slot);
        if (rank === MATCH.none) {
          candidates[at]! &= ~(1 << bit);
          continue;
        }
        slots[count] = slot;
        ranks[count] = rank * TITLE_LENGTHS + titleLengths[slot]!;
        count += 1;
      }
    }
    last = { words, matches: candidates };
    return { slots: slots.subarray(0, count), ranks: ranks.subarray(0, count) };
  };

  return {
    size: () => size,
    has: (slot) => planes.has(slot, BITS.there),
    bytes: () => planes.bytes() + pool.bytes() + titleLengths.byteLength,
    set: (slot, text, title) => {
      last = null;
      if (planes.has(slot, BITS.there)) planes.clear(slot);
      else size += 1;
      const codes: number[] = [];
      addFields(codes, spoken, text, false);
      const heard = codes.push(PLAIN);
      addFields(codes, plain, text, true);
      if (codes.length === heard) codes.pop();
      pool.set(slot, codes);
      noteTitle(slot, title.length);
      sign(slot);
    },
    remove: (slot) => {
      if (!planes.has(slot, BITS.there)) return;
      last = null;
      size -= 1;
      planes.clear(slot);
      pool.set(slot, []);
    },
    find: (text) => {
      if (text.trim() === "") return null;
      const words = codesOfWords(fold(text));
      return words.length === 0 ? BLANK : find(words);
    },
    usePinyin: (source) => {
      last = null;
      alphabet.useSounds(createSounds(source));
      for (let slot = 0; slot < titleLengths.length; slot += 1) if (planes.has(slot, BITS.there)) sign(slot);
    },
  };
};
