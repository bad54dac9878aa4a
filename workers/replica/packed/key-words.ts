/** Words of a packed key. */
export const KEY_WORDS = 3;
const KEY_LENGTH = 16;
/** 36^6 and 36^5 fit into 32 bits: the first word has six digits, the others five. */
const ENDS = [6, 11, KEY_LENGTH] as const;

const digitOf = (code: number): number => {
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 97 && code <= 122 ? code - 87 : -1;
};

/** Writes the key that begins at `from` of a text, a number in base 36 of 16 digits, as three words; false when it is none. */
export const keyToWords = (text: string, from: number, words: Uint32Array, at: number): boolean => {
  if (text.length - from !== KEY_LENGTH) return false;
  let digit = from;
  for (let word = 0; word < KEY_WORDS; word += 1) {
    const end = from + ENDS[word]!;
    let number = 0;
    for (; digit < end; digit += 1) {
      const value = digitOf(text.charCodeAt(digit));
      if (value < 0) return false;
      number = number * 36 + value;
    }
    words[at + word] = number;
  }
  return true;
};

const partOf = (word: number, digits: number): string => word.toString(36).padStart(digits, "0");

export const wordsToKey = (words: ArrayLike<number>, at: number): string => partOf(words[at]!, 6) + partOf(words[at + 1]!, 5) + partOf(words[at + 2]!, 5);
