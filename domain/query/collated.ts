import { sortSlots } from "./radix.ts";

/** Texts in the order of a collation. */
export interface Collated {
  /** Places of the texts. */
  readonly order: Uint32Array;
  /** By position in the order: 1 where a text collates like the one before it. */
  readonly level: Uint8Array;
}

/** Digits that a double always keeps apart. */
const MOST_DIGITS = 15;
const LARGEST = "9".repeat(MOST_DIGITS);
const ENDS_IN_DIGIT = /\p{Nd}$/u;

/** Texts that differ only in the number that they end in, or one other text by itself: none collates below `low` or above `high`. */
interface Family {
  readonly low: string;
  readonly high: string;
  readonly places: number[];
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Where the number begins that a text ends in; at its end without one, or with one that is too long. */
const numberAt = (text: string): number => {
  let at = text.length;
  while (at > 0 && isDigit(text.charCodeAt(at - 1))) at -= 1;
  return text.length - at > MOST_DIGITS ? text.length : at;
};

const familiesOf = (texts: readonly string[], numbers: Float64Array): readonly Family[] => {
  const numbered = new Map<string, Family | null>();
  const families: Family[] = [];
  const add = (low: string, high: string, place: number): Family => {
    const family = { low, high, places: [place] };
    families.push(family);
    return family;
  };
  texts.forEach((text, place) => {
    const at = numberAt(text);
    const head = text.slice(0, at);
    let family = at === text.length ? null : numbered.get(head);
    if (family) family.places.push(place);
    else if (family === undefined) {
      // Digits of another script would be read as one number with those that follow.
      family = ENDS_IN_DIGIT.test(head) ? null : add(`${head}0`, head + LARGEST, place);
      numbered.set(head, family);
    }
    if (family) numbers[place] = Number(text.slice(at));
    else add(text, text, place);
  });
  return families;
};

/** Families one after the other: each group lies wholly before the next. */
const apart = (families: readonly Family[], compare: (a: string, b: string) => number): readonly (readonly Family[])[] => {
  const groups: Family[][] = [];
  let high = "";
  for (const family of [...families].sort((a, b) => compare(a.low, b.low))) {
    const group = groups.at(-1);
    const within = group !== undefined && compare(family.low, high) <= 0;
    if (within) group.push(family);
    else groups.push([family]);
    if (!within || compare(family.high, high) > 0) high = family.high;
  }
  return groups;
};

/**
 * Sorts by a collation that reads numbers inside text by value. Most columns of a company's records are numbered (orders, telephone numbers, subjects):
 * texts that differ only in the number at their end are sorted by it, so that the collation, which is slow, decides between what comes before it.
 */
export const collate = (texts: readonly string[], compare: (a: string, b: string) => number): Collated => {
  const numbers = new Float64Array(texts.length);
  const order = new Uint32Array(texts.length);
  const level = new Uint8Array(texts.length);
  let count = 0;
  const take = (places: ArrayLike<number>, alike: (a: number, b: number) => boolean): void => {
    for (let at = 0; at < places.length; at += 1) {
      if (at > 0 && alike(places[at - 1]!, places[at]!)) level[count] = 1;
      order[count] = places[at]!;
      count += 1;
    }
  };
  for (const group of apart(familiesOf(texts, numbers), compare)) {
    const [family] = group;
    if (group.length > 1) {
      const places = group.flatMap((each) => each.places);
      take(places.sort((a, b) => compare(texts[a]!, texts[b]!)), (a, b) => compare(texts[a]!, texts[b]!) === 0);
    } else if (family && family.places.length > 1) {
      take(sortSlots(Uint32Array.from(family.places), [{ numbers, codes: null, down: false }]), (a, b) => numbers[a] === numbers[b]);
    } else take(family?.places ?? [], () => false);
  }
  return { order, level };
};
