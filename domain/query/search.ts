import type { Entity, Row } from "#domain/schema/entity.ts";
import { textOf, titleOf } from "#domain/schema/read.ts";
import { fold } from "./fold.ts";
import { bestMatch, MATCH } from "./match.ts";
import { NO_PINYIN, type PinyinSource } from "./pinyin.ts";
import type { Searcher } from "./query.ts";
import { sign, signatureOfWord, SIGNATURE_WORDS, type Signature } from "./signature.ts";
import { createSounds, isSeparator } from "./sound.ts";

export interface Hit {
  readonly id: string;
  /** Smaller is better. */
  readonly rank: number;
}

/**
 * Finds the records of one kind while a person types: by parts of names and numbers (punctuation, case, width and accents do
 * not count), by pinyin initials and syllables of every reading, by Korean initial consonants. All words must match, in any
 * of the fields that the definition marks for search. First what starts with the text, then what has a word that does,
 * then the rest; shorter titles first.
 */
export interface SearchIndex extends Searcher {
  /** Adds a row, or takes its new content. */
  readonly set: (row: Row) => void;
  readonly remove: (id: string) => void;
  /** The best hits, at most `limit` (default all). Nothing for a text without letters or digits. */
  readonly search: (text: string, limit?: number) => readonly Hit[];
  readonly size: () => number;
  /** Makes Chinese findable by sound, for when the dictionary arrives after the rows. */
  readonly usePinyin: (pinyin: PinyinSource) => void;
}

interface Entry {
  readonly id: string;
  /** Folded fields, one per line: those that are also found by sound, and those found as written. */
  readonly spoken: string;
  readonly plain: string;
  readonly titleLength: number;
}

const LONGEST = 2_000;
const TITLE_LENGTHS = 10_000;

const searchedFields = (entity: Entity): { readonly spoken: readonly string[]; readonly plain: readonly string[] } => {
  const marked = [...Object.entries(entity.fields), ...Object.entries(entity.prose ?? {})];
  const of = (mark: string): readonly string[] => {
    const names = marked.flatMap(([name, field]) => (field.search === mark ? [name] : []));
    return names.toSorted((a, b) => Number(b === entity.title) - Number(a === entity.title));
  };
  return { spoken: of("pinyin"), plain: of("text") };
};

const wordsOf = (text: string): readonly string[] =>
  fold(text)
    .split(/\s+/)
    .map((word) => [...word].filter((character) => !isSeparator(character)).join(""))
    .filter(Boolean);

export const createSearchIndex = (entity: Entity, pinyin: PinyinSource = NO_PINYIN): SearchIndex => {
  const fields = searchedFields(entity);
  const silent = createSounds(NO_PINYIN);
  let sounds = createSounds(pinyin);
  const entries: (Entry | undefined)[] = [];
  const slots = new Map<string, number>();
  const free: number[] = [];
  let signatures = new Uint32Array(1_024 * SIGNATURE_WORDS);

  const textFor = (row: Row, names: readonly string[]): string =>
    names.map((name) => fold((textOf(row, name) ?? "").slice(0, LONGEST)).replaceAll(/[\n\r]+/g, " ").trimStart()).join("\n");

  const write = (slot: number, entry: Entry): void => {
    const start = slot * SIGNATURE_WORDS;
    if (start >= signatures.length) {
      const larger = new Uint32Array(signatures.length * 2);
      larger.set(signatures);
      signatures = larger;
    }
    const signature = signatures.subarray(start, start + SIGNATURE_WORDS);
    signature.fill(0);
    sign(entry.spoken, sounds, signature);
    sign(entry.plain, silent, signature);
    entries[slot] = entry;
  };

  const rankOf = (entry: Entry, words: readonly string[]): number => {
    let worst = 0;
    for (const word of words) {
      const spoken = bestMatch(entry.spoken, word, fields.spoken[0] === entity.title, sounds);
      const plain = spoken === MATCH.title ? MATCH.none : bestMatch(entry.plain, word, fields.plain[0] === entity.title, silent);
      worst = Math.max(worst, Math.min(spoken, plain));
      if (worst === MATCH.none) break;
    }
    return worst;
  };

  const mayMatch = (slot: number, needed: readonly Signature[]): boolean => {
    const start = slot * SIGNATURE_WORDS;
    for (const bits of needed) {
      for (let i = 0; i < SIGNATURE_WORDS; i += 1) {
        const want = bits[i] ?? 0;
        if (want !== 0 && (~(signatures[start + i] ?? 0) & want) !== 0) return false;
      }
    }
    return true;
  };

  const find = (words: readonly string[]): Map<string, number> => {
    const needed = words.map(signatureOfWord);
    const found = new Map<string, number>();
    for (let slot = 0; slot < entries.length; slot += 1) {
      const entry = mayMatch(slot, needed) ? entries[slot] : undefined;
      const rank = entry ? rankOf(entry, words) : MATCH.none;
      if (entry && rank < MATCH.none) found.set(entry.id, rank * TITLE_LENGTHS + entry.titleLength);
    }
    return found;
  };

  return {
    size: () => slots.size,
    set: (row) => {
      const slot = slots.get(row.id) ?? free.pop() ?? entries.length;
      slots.set(row.id, slot);
      const titleLength = Math.min(titleOf(entity, row).length, TITLE_LENGTHS - 1);
      write(slot, { id: row.id, spoken: textFor(row, fields.spoken), plain: textFor(row, fields.plain), titleLength });
    },
    remove: (id) => {
      const slot = slots.get(id);
      if (slot === undefined) return;
      slots.delete(id);
      entries[slot] = undefined;
      free.push(slot);
    },
    ranks: (text) => {
      const words = wordsOf(text);
      if (words.length > 0) return find(words);
      return text.trim() === "" ? null : new Map();
    },
    search: (text, limit = Number.POSITIVE_INFINITY) => {
      const words = wordsOf(text);
      if (words.length === 0) return [];
      const hits = [...find(words)].map(([id, rank]) => ({ id, rank }));
      return hits.sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1)).slice(0, limit);
    },
    usePinyin: (source) => {
      sounds = createSounds(source);
      entries.forEach((entry, slot) => {
        if (entry) write(slot, entry);
      });
    },
  };
};
