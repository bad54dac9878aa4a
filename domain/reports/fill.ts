import type { Cell, Row } from "#domain/schema/entity.ts";
import { addUnits, fromUnits } from "#domain/query/exact-sum.ts";
import type { Axis } from "./axis.ts";
import type { Facts } from "./facts.ts";
import type { Bucket } from "./fold.ts";
import { gather, gatherAll, readAmount, type Feed } from "./gather.ts";
import type { GroupKey } from "./report.ts";

/** Slots that are gathered at a time: few enough that their groups stay in the processor's nearest memory. */
const BLOCK = 4_096;
/** Combinations of keys that are counted in plain arrays; more are gathered record by record. */
const MOST_GROUPS = 2 ** 22;

/** One axis as numbers: of each slot the code, of each code the key. */
interface Coded {
  readonly codes: Int32Array;
  readonly table: Int32Array;
  readonly keys: readonly GroupKey[];
}

const codedBy = (facts: Facts, { column, key }: NonNullable<Axis["plain"]>): Coded => {
  const { codes, cells } = facts.codes(column);
  const numbers = new Map<GroupKey, number>();
  const table = Int32Array.from(cells, (cell: Cell) => {
    const name = key(cell);
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
  return { codes, table, keys: [...numbers.keys()] };
};

/** The chosen slots of a block, and the group of each. */
interface Block {
  readonly slots: Int32Array;
  readonly groups: Int32Array;
  count: number;
}

const choose = (block: Block, mask: Uint8Array, from: number): void => {
  const { slots } = block;
  const end = Math.min(from + BLOCK, mask.length);
  let count = 0;
  for (let slot = from; slot < end; slot += 1) {
    slots[count] = slot;
    count += mask[slot]!;
  }
  block.count = count;
};

const group = ({ slots, groups, count }: Block, axes: readonly Coded[]): void => {
  groups.fill(0, 0, count);
  for (const { codes, table, keys } of axes) {
    const width = keys.length;
    for (let at = 0; at < count; at += 1) groups[at] = groups[at]! * width + table[codes[slots[at]!]!]!;
  }
};

const countRecords = ({ groups, count }: Block, records: Int32Array): void => {
  for (let at = 0; at < count; at += 1) records[groups[at]!]! += 1;
};

/** Takes one feed of a block; what it cannot take is left to `takeRow`. */
interface Gatherer {
  readonly take: (block: Block) => void;
  readonly finish: (group: number, bucket: Bucket) => void;
}

/** Sums as long as they fit a safe integer; what does not is added as it is written. */
const sumOf = (units: Float64Array, scale: number, at: number, groups: number, takeRow: (slot: number, group: number) => void): Gatherer => {
  const sums = new Float64Array(groups);
  const counts = new Int32Array(groups);
  return {
    take: ({ slots, groups: of, count }) => {
      for (let step = 0; step < count; step += 1) {
        const value = units[slots[step]!]!;
        if (value !== value) continue;
        const group = of[step]!;
        const next = sums[group]! + value;
        if (next <= Number.MAX_SAFE_INTEGER && next >= Number.MIN_SAFE_INTEGER) {
          sums[group] = next;
          counts[group]! += 1;
        } else takeRow(slots[step]!, group);
      }
    },
    finish: (group, { gathered }) => {
      const into = gathered[at]!;
      into.count += counts[group]!;
      addUnits(into.sum, sums[group]!, scale);
    },
  };
};

const extremesOf = (units: Float64Array, scale: number, at: number, groups: number, takeRow: (slot: number, group: number) => void): Gatherer => {
  const low = new Float64Array(groups).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(groups).fill(Number.NEGATIVE_INFINITY);
  const counts = new Int32Array(groups);
  return {
    take: ({ slots, groups: of, count }) => {
      for (let step = 0; step < count; step += 1) {
        const value = units[slots[step]!]!;
        if (value !== value) continue;
        const group = of[step]!;
        if (value === Number.POSITIVE_INFINITY) {
          takeRow(slots[step]!, group);
          continue;
        }
        counts[group]! += 1;
        if (value < low[group]!) low[group] = value;
        if (value > high[group]!) high[group] = value;
      }
    },
    finish: (group, { gathered }) => {
      if (counts[group] === 0) return;
      const into = gathered[at]!;
      gather(into, { exact: fromUnits(low[group]!, scale) }, 1, true);
      gather(into, { exact: fromUnits(high[group]!, scale) }, 1, true);
      into.count += counts[group]! - 2;
    },
  };
};

const keyOfGroup = (group: number, axes: readonly Coded[]): readonly GroupKey[] => {
  const key: GroupKey[] = [];
  let rest = group;
  for (let at = axes.length - 1; at >= 0; at -= 1) {
    const { keys } = axes[at]!;
    key[at] = keys[rest % keys.length] ?? null;
    rest = Math.floor(rest / keys.length);
  }
  return key;
};

/**
 * Gathers all chosen records column by column. False, with nothing gathered, when an axis has several keys per record or follows
 * from more than the record, a feed is of lines, or there are too many combinations of keys.
 */
export const fillPlain = (facts: Facts, mask: Uint8Array, axes: readonly Axis[], feeds: readonly Feed[], bucketOf: (key: readonly GroupKey[]) => Bucket, total: Bucket): boolean => {
  const coded: Coded[] = [];
  for (const { plain } of axes) {
    if (!plain) return false;
    coded.push(codedBy(facts, plain));
  }
  const width = coded.reduce((product, { keys }) => product * keys.length, 1);
  if (width > MOST_GROUPS) return false;
  const made: (Bucket | undefined)[] = [];
  const bucketAt = (group: number): Bucket => (made[group] ??= bucketOf(keyOfGroup(group, coded)));
  const gatherers: Gatherer[] = [];
  for (const [at, feed] of feeds.entries()) {
    if (feed.per === "line") return false;
    const { amount, extremes } = feed;
    const takeRow = (slot: number, group: number): void => {
      const value = readAmount(amount, facts.row(slot) as Row);
      if (value !== null) gather(bucketAt(group).gathered[at]!, value, 1, extremes);
    };
    gatherers.push((extremes ? extremesOf : sumOf)(facts.units(amount), amount.scale, at, width, takeRow));
  }

  const records = new Int32Array(width);
  const block: Block = { slots: new Int32Array(BLOCK), groups: new Int32Array(BLOCK), count: 0 };
  for (let from = 0; from < mask.length; from += BLOCK) {
    choose(block, mask, from);
    group(block, coded);
    countRecords(block, records);
    for (const { take } of gatherers) take(block);
  }
  for (const [at, count] of records.entries()) {
    if (count === 0) continue;
    const bucket = bucketAt(at);
    bucket.records = count;
    for (const { finish } of gatherers) finish(at, bucket);
    total.records += bucket.records;
    for (const [place, gathered] of bucket.gathered.entries()) gatherAll(total.gathered[place]!, gathered);
  }
  return true;
};
