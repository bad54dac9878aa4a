import { initialOf, isSeparator, openSyllable, type Sounds } from "./sound.ts";

/**
 * A fixed number of bits per text that tells which pairs of characters a match in it can pass through, so that most texts
 * are ruled out without looking at them. A text without a bit that the typed word needs cannot match; one with all of them may.
 */
export const SIGNATURE_WORDS = 9;
const PAIR_BITS = 256;
const SINGLES = 8;

export type Signature = Uint32Array;

const pairBit = (a: number, b: number): number => (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> 24 & (PAIR_BITS - 1);
const singleBit = (code: number): number => code & 31;

const setPair = (into: Signature, a: string, b: string): void => {
  const bit = pairBit(a.charCodeAt(0), b.charCodeAt(0));
  into[bit >>> 5]! |= 1 << (bit & 31);
};

/** The characters a typed word may use to enter a character of the text, and to leave it. */
interface Doors {
  readonly entries: readonly string[];
  readonly exits: readonly string[];
}

const findDoors = (character: string, sounds: Sounds): Doors => {
  const readings = sounds.of(character);
  const initial = initialOf(character);
  if (readings.length === 0 && initial === null) return { entries: [character], exits: [character] };
  const entries = new Set([character]);
  const exits = new Set([character]);
  for (const reading of readings) {
    entries.add(reading.charAt(0));
    exits.add(reading.charAt(0)).add(reading.charAt(reading.length - 1));
    if (reading[1] === "h") exits.add("h");
  }
  if (initial !== null) {
    entries.add(initial).add(openSyllable(character) ?? character);
    exits.add(initial);
  }
  return { entries: [...entries], exits: [...exits] };
};

const doors = new WeakMap<Sounds, Map<string, Doors>>();

const doorsOf = (sounds: Sounds): ((character: string) => Doors) => {
  const known = doors.get(sounds) ?? new Map<string, Doors>();
  doors.set(sounds, known);
  return (character) => {
    const found = known.get(character) ?? findDoors(character, sounds);
    known.set(character, found);
    return found;
  };
};

/** Adds the pairs and characters of `text` to a signature. */
export const sign = (text: string, sounds: Sounds, into: Signature): void => {
  const through = doorsOf(sounds);
  let before: readonly string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === "\n") before = [];
    if (isSeparator(character)) continue;
    const { entries, exits } = through(character);
    for (const entry of entries) {
      into[SINGLES]! |= 1 << singleBit(entry.charCodeAt(0));
      for (const exit of before) setPair(into, exit, entry);
    }
    for (const reading of sounds.of(character)) {
      for (let i = 1; i < reading.length; i += 1) setPair(into, reading.charAt(i - 1), reading.charAt(i));
    }
    before = exits;
  }
};

/** The bits that a typed word needs. */
export const signatureOfWord = (word: string): Signature => {
  const needed = new Uint32Array(SIGNATURE_WORDS);
  needed[SINGLES] = 1 << singleBit(word.charCodeAt(0));
  for (let i = 1; i < word.length; i += 1) setPair(needed, word.charAt(i - 1), word.charAt(i));
  return needed;
};
