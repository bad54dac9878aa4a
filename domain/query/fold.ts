/** Letters that Unicode does not decompose though people type them without the stroke or ligature. */
const PLAIN: Readonly<Record<string, string>> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };

const PLAIN_ASCII = /^[\u0020-\u0040\u005b-\u007e]*$/;
const ASCII = /^[\u0020-\u007e]*$/;
const SIMPLE = /^[a-z0-9\u3400-\u9fff\uac00-\ud7a3 ]*$/;

/** Text as it is compared and searched: no case, width or diacritics. Hangul stays whole syllables. */
export const fold = (text: string): string => {
  if (PLAIN_ASCII.test(text) || SIMPLE.test(text)) return text;
  if (ASCII.test(text)) return text.toLowerCase();
  const bare = text.normalize("NFKD").replaceAll(/\p{Mn}/gu, "").normalize("NFC").toLowerCase();
  return bare.replaceAll(/[ßæœøłđðþı]/g, (letter) => PLAIN[letter] ?? letter);
};
