import { collate } from "./collated.ts";
import { textOrderOf } from "./text-order.ts";

/** Ranks of a column's distinct texts by the locale's collation, so that a large sort compares numbers. */
export interface TextRanks {
  /** By place, comparable within one answer; texts that collate equal rank equal, absent and empty ones NaN. Valid until the next call. `suspects`: the only places whose texts may be others than the last time. */
  readonly of: (texts: readonly (string | null)[], suspects?: readonly number[]) => Float64Array;
}

/** Up to this many new texts are placed between their neighbours; more are sorted in. */
const FEW = 256;

const grown = <T extends Float64Array | Uint32Array>(from: T, larger: T): T => {
  larger.set(from);
  return larger;
};

export const createTextRanks = (locale: string): TextRanks => {
  const { compare } = textOrderOf(locale);
  const known: (string | null)[] = [];
  let ranks = new Float64Array(64).fill(Number.NaN);
  /** Places of all texts in order, and how many there are. */
  let sorted = new Uint32Array(64);
  let count = 0;

  const textAt = (at: number): string => known[sorted[at]!] ?? "";

  const sortAll = (): void => {
    ranks.fill(Number.NaN);
    const places = [...known.keys()].filter((place) => known[place]);
    const { order, level } = collate(places.map((place) => known[place] ?? ""), compare);
    sorted = order.map((at) => places[at]!);
    count = sorted.length;
    let rank = 0;
    for (let at = 0; at < count; at += 1) {
      if (at > 0 && level[at] === 0) rank += 1;
      ranks[sorted[at]!] = rank;
    }
  };

  /** Whole numbers again, for when two neighbours have no number between them. */
  const renumber = (): void => {
    let rank = -1;
    let last = Number.NaN;
    for (let at = 0; at < count; at += 1) {
      const before = ranks[sorted[at]!]!;
      if (before !== last) rank += 1;
      last = before;
      ranks[sorted[at]!] = rank;
    }
  };

  const remove = (place: number): void => {
    const at = sorted.subarray(0, count).indexOf(place);
    if (at < 0) return;
    sorted.copyWithin(at, at + 1, count);
    count -= 1;
    ranks[place] = Number.NaN;
  };

  const placeOf = (text: string): number => {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(textAt(middle), text) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const insert = (place: number, text: string): void => {
    const at = placeOf(text);
    if (count === sorted.length) sorted = grown(sorted, new Uint32Array(count * 2 + 64));
    const level = at < count && compare(textAt(at), text) === 0;
    const above = at < count ? ranks[sorted[at]!]! : null;
    const below = at > 0 ? ranks[sorted[at - 1]!]! : (above ?? 1) - 2;
    sorted.copyWithin(at + 1, at, count);
    sorted[at] = place;
    count += 1;
    const rank = level ? above! : (below + (above ?? below + 2)) / 2;
    ranks[place] = rank;
    if (level || (rank > below && rank !== above)) return;
    // Between its neighbours in the order, though no double is: all are numbered anew, it counting as one of its own.
    renumberAround(at);
  };

  const renumberAround = (at: number): void => {
    const place = sorted[at]!;
    sorted.copyWithin(at, at + 1, count);
    count -= 1;
    renumber();
    const below = at > 0 ? ranks[sorted[at - 1]!]! : -1;
    sorted.copyWithin(at + 1, at, count);
    sorted[at] = place;
    count += 1;
    ranks[place] = below + 0.5;
  };

  return {
    of: (texts, suspects) => {
      if (texts.length > ranks.length) ranks = grown(ranks, new Float64Array(texts.length * 2).fill(Number.NaN));
      const changed: number[] = [];
      const look = (place: number): void => void ((texts[place] ?? null) !== (known[place] ?? null) && changed.push(place));
      if (suspects) for (const place of new Set(suspects)) look(place);
      else for (let place = 0; place < Math.max(texts.length, known.length); place += 1) look(place);
      if (changed.length > FEW) {
        for (const place of changed) known[place] = texts[place] ?? null;
        sortAll();
        return ranks;
      }
      for (const place of changed) {
        remove(place);
        known[place] = null;
      }
      for (const place of changed) {
        const text = texts[place] ?? null;
        known[place] = text;
        if (text) insert(place, text);
      }
      return ranks;
    },
  };
};
