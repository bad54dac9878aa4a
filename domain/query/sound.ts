import type { PinyinSource } from "./pinyin.ts";

const FIRST_HAN = 0x3400;
const LAST_HAN = 0x9fff;
const FIRST_SYLLABLE = 0xac00;
const SYLLABLES = 11_172;
const FINALS = 28;
const VOWELS = 21;
const FIRST_INITIAL = 0x1100;
const H = 104;

/** The letters of one reading, as their codes. */
export type Reading = readonly number[];

/** The characters a typed word may use to enter a character of the text, and to leave it. */
export interface Doors {
  readonly entries: readonly number[];
  readonly exits: readonly number[];
}

/** How characters, each given by its code, may be typed besides by themselves. */
export interface Sounds {
  /** The readings of a Chinese character, the letter `v` of lü and nü also as `u`. */
  readonly of: (code: number) => readonly Reading[];
  readonly doors: (code: number) => Doors;
}

const NONE: readonly Reading[] = [];

const codesOf = (text: string): Reading => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));

const isSyllable = (code: number): boolean => code >= FIRST_SYLLABLE && code < FIRST_SYLLABLE + SYLLABLES;

/** The initial consonant of a Hangul syllable as folded text writes it (ㅅ is U+1109 once folded); 0 for anything else. */
export const initialOf = (code: number): number => (isSyllable(code) ? FIRST_INITIAL + Math.floor((code - FIRST_SYLLABLE) / (FINALS * VOWELS)) : 0);

/** A Hangul syllable without its final consonant: what the keyboard shows halfway (서 for 성); 0 for anything else. */
export const openSyllable = (code: number): number => (isSyllable(code) ? code - ((code - FIRST_SYLLABLE) % FINALS) : 0);

const findDoors = (code: number, readings: readonly Reading[]): Doors => {
  const initial = initialOf(code);
  const entries = new Set([code]);
  const exits = new Set([code]);
  for (const reading of readings) {
    const [first = 0, second] = reading;
    entries.add(first);
    exits.add(first).add(reading.at(-1) ?? first);
    if (second === H) exits.add(H);
  }
  if (initial !== 0) {
    entries.add(initial).add(openSyllable(code));
    exits.add(initial);
  }
  return { entries: [...entries], exits: [...exits] };
};

/** Remembers what it was asked: a few thousand characters make up all names. */
export const createSounds = (pinyin: PinyinSource): Sounds => {
  const readings: (readonly Reading[] | undefined)[] = [];
  const doors: (Doors | undefined)[] = [];
  const read = (code: number): readonly Reading[] => {
    const written = pinyin.readings(String.fromCharCode(code));
    return [...new Set(written.flatMap((reading) => (reading.includes("v") ? [reading, reading.replace("v", "u")] : [reading])))].filter(Boolean).map(codesOf);
  };
  const of = (code: number): readonly Reading[] => (code < FIRST_HAN || code > LAST_HAN ? NONE : (readings[code] ??= read(code)));
  return { of, doors: (code) => (doors[code] ??= findDoors(code, of(code))) };
};

const SEPARATOR = /^[\s\p{P}\p{S}]$/u;
const UNKNOWN = 0;
const LETTER = 1;
const APART = 2;
const classes = new Uint8Array(0x10000);

/** Characters that search passes over, in names as in telephone numbers. */
export const isSeparator = (code: number): boolean => {
  if (classes[code] === UNKNOWN) classes[code] = SEPARATOR.test(String.fromCharCode(code)) ? APART : LETTER;
  return classes[code] === APART;
};
