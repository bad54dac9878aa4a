import { expect, it } from "vitest";
import { compare } from "#tests/policy-model/compare.ts";

const CASES = 10_000;

it.each([1, 2, 3, 4, 5])("[V-01] [G-11] [F-07] [U-01] the rights as the rules say them and as the product decides them never part (seed %i)", (seed) => {
  const { cases, readable, writable, disagreements } = compare(seed, CASES);
  expect(disagreements.slice(0, 3)).toEqual([]);
  expect(cases).toBe(CASES);
  expect(readable).toBeGreaterThan(CASES / 10);
  expect(writable).toBeGreaterThan(CASES / 20);
});
