import { GAP, PLAIN, type Alphabet } from "./alphabet.ts";
import type { Reading } from "./sound.ts";

/**
 * What of a text is kept in bits, so that most texts are ruled out without looking at them. For each letter and digit: whether a word may begin with
 * it anywhere, and at the start of a word; these say all about a single letter. Hashed, the same for other characters, and which pairs of characters
 * a match can pass through: a text without a bit that the typed word needs cannot match; one with all of them may.
 */
const LETTERS = 36;
const OTHERS = 32;
const PAIRS = 256;
const ANY = 1;
const START = ANY + LETTERS + OTHERS;
const PAIR = START + LETTERS + OTHERS;

export const BITS = { there: 0, count: PAIR + PAIRS } as const;

/** 0–35 for a letter or digit, -1 for anything else. */
const letterOf = (code: number): number => {
  if (code >= 97 && code <= 122) return code - 97;
  return code >= 48 && code <= 57 ? code - 22 : -1;
};

/** The place of a character among letters, digits and the hashed others. */
const placeOf = (code: number): number => {
  const letter = letterOf(code);
  return letter < 0 ? LETTERS + ((Math.imul(code, 0x9e3779b1) >>> 24) & (OTHERS - 1)) : letter;
};
const pairBit = (a: number, b: number): number => PAIR + (((Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> 24) & (PAIRS - 1));

/** Whether the bits say all about a word but where the title begins. */
export const isExact = (word: Reading): boolean => word.length === 1 && letterOf(word[0] ?? 0) >= 0;

/** The bit of all texts in which a word may begin so. */
export const startBit = ([code = 0]: Reading): number => START + placeOf(code);

export const bitsOfWord = (word: Reading): readonly number[] => {
  const bits = [ANY + placeOf(word[0] ?? 0)];
  for (let at = 1; at < word.length; at += 1) bits.push(pairBit(word[at - 1] ?? 0, word[at] ?? 0));
  return [...new Set(bits)];
};

const NONE: Reading = [];
const found = new Uint32Array(Math.ceil(BITS.count / 32));

const note = (bit: number): void => {
  found[bit >>> 5]! |= 1 << (bit & 31);
};

/** Bits of the text from `start` to `end`; valid until the next text. */
export const bitsOfText = (text: Uint16Array, start: number, end: number, alphabet: Alphabet): Uint32Array => {
  let before = NONE;
  let atWord = true;
  found.fill(0);
  note(BITS.there);
  for (let at = start; at < end; at += 1) {
    const number = text[at]!;
    if (number <= PLAIN) {
      atWord = true;
      if (number !== GAP) before = NONE;
      continue;
    }
    const { doors, readings } = alphabet.letter(number);
    for (const entry of doors.entries) {
      note(ANY + placeOf(entry));
      if (atWord) note(START + placeOf(entry));
      for (const exit of before) note(pairBit(exit, entry));
    }
    for (const reading of readings) for (let i = 1; i < reading.length; i += 1) note(pairBit(reading[i - 1]!, reading[i]!));
    before = doors.exits;
    atWord = false;
  }
  return found;
};
