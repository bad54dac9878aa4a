import type { LineRow, Row } from "#domain/schema/entity.ts";
import { isDeleted, linesOf } from "#domain/schema/read.ts";
import type { RowChange } from "#domain/query/context.ts";
import type { Matcher } from "#domain/query/filter.ts";
import type { Axis, Keys } from "./axis.ts";
import type { Facts } from "./facts.ts";
import { fillPlain } from "./fill.ts";
import { emptyGathered, gather, readAmount, type Feed, type Gathered } from "./gather.ts";
import type { GroupKey } from "./report.ts";

/** Figures in the making of one group. */
export interface Bucket {
  readonly key: readonly GroupKey[];
  readonly name: string;
  /** One for each feed. */
  readonly gathered: readonly Gathered[];
  records: number;
  /** What was taken in last: a record with several lines in a group counts once, a line with several keys once in the total. */
  turn: number;
  line: number;
}

export interface FoldPlan {
  /** The records of now. */
  readonly facts: () => Facts;
  /** Which of them count: 1 by slot. */
  readonly mask: (facts: Facts) => Uint8Array;
  /** The same for one. */
  readonly passes: Matcher;
  readonly axes: readonly Axis[];
  readonly feeds: readonly Feed[];
  /** The list of lines that axes and feeds look into. */
  readonly list: string | undefined;
  /** A record without lines has no group where groups are of lines and so is everything measured. */
  readonly linesOnly: boolean;
}

/** Names of groups that came, changed or went; `all` after everything was gathered anew. */
export type Touched = ReadonlySet<string> | "all";

/** Records gathered into groups, kept right record by record. */
export interface Fold {
  readonly buckets: () => Iterable<Bucket>;
  readonly bucket: (name: string) => Bucket | undefined;
  readonly total: () => Bucket;
  /** Takes in changes of records of the kind, in order, once all of them are in the facts. */
  readonly follow: (changes: readonly RowChange[]) => Touched;
  /** Ids of records in groups whose key passes. */
  readonly ids: (passes: (key: readonly GroupKey[]) => boolean) => readonly string[];
}

/** More changes than one per so many records are answered faster by gathering everything anew. */
const RECORDS_PER_CHANGE = 20;
const NO_LINE = -1;

/** What a group is known by. */
export const nameOfKey = (key: readonly GroupKey[]): string => JSON.stringify(key);

/** Buckets by the parts of their keys. */
interface Near {
  readonly next: Map<GroupKey, Near>;
  bucket: Bucket | null;
}

const newBucket = (key: readonly GroupKey[], name: string, feeds: readonly Feed[]): Bucket => ({ key, name, gathered: feeds.map(emptyGathered), records: 0, turn: 0, line: NO_LINE });

/** Calls `visit` for each combination of keys, one of each axis. */
const combine = (choices: readonly Keys[], key: GroupKey[], depth: number, visit: () => void): void => {
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

export const createFold = (plan: FoldPlan): Fold => {
  const { axes, feeds, list, passes } = plan;
  const byLine = axes.some((axis) => axis.lineKeys !== null);
  let buckets = new Map<string, Bucket>();
  let total = newBucket([], "", feeds);
  let turn = 0;

  const bucketOf = (key: readonly GroupKey[]): Bucket => {
    const name = nameOfKey(key);
    let bucket = buckets.get(name);
    if (!bucket) buckets.set(name, (bucket = newBucket([...key], name, feeds)));
    return bucket;
  };

  /** The same for keys met over and over: what follows a key part is found without making a name. */
  const bucketNear = (key: readonly GroupKey[], known: Near): Bucket => {
    let near = known;
    for (const part of key) {
      let next = near.next.get(part);
      if (!next) near.next.set(part, (next = { next: new Map(), bucket: null }));
      near = next;
    }
    return (near.bucket ??= bucketOf(key));
  };

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
  const takeRow = (row: Row, sign: 1 | -1, touched: Set<string> | null, find = bucketOf): boolean => {
    turn += 1;
    let right = true;
    walk(row, (key, line, index) => {
      const bucket = find(key);
      right = take(bucket, row, sign, line, index) && right;
      right = take(total, row, sign, line, index) && right;
      touched?.add(bucket.name);
    });
    return right;
  };

  const fill = (): void => {
    buckets = new Map();
    total = newBucket([], "", feeds);
    const facts = plan.facts();
    const mask = plan.mask(facts);
    if (list === undefined && fillPlain(facts, mask, axes, feeds, bucketOf, total)) return;
    const near: Near = { next: new Map(), bucket: null };
    const find = (key: readonly GroupKey[]): Bucket => bucketNear(key, near);
    for (let slot = 0; slot < mask.length; slot += 1) if (mask[slot] === 1) takeRow(facts.row(slot) as Row, 1, null, find);
  };

  const counts = (row: Row | undefined): row is Row => row !== undefined && !isDeleted(row) && passes(row);

  const followOne = ({ before, after }: RowChange, touched: Set<string>): boolean => {
    const left = !counts(before) || takeRow(before, -1, touched);
    return (!counts(after) || takeRow(after, 1, touched)) && left;
  };

  fill();
  return {
    buckets: () => buckets.values(),
    bucket: (name) => buckets.get(name),
    total: () => total,
    follow: (changes) => {
      const touched = new Set<string>();
      const few = changes.length * RECORDS_PER_CHANGE <= Math.max(total.records, RECORDS_PER_CHANGE * RECORDS_PER_CHANGE);
      if (!few || !changes.every((change) => followOne(change, touched))) {
        fill();
        return "all";
      }
      for (const name of touched) if (buckets.get(name)?.records === 0) buckets.delete(name);
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
