import * as encoding from "lib0/encoding";
import type { Dice } from "#tests/simulation/dice.ts";

type Encoder = encoding.Encoder;

/** Numbers at which readers of numbers go wrong. */
const EDGES = [0, 1, 2, 127, 128, 255, 16_383, 16_384, 65_535, 2 ** 20, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 45, Number.MAX_SAFE_INTEGER];

const small = (dice: Dice, to: Encoder): void => encoding.writeVarUint(to, dice.chance(0.9) ? dice.below(6) : dice.pick(EDGES));

/** One number, now and then written longer than it needs, or so long that it is none. */
const numberOf = (dice: Dice, to: Encoder, value: number): void => {
  if (dice.chance(0.98) || value > 127) return encoding.writeVarUint(to, value);
  encoding.writeUint8(to, 0x80 | value);
  for (let left = dice.chance(0.5) ? 0 : 150; left > 0; left -= 1) encoding.writeUint8(to, 0x80);
  encoding.writeUint8(to, 0);
};

const SCALARS: readonly unknown[] = ["", "x", 0, -1, 1.5, null, true, undefined, 2n ** 40n, Uint8Array.of(1, 2)];

const anyOf = (dice: Dice, depth: number): unknown => {
  if (depth > 3 || dice.chance(0.5)) return SCALARS[dice.below(SCALARS.length)];
  if (dice.chance(0.5)) return Array.from({ length: dice.below(4) }, () => anyOf(dice, depth + 1));
  return Object.fromEntries(Array.from({ length: dice.below(4) }, () => [dice.pick(["by", "at", "__proto__", "x"]), anyOf(dice, depth + 1)]));
};

const JSONS = ["1", '"x"', "null", "{}", "[[[[[[[[[[[[1]]]]]]]]]]]]", "{", "undefined", '{"__proto__":1}'];
const TEXTS = ["", "x", "text", "\uD83D", "字", "x".repeat(300)];
const ROOTS = ["fields", "fields", "prose/requirement", "prose/requirement", "prose/none", "", "secret"];
const KEYS = ["address", "subject", "owner", "created", "nothing", "set/sharedWith/user/other", "__proto__", ""];

const contentOf = (dice: Dice, to: Encoder, kind: number): void => {
  switch (kind) {
    case 0:
    case 1:
    case 10:
      return numberOf(dice, to, dice.chance(0.8) ? 1 + dice.below(4) : dice.pick(EDGES));
    case 2: {
      const count = dice.below(3);
      encoding.writeVarUint(to, dice.chance(0.95) ? count : dice.pick(EDGES));
      for (let left = count; left > 0; left -= 1) encoding.writeVarString(to, dice.pick(JSONS));
      return;
    }
    case 3:
      return encoding.writeVarUint8Array(to, dice.bytes(dice.below(8)));
    case 4:
      return encoding.writeVarString(to, dice.pick(TEXTS));
    case 5:
      return encoding.writeVarString(to, dice.pick(JSONS));
    case 6:
      encoding.writeVarString(to, dice.pick(TEXTS));
      return encoding.writeVarString(to, dice.pick(JSONS));
    case 7: {
      const type = dice.below(8);
      encoding.writeVarUint(to, type);
      if (type === 3 || type === 5) encoding.writeVarString(to, dice.pick(TEXTS));
      return;
    }
    case 8: {
      const count = dice.chance(0.8) ? 1 : dice.below(4);
      encoding.writeVarUint(to, dice.chance(0.95) ? count : dice.pick(EDGES));
      for (let left = count; left > 0; left -= 1) encoding.writeAny(to, anyOf(dice, 0) as Parameters<typeof encoding.writeAny>[1]);
      return;
    }
    default:
      encoding.writeVarString(to, dice.pick(TEXTS));
      return encoding.writeAny(to, anyOf(dice, 0) as Parameters<typeof encoding.writeAny>[1]);
  }
};

const structOf = (dice: Dice, to: Encoder, clients: readonly number[]): void => {
  const kind = dice.chance(0.9) ? dice.pick([0, 1, 4, 4, 6, 7, 8, 8, 5]) : dice.below(32);
  const left = kind > 0 && dice.chance(0.3) ? 128 : 0;
  const right = kind > 0 && dice.chance(0.2) ? 64 : 0;
  const sub = kind > 0 && dice.chance(0.5) ? 32 : 0;
  encoding.writeUint8(to, kind | left | right | sub);
  for (const origin of [left, right]) {
    if (!origin) continue;
    numberOf(dice, to, dice.pick(clients));
    small(dice, to);
  }
  if (kind > 0 && kind !== 10 && !left && !right) {
    const named = dice.chance(0.8) ? 1 : dice.below(3);
    numberOf(dice, to, named);
    if (named === 1) encoding.writeVarString(to, dice.pick(ROOTS));
    else {
      numberOf(dice, to, dice.pick(clients));
      small(dice, to);
    }
    if (sub) encoding.writeVarString(to, dice.pick(KEYS));
  }
  contentOf(dice, to, kind & 31);
};

/** An update that follows the grammar of Yjs, and none of its rules. */
export const grammatical = (dice: Dice, clients: readonly number[]): Uint8Array => {
  const to = encoding.createEncoder();
  const writers = dice.chance(0.8) ? 1 : dice.below(4);
  numberOf(dice, to, writers);
  for (let left = writers; left > 0; left -= 1) {
    const count = 1 + dice.below(4);
    numberOf(dice, to, dice.chance(0.97) ? count : dice.pick(EDGES));
    numberOf(dice, to, dice.pick(clients));
    if (dice.chance(0.8)) numberOf(dice, to, 0);
    else small(dice, to);
    for (let struct = count; struct > 0; struct -= 1) structOf(dice, to, clients);
  }
  const deleters = dice.chance(0.6) ? 0 : dice.below(3);
  numberOf(dice, to, deleters);
  for (let left = deleters; left > 0; left -= 1) {
    numberOf(dice, to, dice.pick(clients));
    const ranges = dice.below(4);
    numberOf(dice, to, dice.chance(0.97) ? ranges : dice.pick(EDGES));
    for (let range = ranges * 2; range > 0; range -= 1) small(dice, to);
  }
  return encoding.toUint8Array(to);
};

/** `bytes` with some of them wrong: bits turned, ends cut off, parts of `other` put in, lengths that lie. */
export const damaged = (dice: Dice, bytes: Uint8Array, other: Uint8Array): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  if (copy.length === 0) return dice.bytes(dice.below(20));
  switch (dice.below(5)) {
    case 0:
      for (let left = 1 + dice.below(4); left > 0; left -= 1) copy[dice.below(copy.length)]! ^= 1 << dice.below(8);
      return copy;
    case 1:
      return copy.slice(0, dice.below(copy.length));
    case 2: {
      const at = dice.below(copy.length);
      const from = dice.below(other.length + 1);
      return new Uint8Array([...copy.slice(0, at), ...other.slice(from, from + dice.below(40)), ...copy.slice(at)]);
    }
    case 3:
      for (let left = 1 + dice.below(3); left > 0; left -= 1) copy[dice.below(copy.length)] = dice.pick([0, 1, 127, 128, 129, 255]);
      return copy;
    default: {
      const at = dice.below(copy.length);
      return new Uint8Array([...copy.slice(0, at), ...dice.bytes(1 + dice.below(6)), ...copy.slice(at + dice.below(6))]);
    }
  }
};
