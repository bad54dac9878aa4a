import type { LineRow, Row } from "#domain/schema/entity.ts";
import { linesOf } from "#domain/schema/read.ts";
import type { Column } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import type { Matcher } from "#domain/query/filter.ts";
import type { DayRange } from "#domain/query/period.ts";
import type { BoundDimension } from "./dimension.ts";
import { createDictionary, keyOfValue, NONE, type Facts } from "./facts.ts";
import { emptyGathered, type BoundMeasure, type Feed, type Gathered } from "./measure.ts";
import type { GroupKey } from "./report.ts";
import { inRange } from "./select.ts";

/** Figures in the making of one group. */
export interface Bucket {
  readonly codes: readonly number[];
  /** One for each distinct feed. */
  readonly gathered: readonly Gathered[];
  records: number;
  /** What was taken in last: a record with several lines in a group counts once, a line with several keys once in the total. */
  slot: number;
  line: number;
}

/** One pass over the facts: which records, under which codes. */
export interface Scan {
  readonly buckets: readonly Bucket[];
  readonly total: Bucket;
  readonly keyOf: (bucket: Bucket) => readonly GroupKey[];
  /** What a bucket gathered for the measure at a place of the plan. */
  readonly gatheredFor: (bucket: Bucket | undefined, measure: number) => readonly Gathered[];
  /** Ids of records in groups whose key passes. */
  readonly ids: (passes: (key: readonly GroupKey[]) => boolean) => readonly string[];
}

export interface ScanPlan {
  readonly facts: Facts;
  readonly measures: readonly BoundMeasure[];
  readonly dimensions: readonly BoundDimension[];
  /** The list of lines that measures and dimensions look into. */
  readonly list: string | undefined;
  readonly passes: Matcher;
  readonly on: Column | undefined;
  readonly range: DayRange;
  readonly context: QueryContext;
}

type Codes = readonly number[] | number;

interface Coder {
  /** Codes of a record. */
  readonly record: (slot: number) => Codes;
  /** Codes of one of its lines, for a dimension of lines. */
  readonly line: ((line: LineRow) => Codes) | null;
  readonly key: (code: number) => string;
}

type Visit = (codes: readonly number[], slot: number, row: Row, line: LineRow | undefined, index: number) => void;

const NO_LINE = -1;

const coderOf = ({ column, unit }: BoundDimension, { list, facts, context }: ScanPlan): Coder => {
  const { readLine } = column;
  if (list === undefined || column.list !== list || !readLine) {
    const { code, each, key } = facts.keys(column, unit);
    return { record: each ?? code, line: null, key };
  }
  const { codeOf, key } = createDictionary();
  const codeOfValue = (value: Parameters<typeof keyOfValue>[0]): number => {
    const name = keyOfValue(value, column, unit, context.offsetMinutes);
    return name === null ? NONE : codeOf(name);
  };
  return {
    key,
    record: () => NONE,
    line: (line) => {
      const value = readLine(line);
      return Array.isArray(value) ? [...new Set((value as readonly string[]).map(codeOfValue))] : codeOfValue(value);
    },
  };
};

/** Calls `visit` for each combination of codes, one of each dimension. */
const combine = (choices: readonly Codes[], codes: number[], depth: number, visit: () => void): void => {
  if (depth === choices.length) {
    visit();
    return;
  }
  const choice = choices[depth] ?? NONE;
  for (const code of typeof choice === "number" ? [choice] : choice.length > 0 ? choice : [NONE]) {
    codes[depth] = code;
    combine(choices, codes, depth + 1, visit);
  }
};

/** Visits each record that passes under each combination of its codes: as a whole, and then line by line if lines matter. */
const walk = (plan: ScanPlan, coders: readonly Coder[], visit: Visit): void => {
  const { facts, passes, list, on, range, context } = plan;
  const within = inRange(on, range, context.offsetMinutes);
  const byLine = coders.some((coder) => coder.line !== null);
  /** A record without lines has no group where groups are of lines and so is everything measured. */
  const linesOnly = byLine && plan.measures.every((measure) => measure.list !== undefined);
  const codes: number[] = coders.map(() => NONE);
  const choices: Codes[] = coders.map(() => NONE);
  for (let slot = 0; slot < facts.size; slot += 1) {
    const row = facts.row(slot);
    if (!row || !passes(row) || !within(row)) continue;
    let plain = true;
    for (let at = 0; at < coders.length; at += 1) {
      const choice = coders[at]?.record(slot) ?? NONE;
      choices[at] = choice;
      if (typeof choice === "number") codes[at] = choice;
      else plain = false;
    }
    const lines = list === undefined ? [] : linesOf(row, list);
    if (lines.length === 0 && linesOnly) continue;
    if (!byLine || lines.length === 0) {
      if (plain) visit(codes, slot, row, undefined, NO_LINE);
      else combine(choices, codes, 0, () => visit(codes, slot, row, undefined, NO_LINE));
    }
    for (const [index, line] of lines.entries()) {
      const own = byLine ? coders.map((coder, at) => (coder.line ? coder.line(line) : (choices[at] ?? NONE))) : choices;
      combine(own, codes, 0, () => visit(codes, slot, row, line, index));
    }
  }
};

const newBucket = (codes: readonly number[], feeds: readonly Feed[]): Bucket => ({
  codes: [...codes],
  gathered: feeds.map(emptyGathered),
  records: 0,
  slot: -1,
  line: NO_LINE,
});

const take = (bucket: Bucket, feeds: readonly Feed[], slot: number, line: LineRow | undefined, index: number): void => {
  const newRecord = bucket.slot !== slot;
  const newLine = line !== undefined && (newRecord || bucket.line !== index);
  bucket.slot = slot;
  bucket.line = index;
  if (newRecord) bucket.records += 1;
  for (let at = 0; at < feeds.length; at += 1) {
    const feed = feeds[at];
    const into = bucket.gathered[at];
    if (!feed || !into) continue;
    if (feed.per === "line") {
      if (newLine) feed.take(into, line);
    } else if (newRecord) feed.take(into, slot);
  }
};

const SPREAD = 2 ** 26;

/** Finds the bucket of a combination of codes; up to two dimensions need no text. */
const createBuckets = (feeds: readonly Feed[]) => {
  const byCodes = new Map<number | string, Bucket>();
  return {
    all: () => [...byCodes.values()],
    of: (codes: readonly number[]): Bucket => {
      const name = codes.length > 2 ? codes.join() : ((codes[0] ?? 0) + 1) * SPREAD + (codes[1] ?? 0) + 1;
      const known = byCodes.get(name);
      if (known) return known;
      const bucket = newBucket(codes, feeds);
      byCodes.set(name, bucket);
      return bucket;
    },
  };
};

export const runScan = (plan: ScanPlan): Scan => {
  const coders = plan.dimensions.map((dimension) => coderOf(dimension, plan));
  const byMeasure = plan.measures.map((measure) => measure.feeds(plan.facts));
  const feeds = [...new Map(byMeasure.flat().map((feed) => [feed.id, feed])).values()];
  const places = new Map(feeds.map((feed, place) => [feed.id, place]));
  const buckets = createBuckets(feeds);
  const total = newBucket([], feeds);
  walk(plan, coders, (codes, slot, _row, line, index) => {
    take(buckets.of(codes), feeds, slot, line, index);
    take(total, feeds, slot, line, index);
  });
  const keyOfCodes = (codes: readonly number[]): readonly GroupKey[] =>
    codes.map((code, at) => (code === NONE ? null : (coders[at]?.key(code) ?? null)));
  return {
    buckets: buckets.all(),
    total,
    keyOf: (bucket) => keyOfCodes(bucket.codes),
    gatheredFor: (bucket, measure) =>
      (byMeasure[measure] ?? []).map((feed) => bucket?.gathered[places.get(feed.id) ?? -1] ?? emptyGathered()),
    ids: (passes) => {
      const ids = new Set<string>();
      walk(plan, coders, (codes, _slot, row) => {
        if (passes(keyOfCodes(codes))) ids.add(row.id);
      });
      return [...ids];
    },
  };
};
