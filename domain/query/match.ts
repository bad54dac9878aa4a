import { FIRST, GAP, LINE, NOTHING, PLAIN, type Alphabet, type Letter } from "./alphabet.ts";
import { isSeparator, type Reading } from "./sound.ts";

/** How well a word matches: at the start of the title, at the start of a word, elsewhere, not at all. */
export const MATCH = { title: 0, word: 1, inside: 2, none: 3 } as const;

/** Two sets of places of a word fit one number; of a longer word the beginning counts. */
const LONGEST_WORD = 24;
const H = 104;

/** Folded text split at spaces, as codes and without what search passes over. */
export const codesOfWords = (folded: string): readonly Reading[] =>
  folded.split(/\s+/).flatMap((word) => {
    const codes: number[] = [];
    for (let at = 0; at < word.length && codes.length < LONGEST_WORD; at += 1) if (!isSeparator(word.charCodeAt(at))) codes.push(word.charCodeAt(at));
    return codes.length > 0 ? [codes] : [];
  });

/** A typed word, ready to be looked for in texts of one alphabet. */
export interface Word {
  readonly codes: Reading;
  /** Whether the word can begin with a character, by its number. */
  readonly enters: (number: number) => boolean;
  /** Whether the text matches from `start` on. */
  readonly at: (text: Uint16Array, start: number, end: number) => boolean;
  /** The best way that it matches anywhere in the text, title aside; `mayStart` false when no word of the text can begin like it. */
  readonly best: (text: Uint16Array, start: number, end: number, mayStart: boolean) => number;
}

const throughReading = (reading: Reading, word: Reading, from: number): number => {
  const { length } = reading;
  let shared = 0;
  while (shared < length && word[from + shared] === reading[shared]) shared += 1;
  if (shared === 0) return 0;
  if (from + shared === word.length) return 1 << word.length;
  const whole = shared === length ? 1 << (from + shared) : 0;
  const initial = length > 1 ? 1 << (from + 1) : 0;
  return whole | initial | (shared >= 2 && length > 2 && reading[1] === H ? 1 << (from + 2) : 0);
};

/**
 * The places of a word that one character leads to from another: it stands for itself, a Chinese one also for its initial (`z` or `zh`) or a whole
 * syllable, at the end of the word for the beginning of one; a Hangul syllable also for its initial consonant, at the end without its final.
 */
const through = ({ code, readings, initial, open }: Letter, word: Reading, from: number): number => {
  const wanted = word[from];
  let places = code === wanted || initial === wanted ? 1 << (from + 1) : 0;
  for (const reading of readings) places |= throughReading(reading, word, from);
  return from === word.length - 1 && open === wanted ? places | (1 << word.length) : places;
};

/** How far the word has been read before a character of a text: sets of places, one bit each. */
interface State {
  /** From the start of a word of the text, and from elsewhere. */
  readonly fromWord: number;
  readonly fromInside: number;
  readonly atWord: boolean;
  /** It was found inside a word, so only a better match is looked for. */
  readonly inside: boolean;
}

const BEGIN: State = { fromWord: 0, fromInside: 0, atWord: true, inside: false };

/** In the table of steps: not known yet; found at the start of a word; below that, found inside a word, and the step after. */
const UNKNOWN = -1;
const FOUND = -2;
const INSIDE = -3;

/** Characters that one word cannot tell apart, as one kind each; those between words keep their numbers. */
interface Kinds {
  /** By the number of a character. */
  readonly of: Uint16Array;
  /** One character of each kind. */
  readonly letters: readonly Letter[];
}

/** Nearly all characters mean nothing to a word: only those that it can enter somewhere are looked at. */
const kindsFor = (codes: Reading, alphabet: Alphabet): Kinds => {
  const of = new Uint16Array(alphabet.size()).fill(FIRST);
  for (const number of [GAP, LINE, PLAIN]) of[number] = number;
  const letters = [NOTHING, NOTHING, NOTHING, NOTHING];
  const byPlaces = new Map<string, number>();
  for (const code of new Set(codes)) {
    for (const number of alphabet.entering(code)) {
      if (of[number] !== FIRST) continue;
      const letter = alphabet.letter(number);
      const places = codes.map((_, from) => through(letter, codes, from)).join();
      let kind = byPlaces.get(places);
      if (kind === undefined) byPlaces.set(places, (kind = letters.push(letter) - 1));
      of[number] = kind;
    }
  }
  return { of, letters };
};

/**
 * Looks for a word with a table of steps that is made while texts are read: a state for each set of places met so far, and in each state a step
 * for each kind of character. Gaps between words are passed over; a line end is not.
 */
export const wordOf = (codes: Reading, alphabet: Alphabet): Word => {
  const { of: kindOf, letters } = kindsFor(codes, alphabet);
  const size = letters.length;
  const done = 1 << codes.length;
  const states: State[] = [];
  const byName = new Map<number, number>();
  let steps = new Int32Array(0);

  const stateOf = (state: State): number => {
    const name = (state.fromWord * 2 ** LONGEST_WORD + state.fromInside) * 4 + (state.atWord ? 2 : 0) + (state.inside ? 1 : 0);
    let at = byName.get(name);
    if (at === undefined) {
      at = states.push(state) - 1;
      byName.set(name, at);
      if (states.length * size > steps.length) {
        const larger = new Int32Array(Math.max(4 * size, steps.length * 2)).fill(UNKNOWN);
        larger.set(steps);
        steps = larger;
      }
    }
    return at * size;
  };

  const through1 = (letter: Letter, places: number): number => {
    let next = 0;
    for (let left = places; left !== 0; left &= left - 1) next |= through(letter, codes, 31 - Math.clz32(left & -left));
    return next;
  };

  const stepFrom = ({ fromWord, fromInside, atWord, inside }: State, kind: number): number => {
    if (kind === GAP) return stateOf({ fromWord, fromInside, atWord: true, inside });
    if (kind <= PLAIN) return stateOf({ ...BEGIN, inside });
    const letter = letters[kind]!;
    const nextWord = through1(letter, atWord ? fromWord | 1 : fromWord);
    if ((nextWord & done) !== 0) return FOUND;
    const nextInside = inside ? 0 : through1(letter, atWord ? fromInside : fromInside | 1);
    if ((nextInside & done) === 0) return stateOf({ fromWord: nextWord, fromInside: nextInside, atWord: false, inside });
    return INSIDE - stateOf({ fromWord: nextWord, fromInside: 0, atWord: false, inside: true });
  };

  const resolve = (state: number, kind: number): number => {
    const next = stepFrom(states[state / size]!, kind);
    steps[state + kind] = next;
    return next;
  };

  const begin = stateOf(BEGIN);
  /** Reads on from the start of a text, without beginning anew anywhere. */
  const matchesFrom = (text: Uint16Array, start: number, end: number): boolean => {
    let places = 1;
    for (let at = start; at < end && places !== 0; at += 1) {
      const number = text[at]!;
      if (number === GAP && at > start) continue;
      if (number <= PLAIN) return false;
      places = through1(alphabet.letter(number), places);
      if ((places & done) !== 0) return true;
    }
    return false;
  };

  return {
    codes,
    enters: (number) => kindOf[number]! > FIRST && alphabet.letter(number).doors.entries.includes(codes[0] ?? 0),
    at: matchesFrom,
    best: (text, start, end, mayStart) => {
      let state = begin;
      let best: number = MATCH.none;
      let table = steps;
      for (let at = start; at < end; at += 1) {
        const kind = kindOf[text[at]!]!;
        let next = table[state + kind]!;
        if (next < 0) {
          if (next === UNKNOWN) next = resolve(state, kind);
          table = steps;
          if (next === FOUND) return MATCH.word;
          if (next <= INSIDE) {
            if (!mayStart) return MATCH.inside;
            best = MATCH.inside;
            next = INSIDE - next;
          }
        }
        state = next;
      }
      return best;
    },
  };
};

/** Which part of the texts begins with the title: what is found by sound, or what is found as written. */
export type Titled = "spoken" | "plain" | null;
