import type { FieldValue } from "#domain/schema/field.ts";
import type { Values } from "#domain/transfer/import-plan.ts";

/** Makes objects of values by name, out of defaults and of values in slots. Undefined slots are left out. */
export type MakeValues = (slots: readonly (FieldValue | undefined)[]) => Values;

/** Bits of a number that say which slots are filled. */
const MOST_SLOTS = 30;
/** Combinations of filled slots that are remembered. */
const MOST_SHAPES = 500;

/** Names one by one, into an object that the engine keeps as a dictionary from the start: adding a dozen of them to another costs twice as much. */
const oneByOne = (names: readonly string[], defaults: Readonly<Values>): MakeValues => (slots) => {
  const values = Object.assign(Object.create(null) as Values, defaults);
  for (const [slot, name] of names.entries()) {
    const value = slots[slot];
    if (value !== undefined) values[name] = value;
  }
  return values;
};

/**
 * Records that fill the same slots are copies of one object with all its names, so that each is one small piece of memory and the names are
 * kept once for all of them.
 */
export const createValueShapes = (names: readonly string[], defaults: Readonly<Values>): MakeValues => {
  const slow = oneByOne(names, defaults);
  if (names.length > MOST_SLOTS) return slow;
  const shapes = new Map<number, Values>();
  return (slots) => {
    let mask = 0;
    for (let slot = 0; slot < names.length; slot += 1) if (slots[slot] !== undefined) mask |= 1 << slot;
    let shape = shapes.get(mask);
    if (!shape) {
      if (shapes.size >= MOST_SHAPES) return slow(slots);
      shape = { ...slow(slots) };
      shapes.set(mask, shape);
    }
    const values = { ...shape };
    for (let slot = 0; slot < names.length; slot += 1) {
      const value = slots[slot];
      if (value !== undefined) values[names[slot] ?? ""] = value;
    }
    return values;
  };
};
