/** Ranks texts by the locale's collation, so that a large sort compares numbers. */
export interface TextOrder {
  readonly compare: (a: string, b: string) => number;
  /** Rank of each text, comparable within one call; texts that collate equal rank equal. Empty text ranks NaN. */
  readonly ranks: (texts: readonly (string | null)[]) => Float64Array;
}

/** Above this many remembered texts the memory starts anew, so that it cannot grow with every edit for ever. */
const CAPACITY = 1_000_000;
/** Up to this many new texts are placed between their neighbours; more are sorted in. */
const FEW = 256;

const createTextOrder = (locale: string): TextOrder => {
  const collator = new Intl.Collator(locale, { numeric: true });
  const compare = (a: string, b: string): number => collator.compare(a, b);
  let sorted: string[] = [];
  let rankOf = new Map<string, number>();

  const number = (): void => {
    let rank = 0;
    sorted.forEach((text, index) => {
      if (index > 0 && compare(sorted[index - 1] ?? "", text) !== 0) rank += 1;
      rankOf.set(text, rank);
    });
  };

  const placeOf = (text: string): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(sorted[middle] ?? "", text) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  /** False when two neighbours have no number between them any more. */
  const place = (text: string): boolean => {
    const at = placeOf(text);
    const next = sorted[at];
    const above = next === undefined ? undefined : rankOf.get(next);
    const below = rankOf.get(sorted[at - 1] ?? "\n") ?? (above ?? 1) - 1;
    const same = next !== undefined && compare(next, text) === 0;
    const rank = same ? (above ?? 0) : (below + (above ?? below + 2)) / 2;
    sorted.splice(at, 0, text);
    rankOf.set(text, rank);
    return same || (rank > below && rank !== above);
  };

  const learn = (texts: readonly string[]): void => {
    if (sorted.length > 0 && texts.length <= FEW) {
      let roomy = true;
      for (const text of texts) roomy = place(text) && roomy;
      if (!roomy) number();
      return;
    }
    sorted = [...sorted, ...texts].sort(compare);
    number();
  };

  const missing = (texts: readonly (string | null)[]): readonly string[] => {
    const unknown = new Set<string>();
    for (const text of texts) if (text && !rankOf.has(text)) unknown.add(text);
    return [...unknown];
  };

  return {
    compare,
    ranks: (texts) => {
      let unknown = missing(texts);
      if (sorted.length + unknown.length > CAPACITY) {
        sorted = [];
        rankOf = new Map();
        unknown = missing(texts);
      }
      if (unknown.length > 0) learn(unknown);
      const ranks = new Float64Array(texts.length);
      for (let i = 0; i < texts.length; i += 1) {
        const text = texts[i];
        ranks[i] = text ? (rankOf.get(text) ?? Number.NaN) : Number.NaN;
      }
      return ranks;
    },
  };
};

const orders = new Map<string, TextOrder>();

/** One memory of ranks per locale: the same names are sorted again and again. */
export const textOrderOf = (locale: string): TextOrder => {
  const known = orders.get(locale);
  if (known) return known;
  const order = createTextOrder(locale);
  orders.set(locale, order);
  return order;
};
