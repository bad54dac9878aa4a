import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { expect, it } from "vitest";
import { createByteWriter } from "#domain/record/byte-writer.ts";
import { createWalk, readAny } from "#domain/record/walk.ts";

const writer = createByteWriter();

const bytesOfAny = (value: unknown): Uint8Array => {
  writer.value(value);
  return writer.take();
};

const naive = (value: unknown): Uint8Array => encoding.encode((encoder) => encoding.writeAny(encoder, value as null));

const numbers = [0, -0, 1, -1, 63, 64, -64, 127, 128, 8_191, 8_192, 2 ** 31 - 1, -(2 ** 31) + 1, 2 ** 31, -(2 ** 31), 2 ** 32 * 4_096, 2 ** 53, 0.5, -0.5, 0.1, 1e-300, Number.POSITIVE_INFINITY];
const texts = ["", "a", "Northern Pumps", "北方泵阀 12", "한국어", "é", "😀", "x".repeat(64), "x".repeat(65), `${"x".repeat(63)}é`, "x".repeat(200), "漢".repeat(30_000), "\u0000", "\ud800"];

const random = (dice: (below: number) => number, depth: number): unknown => {
  const kind = dice(depth > 3 ? 6 : 8);
  if (kind === 0) return null;
  if (kind === 1) return dice(2) === 0;
  if (kind < 4) return texts[dice(texts.length)];
  if (kind === 4) return numbers[dice(numbers.length)];
  if (kind === 5) return Uint8Array.from({ length: dice(300) }, () => dice(256));
  const list = Array.from({ length: dice(6) }, () => random(dice, depth + 1));
  return kind === 6 ? list : Object.fromEntries(list.map((value, index) => [`${texts[dice(9)]}${index}`, value]));
};

it("values of every kind are written as lib0 writes them", () => {
  let seed = 11;
  const dice = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  for (const value of [...numbers, ...texts, undefined, Number.NaN, { left: undefined }]) expect(bytesOfAny(value)).toEqual(naive(value));
  for (let round = 0; round < 500; round += 1) {
    const value = random(dice, 0);
    expect(Buffer.compare(bytesOfAny(value), naive(value))).toBe(0);
  }
});

it("what was written stays as it is when more is written, also after a message of megabytes", () => {
  const [small, large] = [{ a: "first" }, { rows: Array.from({ length: 40_000 }, (_, index) => ({ id: `customer/${index}`, name: "Northern Pumps and Valves" })) }];
  const [before, much, after] = [bytesOfAny(small), bytesOfAny(large), bytesOfAny(small)];
  expect(after).toEqual(before);
  expect(decoding.readAny(decoding.createDecoder(before))).toEqual(small);
  expect(Buffer.compare(much, naive(large))).toBe(0);
});

it("values of every kind are read as lib0 reads them, and what ends early is not read", () => {
  let seed = 23;
  const dice = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const values = [...numbers, ...texts, undefined, true, Number.NaN, ...Array.from({ length: 500 }, () => random(dice, 0))];
  for (const value of values) {
    const bytes = bytesOfAny(value);
    const walk = createWalk(bytes);
    expect(readAny(walk)).toEqual(decoding.readAny(decoding.createDecoder(bytes)));
    expect(walk.ended()).toBe(true);
    expect(() => readAny(createWalk(bytes.subarray(0, -1)))).toThrow(RangeError);
  }
  expect(() => readAny(createWalk(new Uint8Array([119, 1, 0xff])))).toThrow(TypeError);
});
