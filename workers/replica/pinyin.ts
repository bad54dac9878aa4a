import type { PinyinSource } from "#domain/query/pinyin.ts";

/** Loads the dictionary, about 300 kB, the first time a search needs it. Rejects when the chunk cannot be fetched. */
export const loadPinyin = async (): Promise<PinyinSource> => {
  const { pinyin } = await import("pinyin-pro");
  return {
    readings: (character) =>
      pinyin(character, { toneType: "none", multiple: true, type: "array", nonZh: "removed", v: true }).map((reading) => reading.toLowerCase()),
  };
};
