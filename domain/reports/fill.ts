import type { Row } from "#domain/schema/entity.ts";
import { addUnits, fromUnits } from "#domain/query/exact-sum.ts";
import type { Axis } from "./axis.ts";
import type { Facts } from "./facts.ts";
import type { Bucket } from "./fold.ts";
import { gather, gatherAll, readAmount, type Feed } from "./gather.ts";
import type { GroupKey } from "./report.ts";

/** Combinations of two axes that are counted in a plain array; more go through a map. */
const DENSE = 2 ** 22;

/** The group of each slot, and the groups' keys. Groups without a record may be among them. */
interface Groups {
  readonly of: Int32Array;
  readonly keys: readonly (readonly GroupKey[])[];
}

/** Small whole numbers for the keys of one axis, and which each code of its column has. */
const numberKeys = (cells: readonly unknown[], key: (cell: never) => GroupKey): { readonly table: Int32Array; readonly keys: readonly GroupKey[] } => {
  const numbers = new Map<GroupKey, number>();
  const table = Int32Array.from(cells, (cell) => {
    const name = key(cell as never);
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
  return { table, keys: [...numbers.keys()] };
};

/** Splits every group by one more axis. */
const split = (groups: Groups, mask: Uint8Array, codes: Int32Array, table: Int32Array, keys: readonly GroupKey[]): Groups => {
  const found: (readonly GroupKey[])[] = [];
  const width = keys.length;
  const dense = groups.keys.length * width <= DENSE ? new Int32Array(groups.keys.length * width) : null;
  const sparse = new Map<number, number>();
  const { of } = groups;
  for (let slot = 0; slot < mask.length; slot += 1) {
    if (mask[slot] === 0) continue;
    const pair = of[slot]! * width + table[codes[slot]!]!;
    let number = dense ? dense[pair]! : (sparse.get(pair) ?? 0);
    if (number === 0) {
      number = found.push([...groups.keys[of[slot]!]!, keys[pair % width]!]);
      if (dense) dense[pair] = number;
      else sparse.set(pair, number);
    }
    of[slot] = number - 1;
  }
  return { of, keys: found };
};

const groupsOf = (facts: Facts, mask: Uint8Array, axes: readonly Axis[]): Groups => {
  let groups: Groups = { of: new Int32Array(mask.length), keys: [[]] };
  for (const { plain } of axes) {
    if (!plain) continue;
    const { codes, cells } = facts.codes(plain.column);
    const { table, keys } = numberKeys(cells, plain.key);
    groups = split(groups, mask, codes, table, keys);
  }
  return groups;
};

type BucketAt = (group: number) => Bucket;

/** Sums as long as they fit a safe integer; what does not is added as it is written. */
const sumUp = (mask: Uint8Array, of: Int32Array, groups: number, units: Float64Array, take: (slot: number) => void) => {
  const sums = new Float64Array(groups);
  const counts = new Int32Array(groups);
  for (let slot = 0; slot < mask.length; slot += 1) {
    if (mask[slot] === 0) continue;
    const value = units[slot]!;
    if (value !== value) continue;
    const group = of[slot]!;
    const next = sums[group]! + value;
    if (next <= Number.MAX_SAFE_INTEGER && next >= Number.MIN_SAFE_INTEGER) {
      sums[group] = next;
      counts[group]! += 1;
    } else take(slot);
  }
  return { sums, counts };
};

/** Gathers one feed of records into their groups. */
const fillFeed = (feed: Feed & { readonly per: "record" }, at: number, facts: Facts, mask: Uint8Array, { of, keys }: Groups, bucketAt: BucketAt): void => {
  const { amount, extremes } = feed;
  const units = facts.units(amount);
  const take = (slot: number): void => {
    const value = readAmount(amount, facts.row(slot) as Row);
    if (value !== null) gather(bucketAt(of[slot]!).gathered[at]!, value, 1, extremes);
  };
  if (extremes) {
    fillExtremes(amount.scale, at, mask, of, units, bucketAt, take);
    return;
  }
  const { sums, counts } = sumUp(mask, of, keys.length, units, take);
  for (let group = 0; group < keys.length; group += 1) {
    if (counts[group] === 0) continue;
    const into = bucketAt(group).gathered[at]!;
    into.count += counts[group]!;
    addUnits(into.sum, sums[group]!, amount.scale);
  }
};

const fillExtremes = (scale: number, at: number, mask: Uint8Array, of: Int32Array, units: Float64Array, bucketAt: BucketAt, take: (slot: number) => void): void => {
  const found = new Map<number, { low: number; high: number; count: number }>();
  for (let slot = 0; slot < mask.length; slot += 1) {
    const value = units[slot]!;
    if (mask[slot] === 0 || value !== value) continue;
    if (!Number.isFinite(value)) {
      take(slot);
      continue;
    }
    const known = found.get(of[slot]!);
    if (!known) found.set(of[slot]!, { low: value, high: value, count: 1 });
    else {
      known.count += 1;
      if (value < known.low) known.low = value;
      if (value > known.high) known.high = value;
    }
  }
  for (const [group, { low, high, count }] of found) {
    const into = bucketAt(group).gathered[at]!;
    gather(into, { exact: fromUnits(low, scale) }, 1, true);
    gather(into, { exact: fromUnits(high, scale) }, 1, true);
    into.count += count - 2;
  }
};

/**
 * Gathers all chosen records column by column. False, with nothing gathered, when an axis has several keys per record or follows
 * from more than the record, or a feed is of lines.
 */
export const fillPlain = (facts: Facts, mask: Uint8Array, axes: readonly Axis[], feeds: readonly Feed[], bucketOf: (key: readonly GroupKey[]) => Bucket, total: Bucket): boolean => {
  if (axes.some(({ plain }) => plain === null) || feeds.some(({ per }) => per === "line")) return false;
  const groups = groupsOf(facts, mask, axes);
  const records = new Int32Array(groups.keys.length);
  for (let slot = 0; slot < mask.length; slot += 1) if (mask[slot] === 1) records[groups.of[slot]!]! += 1;
  const made: (Bucket | undefined)[] = [];
  const bucketAt = (group: number): Bucket => (made[group] ??= bucketOf(groups.keys[group]!));
  for (let group = 0; group < records.length; group += 1) if (records[group]! > 0) bucketAt(group).records = records[group]!;
  for (const [at, feed] of feeds.entries()) if (feed.per === "record") fillFeed(feed, at, facts, mask, groups, bucketAt);
  for (const bucket of made) {
    if (!bucket) continue;
    total.records += bucket.records;
    for (const [at, gathered] of bucket.gathered.entries()) gatherAll(total.gathered[at]!, gathered);
  }
  return true;
};
