import { initialOf, openSyllable, type Doors, type Reading, type Sounds } from "./sound.ts";

/** Numbers that searched texts are made of besides characters: between words, between lines, and before what is found only as written. */
export const GAP = 0;
export const LINE = 1;
export const PLAIN = 2;
export const FIRST = 3;

/** A character of a text: how it may be typed, and entered and left by a typed word. */
export interface Letter {
  readonly code: number;
  readonly readings: readonly Reading[];
  readonly doors: Doors;
  readonly initial: number;
  readonly open: number;
}

/** The characters that some texts are made of, numbered: a few thousand, so that tables by number stay small. */
export interface Alphabet {
  /** A character that is found as written has another number than the same one that is also found by sound. */
  readonly numberOf: (code: number, isPlain: boolean) => number;
  readonly letter: (number: number) => Letter;
  /** Numbers of the characters that a typed word can enter by this code. */
  readonly entering: (code: number) => readonly number[];
  /** One more than the largest number. */
  readonly size: () => number;
  readonly useSounds: (sounds: Sounds) => void;
}

/** A character that no typed word enters. */
export const NOTHING: Letter = { code: 0, readings: [], doors: { entries: [], exits: [] }, initial: 0, open: 0 };

export const createAlphabet = (given: Sounds, silent: Sounds): Alphabet => {
  const spoken = new Uint16Array(0x10000);
  const plain = new Uint16Array(0x10000);
  const isPlainAt: boolean[] = [];
  let letters: Letter[] = [NOTHING, NOTHING, NOTHING];

  const letterOf = (code: number, sounds: Sounds): Letter => ({ code, readings: sounds.of(code), doors: sounds.doors(code), initial: initialOf(code), open: openSyllable(code) });
  let sounds = given;
  /** Numbers by the codes that enter them, as far as they have been looked up. */
  const entered = new Map<number, number[]>();
  let lookedUp = FIRST;

  return {
    numberOf: (code, isPlain) => {
      const numbers = isPlain ? plain : spoken;
      const known = numbers[code]!;
      if (known !== 0) return known;
      numbers[code] = letters.length;
      isPlainAt[letters.length] = isPlain;
      return letters.push(letterOf(code, isPlain ? silent : sounds)) - 1;
    },
    letter: (number) => letters[number]!,
    entering: (code) => {
      for (; lookedUp < letters.length; lookedUp += 1) {
        for (const entry of letters[lookedUp]!.doors.entries) {
          const numbers = entered.get(entry);
          if (numbers) numbers.push(lookedUp);
          else entered.set(entry, [lookedUp]);
        }
      }
      return entered.get(code) ?? [];
    },
    size: () => letters.length,
    useSounds: (next) => {
      sounds = next;
      entered.clear();
      lookedUp = FIRST;
      letters = letters.map((letter, number) => (number < FIRST || isPlainAt[number] ? letter : letterOf(letter.code, sounds)));
    },
  };
};
