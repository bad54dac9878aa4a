import * as v from "valibot";
import { expect, it } from "vitest";
import { atOnce } from "#domain/pieces.ts";
import { checkingPush, push } from "#domain/protocol/up/push.ts";
import { createDice } from "#tests/simulation/dice.ts";

const KEY = "0mvyyxvk4a000a00";
const change = () => ({ path: "address", from: null, to: { by: "user/anna", at: 1 }, at: "0mvyyxvk4000-1" });
const whole = () => ({ type: "push", txs: [{ id: KEY, docs: [{ doc: "customer/acme", update: Uint8Array.of(1), changes: [change(), change()] }] }] });

const WRONG: readonly unknown[] = [undefined, null, "", "x", 0, Number.NaN, Number.POSITIVE_INFINITY, true, [], {}, { x: {} }, { x: null }, "x".repeat(251), KEY, "customer/acme"];

/** Puts something else at some place, takes it away, or adds to it. */
const spoil = (value: unknown, pick: (below: number) => number): unknown => {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array || pick(12) === 0) return WRONG[pick(WRONG.length)];
  if (Array.isArray(value)) return value.length === 0 || pick(8) === 0 ? [] : value.map((one: unknown, at) => (at === 0 ? spoil(one, pick) : one));
  const entries = Object.entries(value);
  const at = pick(entries.length + 1);
  if (at === entries.length) return { ...value, more: 1 };
  return Object.fromEntries(entries.map(([name, one], index) => [name, index === at ? spoil(one, pick) : one]));
};

it("[H-06] a push is checked by hand as its schema says", () => {
  const { below } = createDice(3);
  const taken = { yes: 0, no: 0 };
  for (let left = 10_000; left > 0; left -= 1) {
    const value = spoil(whole(), below);
    const said = v.safeParse(push, value);
    const byHand = atOnce(checkingPush(value));
    // Lists in place of a value are objects to the schema.
    if (said.success && byHand === null) expect(JSON.stringify(said.output) === JSON.stringify(value)).toBe(false);
    else expect(byHand).toEqual(said.success ? said.output : null);
    taken[byHand ? "yes" : "no"] += 1;
  }
  expect(Math.min(taken.yes, taken.no)).toBeGreaterThan(10);
});

it("[G-02] a message of more than ten thousand changes is none", () => {
  const docs = (count: number) => [{ doc: "customer/acme", update: Uint8Array.of(1), changes: Array.from({ length: count }, change) }];
  const of = (...counts: readonly number[]) => atOnce(checkingPush({ type: "push", txs: counts.map((count) => ({ id: KEY, docs: docs(count) })) }));
  expect([of(4_000, 4_000, 2_000) !== null, of(4_000, 4_000, 2_001), of(4_001)]).toEqual([true, null, null]);
});
