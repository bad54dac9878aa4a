import type { PinyinSource } from "./pinyin.ts";

const FIRST_HAN = 0x3400;
const LAST_HAN = 0x9fff;
const FIRST_SYLLABLE = 0xac00;
const SYLLABLES = 11_172;
const FINALS = 28;
const VOWELS = 21;
const FIRST_INITIAL = 0x1100;

/** The ways to type a Chinese character besides itself, the letter `v` of lü and nü also as `u`. */
export interface Sounds {
  readonly of: (character: string) => readonly string[];
}

const NONE: readonly string[] = [];

export const createSounds = (pinyin: PinyinSource): Sounds => {
  const known = new Map<number, readonly string[]>();
  return {
    of: (character) => {
      const code = character.charCodeAt(0);
      if (code < FIRST_HAN || code > LAST_HAN) return NONE;
      const found = known.get(code);
      if (found) return found;
      const readings = pinyin.readings(character);
      const all = [...new Set(readings.flatMap((reading) => (reading.includes("v") ? [reading, reading.replace("v", "u")] : [reading])))];
      known.set(code, all);
      return all;
    },
  };
};

const isSyllable = (code: number): boolean => code >= FIRST_SYLLABLE && code < FIRST_SYLLABLE + SYLLABLES;

/** The initial consonant of a Hangul syllable as folded text writes it (ㅅ is U+1109 once folded); null for anything else. */
export const initialOf = (character: string): string | null => {
  const code = character.charCodeAt(0);
  return isSyllable(code) ? String.fromCharCode(FIRST_INITIAL + Math.floor((code - FIRST_SYLLABLE) / (FINALS * VOWELS))) : null;
};

/** A Hangul syllable without its final consonant: what the keyboard shows halfway (서 for 성). */
export const openSyllable = (character: string): string | null => {
  const code = character.charCodeAt(0);
  return isSyllable(code) ? String.fromCharCode(code - ((code - FIRST_SYLLABLE) % FINALS)) : null;
};

const SEPARATOR = /^[\s\p{P}\p{S}]$/u;
const UNKNOWN = 0;
const LETTER = 1;
const APART = 2;
const classes = new Uint8Array(0x10000);

/** Characters that search passes over, in names as in telephone numbers. */
export const isSeparator = (character: string): boolean => {
  const code = character.charCodeAt(0);
  if (classes[code] === UNKNOWN) classes[code] = SEPARATOR.test(character) ? APART : LETTER;
  return classes[code] === APART;
};
