import type { Comparison, Outcome, Size, Unit } from "./bench.ts";

/** How one cost of ours or of a peer grows with the number of records. */
export interface Curve {
  readonly name: string;
  /** By number of records, ascending; sizes at which it did not finish are left out. */
  readonly points: readonly { readonly size: number; readonly cost: number }[];
}

export interface Growth {
  readonly what: string;
  readonly unit: Unit;
  readonly ours: Curve;
  readonly peers: readonly Curve[];
}

const costOf = (outcome: Outcome, unit: Unit): number | null => {
  if (!outcome.finished) return null;
  return unit === "rows/s" ? 1_000 / outcome.sample.median : outcome.sample.median;
};

const nLogN = (size: number): number => size * Math.log2(size);

/**
 * How many times more the largest size costs than n log n says from the smallest: 1 grows exactly so, below 1 slower. Null with fewer
 * than two sizes.
 */
export const beyondNLogN = ({ points }: Curve): number | null => {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || last.size <= first.size || first.cost <= 0) return null;
  return last.cost / first.cost / (nLogN(last.size) / nLogN(first.size));
};

const curve = (name: string, found: readonly (readonly [size: number, outcome: Outcome])[], unit: Unit): Curve => ({
  name,
  points: found
    .flatMap(([size, outcome]) => {
      const cost = costOf(outcome, unit);
      return cost === null ? [] : [{ size, cost }];
    })
    .sort((a, b) => a.size - b.size),
});

type Sized = Comparison & { readonly size: Size };

const growthOf = (what: string, sized: readonly Sized[]): Growth => {
  const unit = sized[0]?.unit ?? "ms";
  const names = [...new Set(sized.flatMap(({ peers }) => peers.map(({ name }) => name)))];
  const ofPeer = (name: string) => sized.flatMap(({ size, peers }) => peers.filter((peer) => peer.name === name).map(({ outcome }) => [size.records, outcome] as const));
  return {
    what,
    unit: unit === "rows/s" ? "ms" : unit,
    ours: curve("Tidebook", sized.map(({ size, ours }) => [size.records, ours] as const), unit),
    peers: names.map((name) => curve(name, ofPeer(name), unit)),
  };
};

/** The comparisons that were made at several sizes, as curves. A rate is turned into milliseconds for each row. */
export const growthsOf = (comparisons: readonly Comparison[]): readonly Growth[] => {
  const sized = comparisons.filter((one): one is Sized => one.size !== undefined);
  const names = [...new Set(sized.map(({ size }) => size.of))];
  return names.map((name) => growthOf(name, sized.filter(({ size }) => size.of === name))).filter(({ ours }) => ours.points.length > 1);
};
