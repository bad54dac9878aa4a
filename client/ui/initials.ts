const HAN_OR_HANGUL = /\p{Script=Han}|\p{Script=Hangul}/u;

/**
 * Two characters that stand for a name: `Ada Lovelace` → `AL`; the given name of a Chinese or Korean one,
 * `王小明` → `小明`, `김민수` → `민수`.
 */
export const initialsOf = (name: string): string => {
  const trimmed = name.trim();
  if (HAN_OR_HANGUL.test(trimmed)) return [...trimmed.replace(/\s/g, "")].slice(-2).join("");
  const words = trimmed.split(/\s+/);
  const first = [...(words[0] ?? "")][0] ?? "";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
};
