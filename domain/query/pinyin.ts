/** How Chinese characters sound. Injected, because a full dictionary is too heavy for the first load of the page. */
export interface PinyinSource {
  /** Every reading of one character, toneless lower-case letters with `v` for ü; none when it is not Chinese. */
  readonly readings: (character: string) => readonly string[];
}

/** For use until the dictionary has been loaded: Chinese is then found by its characters alone. */
export const NO_PINYIN: PinyinSource = { readings: () => [] };
