import { expect, it } from "vitest";
import { quantile } from "#tests/bench/harness/sample.ts";

it.each([
  [100, 0.99, 99],
  [300, 0.99, 297],
  [47, 0.99, 47],
  [3, 0.5, 2],
  [1, 0.99, 1],
])("of the numbers from %d down to 1, a share of %d does not exceed %d", (count, share, expected) => {
  expect(quantile(Array.from({ length: count }, (_, at) => count - at), share)).toBe(expected);
});
