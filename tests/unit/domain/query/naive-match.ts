import type { PinyinSource } from "#domain/query/pinyin.ts";

/** How a word matches a text by trying every way at every place: what the search index must agree with. */

const NAIVE = { title: 0, word: 1, inside: 2, none: 3 } as const;

const SEPARATOR = /^[\s\p{P}\p{S}]$/u;

const known = new WeakMap<PinyinSource, Map<string, readonly string[]>>();

const readingsOf = (character: string, pinyin: PinyinSource): readonly string[] => {
  const code = character.charCodeAt(0);
  if (code < 0x3400 || code > 0x9fff) return [];
  const readings = known.get(pinyin) ?? new Map<string, readonly string[]>();
  known.set(pinyin, readings);
  const found = readings.get(character) ?? pinyin.readings(character).flatMap((reading) => (reading.includes("v") ? [reading, reading.replace("v", "u")] : [reading]));
  readings.set(character, found);
  return found;
};

const isSyllable = (code: number): boolean => code >= 0xac00 && code < 0xac00 + 11_172;
const initialOf = (code: number): string | null => (isSyllable(code) ? String.fromCharCode(0x1100 + Math.floor((code - 0xac00) / (28 * 21))) : null);
const openSyllable = (code: number): string | null => (isSyllable(code) ? String.fromCharCode(code - ((code - 0xac00) % 28)) : null);

const consume = (text: string, next: number, word: string, from: number, reading: string, pinyin: PinyinSource): boolean => {
  let shared = 0;
  while (shared < reading.length && word[from + shared] === reading[shared]) shared += 1;
  if (shared === 0) return false;
  if (from + shared === word.length) return true;
  if (shared === reading.length && matchesAt(text, next, word, from + shared, pinyin)) return true;
  if (reading.length > 1 && matchesAt(text, next, word, from + 1, pinyin)) return true;
  return shared >= 2 && reading.length > 2 && reading[1] === "h" && matchesAt(text, next, word, from + 2, pinyin);
};

const matchesAt = (text: string, at: number, word: string, from: number, pinyin: PinyinSource): boolean => {
  if (from === word.length) return true;
  let position = at;
  while (position < text.length && text[position] !== "\n" && SEPARATOR.test(text.charAt(position))) position += 1;
  const character = text.charAt(position);
  if (character === "" || character === "\n") return false;
  const next = position + 1;
  if (character === word[from] && matchesAt(text, next, word, from + 1, pinyin)) return true;
  for (const reading of readingsOf(character, pinyin)) if (consume(text, next, word, from, reading, pinyin)) return true;
  const initial = initialOf(character.charCodeAt(0));
  if (initial === null) return false;
  if (initial === word[from] && matchesAt(text, next, word, from + 1, pinyin)) return true;
  return from === word.length - 1 && openSyllable(character.charCodeAt(0)) === word[from];
};

/** The best way that `word` matches in folded `text`, whose start is that of the title when `titled`: 0 there, 1 at the start of a word, 2 elsewhere, 3 nowhere. */
export const naiveMatch = (text: string, word: string, titled: boolean, pinyin: PinyinSource): number => {
  let best: number = NAIVE.none;
  let atWord = true;
  for (let at = 0; at < text.length && best > NAIVE.word; at += 1) {
    const character = text.charAt(at);
    if (character === "\n" || SEPARATOR.test(character)) {
      atWord = true;
      continue;
    }
    if ((atWord || best === NAIVE.none) && matchesAt(text, at, word, 0, pinyin)) best = atWord ? (titled && at === 0 ? NAIVE.title : NAIVE.word) : NAIVE.inside;
    atWord = false;
  }
  return best;
};
