import type { Decimal } from "#domain/schema/decimal.ts";
import type { LineRow, Row } from "#domain/schema/entity.ts";
import { isDeleted, linesOf } from "#domain/schema/read.ts";
import type { RowChange } from "#domain/query/context.ts";
import type { Matcher } from "#domain/query/filter.ts";
import { addRunning, fromUnits, totalOf, type Running } from "#domain/query/exact-sum.ts";
import type { Axis, KeysOfOne } from "./axis.ts";
import type { Facts } from "./facts.ts";
import { fillPlain } from "./fill.ts";
import { emptyGathered, gather, readAmount, type Feed, type Gathered } from "./gather.ts";
import type { Grid, Tally } from "./grid.ts";
import { createKeys, type Keys } from "./keys.ts";
import type { CodedCondition } from "./mask.ts";
import type { GroupKey } from "./report.ts";

/** Figures in the making of one group. */
export interface Bucket {
  readonly key: readonly GroupKey[];
  /** One for each feed. */
  readonly gathered: readonly Gathered[];
  records: number;
  /** What was taken in last: a record with several lines in a group counts once, a line with several keys once in the total. */
  turn: number;
  line: number;
}

/** What figures are made of. */
export type Figures = Pick<Bucket, "gathered" | "records">;

/** The part of a plan that says which records count. */
export interface FoldRecords {
  /** The records of now. */
  readonly facts: () => Facts;
  /** Which of them count: 1 by slot. */
  readonly mask: (facts: Facts) => Uint8Array;
  /** All that a record has to meet, as conditions on single columns; null when it is more than that. */
  readonly conditions: readonly CodedCondition[] | null;
  /** Whether a single one counts. */
  readonly passes: Matcher;
}

export interface FoldPlan extends FoldRecords {
  readonly axes: readonly Axis[];
  readonly feeds: readonly Feed[];
  /** The list of lines that axes and feeds look into. */
  readonly list: string | undefined;
  /** A record without lines has no group where groups are of lines and so is everything measured. */
  readonly linesOnly: boolean;
}

/** Numbers of groups that came, changed or went; `all` after everything was gathered anew. */
export type Touched = ReadonlySet<number> | "all";

/** Records gathered into groups, kept right record by record. Groups are known by the numbers of their keys. */
export interface Fold {
  /** Groups that have a record, of which figures are asked. */
  readonly buckets: () => Iterable<Bucket>;
  /** What a group has, valid until the next call; undefined when it has no record. */
  readonly glance: (group: number) => Figures | undefined;
  readonly records: (group: number) => number;
  /** The sum of a feed in a group, as near as a number comes. */
  readonly rough: (group: number, feed: number) => number;
  readonly total: () => Bucket;
  /** Takes in changes of records of the kind, in order, once all of them are in the facts. */
  readonly follow: (changes: readonly RowChange[]) => Touched;
  /** Ids of records in groups whose key passes. */
  readonly ids: (passes: (key: readonly GroupKey[]) => boolean) => readonly string[];
}

/** More changes than one per so many records are answered faster by gathering everything anew. */
const RECORDS_PER_CHANGE = 20;
const NO_LINE = -1;

const newBucket = (key: readonly GroupKey[], feeds: readonly Feed[]): Bucket => ({ key, gathered: feeds.map(emptyGathered), records: 0, turn: 0, line: NO_LINE });

const roughly = ({ units, scale, rest }: Running): number => (rest === null ? units / 10 ** scale : Number(totalOf({ units, scale, rest })));

const writeSum = (into: Running, { scale, sums, spilled }: Tally, cell: number): void => {
  into.units = sums[cell]!;
  into.scale = scale;
  into.rest = null;
  const rest = spilled.size > 0 && spilled.get(cell);
  if (rest) addRunning(into, rest);
};

const extremeIn = ({ extremes, scale }: Tally, which: "low" | "high", cell: number): Decimal | null => {
  const units = extremes?.[which][cell];
  return units !== undefined && Number.isFinite(units) ? fromUnits(units, scale) : null;
};

/** Writes what was gathered column by column in one cell over what a bucket has. */
const writeCell = (bucket: Bucket, { entries, tallies }: Grid, cell: number): Bucket => {
  for (let at = 0; at < tallies.length; at += 1) {
    const tally = tallies[at]!;
    const into = bucket.gathered[at]!;
    writeSum(into.sum, tally, cell);
    into.count = tally.counts[cell]!;
    into.low = extremeIn(tally, "low", cell);
    into.high = extremeIn(tally, "high", cell);
  }
  bucket.records = entries[cell]!;
  return bucket;
};

/** Calls `visit` for each combination of keys, one of each axis. */
const combine = (choices: readonly KeysOfOne[], key: GroupKey[], depth: number, visit: () => void): void => {
  if (depth === choices.length) {
    visit();
    return;
  }
  const choice = choices[depth] ?? null;
  for (const part of typeof choice === "string" || choice === null ? [choice] : choice) {
    key[depth] = part;
    combine(choices, key, depth + 1, visit);
  }
};

/** `keys`: shared by folds that stand side by side. */
export const createFold = (plan: FoldPlan, keys: Keys = createKeys(plan.axes.length)): Fold => {
  const { axes, feeds, list, passes } = plan;
  const byLine = axes.some((axis) => axis.lineKeys !== null);
  /** Groups as they were gathered, and those of them that were looked at or changed since. */
  let filled: Grid | null = null;
  let made: (Bucket | undefined)[] = [];
  let total = newBucket([], feeds);
  let turn = 0;

  const bucketAt = (group: number): Bucket | undefined => {
    const known = made[group];
    if (known) return known.records === 0 ? undefined : known;
    return filled?.entries[group] ? (made[group] = writeCell(newBucket(keys.key(group), feeds), filled, group)) : undefined;
  };

  const glanced = newBucket([], feeds);
  const glance = (group: number): Figures | undefined => {
    if (made[group]) return bucketAt(group);
    return filled?.entries[group] ? writeCell(glanced, filled, group) : undefined;
  };

  /** A group that one line of a record has left is still the one that its next line leaves. */
  const bucketFor = (group: number): Bucket => made[group] ?? bucketAt(group) ?? (made[group] = newBucket(keys.key(group), feeds));

  /** Calls `visit` with the key of each group that a record is in: as a whole, and then line by line if lines matter. */
  const walk = (row: Row, visit: (key: readonly GroupKey[], line: LineRow | undefined, index: number) => void): void => {
    const lines = list === undefined ? [] : linesOf(row, list);
    if (lines.length === 0 && plan.linesOnly) return;
    const choices = axes.map((axis) => axis.keys(row));
    const key: GroupKey[] = axes.map(() => null);
    if (!byLine || lines.length === 0) combine(choices, key, 0, () => visit(key, undefined, NO_LINE));
    for (const [index, line] of lines.entries()) {
      const own = byLine ? axes.map((axis, at) => (axis.lineKeys ? axis.lineKeys(line) : (choices[at] ?? null))) : choices;
      combine(own, key, 0, () => visit(key, line, index));
    }
  };

  const take = (bucket: Bucket, row: Row, sign: 1 | -1, line: LineRow | undefined, index: number): boolean => {
    const newRecord = bucket.turn !== turn;
    const newLine = line !== undefined && (newRecord || bucket.line !== index);
    bucket.turn = turn;
    bucket.line = index;
    if (newRecord) bucket.records += sign;
    let right = true;
    for (let at = 0; at < feeds.length; at += 1) {
      const feed = feeds[at]!;
      const value = feed.per === "line" ? (newLine ? feed.read(line) : null) : newRecord ? readAmount(feed.amount, row) : null;
      if (value !== null && !gather(bucket.gathered[at]!, value, sign, feed.extremes)) right = false;
    }
    return right;
  };

  /** Adds a record, or takes it away; false when only gathering anew gives the right figures. */
  const takeRow = (row: Row, sign: 1 | -1, touched: Set<number> | null): boolean => {
    turn += 1;
    let right = true;
    walk(row, (key, line, index) => {
      const group = keys.groupOf(key);
      right = take(bucketFor(group), row, sign, line, index) && right;
      right = take(total, row, sign, line, index) && right;
      touched?.add(group);
    });
    return right;
  };

  const fill = (): void => {
    made = [];
    const facts = plan.facts();
    const mask = (): Uint8Array | null => (plan.conditions?.length === 0 && facts.full ? null : plan.mask(facts));
    const found = fillPlain({ facts, mask, conditions: plan.conditions, axes, feeds, list, linesOnly: plan.linesOnly, keys });
    filled = found && found.groups;
    total = newBucket([], feeds);
    if (found) writeCell(total, found.total, 0);
    if (found) return;
    const chosen = plan.mask(facts);
    for (let slot = 0; slot < chosen.length; slot += 1) if (chosen[slot] === 1) takeRow(facts.row(slot) as Row, 1, null);
  };

  const counts = (row: Row | undefined): row is Row => row !== undefined && !isDeleted(row) && passes(row);

  const followOne = ({ before, after }: RowChange, touched: Set<number>): boolean => {
    const left = !counts(before) || takeRow(before, -1, touched);
    return (!counts(after) || takeRow(after, 1, touched)) && left;
  };

  fill();
  return {
    buckets: function* () {
      for (let group = 0; group < keys.size(); group += 1) {
        const bucket = bucketAt(group);
        if (bucket) yield bucket;
      }
    },
    glance,
    records: (group) => made[group]?.records ?? filled?.entries[group] ?? 0,
    rough: (group, feed) => {
      const bucket = made[group] ?? (filled?.tallies[feed]?.spilled.has(group) ? bucketAt(group) : undefined);
      if (bucket) return roughly(bucket.gathered[feed]!.sum);
      const tally = filled?.tallies[feed];
      return tally ? (tally.sums[group] ?? 0) / 10 ** tally.scale : 0;
    },
    total: () => total,
    follow: (changes) => {
      const touched = new Set<number>();
      const few = changes.length * RECORDS_PER_CHANGE <= Math.max(total.records, RECORDS_PER_CHANGE * RECORDS_PER_CHANGE);
      if (!few || !changes.every((change) => followOne(change, touched))) {
        fill();
        return "all";
      }
      for (const group of touched) if (made[group]?.records === 0) made[group] = newBucket(keys.key(group), feeds);
      return touched;
    },
    ids: (wanted) => {
      const facts = plan.facts();
      const mask = plan.mask(facts);
      const ids: string[] = [];
      for (let slot = 0; slot < mask.length; slot += 1) {
        if (mask[slot] === 0) continue;
        const row = facts.row(slot) as Row;
        let found = false;
        walk(row, (key) => {
          found ||= wanted(key);
        });
        if (found) ids.push(row.id);
      }
      return ids;
    },
  };
};
