import { initialOf, isSeparator, openSyllable, type Sounds } from "./sound.ts";

/** How well a word matches: at the start of the title, at the start of a word, elsewhere, not at all. */
export const MATCH = { title: 0, word: 1, inside: 2, none: 3 } as const;

const consumeReading = (text: string, next: number, word: string, from: number, reading: string, sounds: Sounds): boolean => {
  let shared = 0;
  while (shared < reading.length && word[from + shared] === reading[shared]) shared += 1;
  if (shared === 0) return false;
  if (from + shared === word.length) return true;
  if (shared === reading.length && matchesAt(text, next, word, from + shared, sounds)) return true;
  if (reading.length > 1 && matchesAt(text, next, word, from + 1, sounds)) return true;
  return shared >= 2 && reading.length > 2 && reading[1] === "h" && matchesAt(text, next, word, from + 2, sounds);
};

/**
 * Whether `word` from position `from` on can be read off `text` from position `at` on. Each character stands for itself, a Chinese
 * one also for its initial (`z` or `zh`) or a whole syllable, at the end of the word for the beginning of one; a Hangul
 * syllable also for its initial consonant, at the end without its final. Punctuation is passed over; a line end is not.
 */
export const matchesAt = (text: string, at: number, word: string, from: number, sounds: Sounds): boolean => {
  if (from === word.length) return true;
  let position = at;
  while (position < text.length && text[position] !== "\n" && isSeparator(text.charAt(position))) position += 1;
  const character = text.charAt(position);
  if (character === "" || character === "\n") return false;
  const next = position + 1;
  if (character === word[from] && matchesAt(text, next, word, from + 1, sounds)) return true;
  for (const reading of sounds.of(character)) if (consumeReading(text, next, word, from, reading, sounds)) return true;
  const initial = initialOf(character);
  if (initial === null) return false;
  if (initial === word[from] && matchesAt(text, next, word, from + 1, sounds)) return true;
  return from === word.length - 1 && openSyllable(character) === word[from];
};

/** The best way that `word` matches anywhere in `text`, whose first line is the title when `titled`. */
export const bestMatch = (text: string, word: string, titled: boolean, sounds: Sounds): number => {
  let best: number = MATCH.none;
  let atWord = true;
  for (let at = 0; at < text.length && best > MATCH.word; at += 1) {
    const character = text.charAt(at);
    if (character === "\n" || isSeparator(character)) {
      atWord = true;
      continue;
    }
    if ((atWord || best === MATCH.none) && matchesAt(text, at, word, 0, sounds)) {
      best = atWord ? (titled && at === 0 ? MATCH.title : MATCH.word) : MATCH.inside;
    }
    atWord = false;
  }
  return best;
};
