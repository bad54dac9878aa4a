import { expect, it } from "vitest";
import { compare } from "#tests/policy-model/compare.ts";

const CASES = 10_000;

it.each([1, 2, 3, 4, 5])("[S-01] [S-02] [S-03] [S-04] [S-05] [S-06] [S-07] [S-08] [S-09] [S-12] [S-17] [S-18] [M-01] [M-02] [M-05] [K-03] [K-04] [K-09] [K-11] [K-14] [K-15] [G-11] [F-07] [F-08] [U-01] the rights as the rules say them and as the product decides them never part (seed %i)", (seed) => {
  const { cases, readable, writable, disagreements } = compare(seed, CASES);
  expect(disagreements.slice(0, 3)).toEqual([]);
  expect(cases).toBe(CASES);
  expect(readable).toBeGreaterThan(CASES / 10);
  expect(writable).toBeGreaterThan(CASES / 20);
});
