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

const DIGITS = Uint8Array.from("0123456789abcdefghijklmnopqrstuvwxyz", (digit) => digit.charCodeAt(0));
const letters: number[] = Array.from({ length: KEY_LENGTH }, () => 0);

const writeDigits = (word: number, from: number, to: number): void => {
  let rest = word;
  for (let digit = to - 1; digit >= from; digit -= 1) {
    const whole = Math.floor(rest / 36);
    letters[digit] = DIGITS[rest - whole * 36]!;
    rest = whole;
  }
};

/** The key that begins at word `at`. One text made of letters is found and compared faster than one joined of several. */
export const wordsToKey = (words: ArrayLike<number>, at: number): string => {
  for (let word = 0; word < KEY_WORDS; word += 1) writeDigits(words[at + word]!, ENDS[word - 1] ?? 0, ENDS[word]!);
  return String.fromCharCode(...letters);
};
