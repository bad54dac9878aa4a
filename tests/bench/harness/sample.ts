import type { Sample } from "./bench.ts";

/** The least value that `share` (above 0, up to 1) of the values do not exceed: the nearest rank. The values need not be sorted. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
};

const medianOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
};

export const sampleOf = (runs: readonly number[]): Sample => ({
  median: medianOf(runs),
  min: Math.min(...runs),
  max: Math.max(...runs),
  runs,
});
