import type { Facts } from "#domain/reports/facts.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { codedOf, measuredOf, type Coded } from "./cells.ts";
import { findColumn, type Column } from "./column.ts";
import { compareDecimals } from "./compare.ts";
import type { QueryContext } from "./context.ts";
import type { Sort } from "#domain/schema/entity.ts";
import type { KindMemory, Memory } from "./memory.ts";
import { firstOf, readerOf, typeOf, type SortValue } from "./order.ts";
import { numberOf, type SortKey } from "./radix.ts";

/** Digits a double always keeps apart. */
const SAFE_DIGITS = 15;

type Numbers = Omit<SortKey, "down">;

/** Ranks of decimals that doubles cannot tell apart; absent ones NaN. */
const ranksOfDecimals = (values: readonly (string | null)[]): Float64Array => {
  const distinct = [...new Set(values)].filter((value) => value !== null).sort(compareDecimals);
  const ranks = new Map<string, number>();
  let rank = 0;
  distinct.forEach((value, at) => {
    if (at > 0 && compareDecimals(distinct[at - 1]!, value) !== 0) rank += 1;
    ranks.set(value, rank);
  });
  return Float64Array.from(values, (value) => (value === null ? Number.NaN : (ranks.get(value) ?? Number.NaN)));
};

/** Numbers in the order of values that are no texts. */
const numbersOf = (values: readonly SortValue[]): Float64Array => {
  const numbers = new Float64Array(values.length);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    if (typeof value === "string" && value.length > SAFE_DIGITS) return ranksOfDecimals(values.map((each) => (each === null ? null : String(each))));
    numbers[at] = value === null ? Number.NaN : Number(value);
  }
  return numbers;
};

const keyOfCoded = ({ codes, valueOf, through }: Coded, column: Column, context: QueryContext, memory: Memory, own: KindMemory): Numbers => {
  // A record that changed is found again by the cell that names it, where that is one id.
  const [to, ...further] = column.many ? [undefined, ...through] : through;
  const stamp = memory.stamp(further.filter((kind) => kind !== undefined), context);
  const name = `${column.path} ${context.locale}`;
  const read = readerOf(column, context);
  const { values, changed } = own.values(name, to).of(codes, stamp, (cell) => read(firstOf(valueOf(cell))));
  const numbers = typeOf(column) === "text" ? own.ranks(name, context.locale).of(values as readonly (string | null)[], changed) : numbersOf(values);
  return { numbers, codes: codes.codes };
};

/** The values of a column that follow from more than the records themselves, read from each of them. */
const keyOfRows = (column: Column, facts: Facts, context: QueryContext, own: KindMemory): Numbers => {
  const read = readerOf(column, context);
  const values = Array.from({ length: facts.size }, (_, slot): SortValue => {
    const row = facts.alive[slot] === 1 ? facts.row(slot) : undefined;
    return row ? read(firstOf(column.read(row))) : null;
  });
  return { numbers: typeOf(column) === "text" ? own.ranks(`${column.path} rows`, context.locale).of(values as readonly (string | null)[]) : numbersOf(values), codes: null };
};

const keyOfNumbers = (column: Column, facts: Facts, context: QueryContext): Numbers | null => {
  const measured = measuredOf(column, facts, context);
  if (!measured) return null;
  const { numbers, exact } = measured;
  for (let slot = 0; slot < facts.size; slot += 1) {
    if (facts.alive[slot] !== 1 || Math.abs(numbers[slot]!) !== Number.POSITIVE_INFINITY) continue;
    const ranks = ranksOfDecimals(Array.from({ length: facts.size }, (_, at) => (facts.alive[at] === 1 ? exact(facts.row(at) as Row) : null)));
    return { numbers: ranks, codes: null };
  }
  return { numbers, codes: null };
};

const keyOf = (column: Column, facts: Facts, context: QueryContext, memory: Memory): Numbers => {
  const own = memory.of(facts.entity.kind);
  const numbers = keyOfNumbers(column, facts, context);
  if (numbers) return numbers;
  const coded = codedOf(column, facts, context);
  return coded ? keyOfCoded(coded, column, context, memory, own) : keyOfRows(column, facts, context, own);
};

/** What slots are sorted by, the weightiest first. Columns that the kind does not have are passed over. Valid until the next change of a record. */
export const sortKeysOf = (sort: readonly Sort[], entity: Entity, facts: Facts, context: QueryContext, memory: Memory): readonly SortKey[] =>
  sort.flatMap(({ by, down }) => {
    const column = findColumn(entity, by, context);
    if (!column) return [];
    const name = `key ${by} ${context.locale} ${context.today} ${context.offsetMinutes}`;
    return [{ ...memory.of(entity.kind).once(name, () => keyOf(column, facts, context, memory)), down: down === true }];
  });

/** Order of two slots by some keys, then by id. */
export const compareSlots = (keys: readonly SortKey[], { id }: Pick<Facts, "id">) => (a: number, b: number): number => {
  for (const key of keys) {
    const left = numberOf(key, a);
    const right = numberOf(key, b);
    if (left === right) continue;
    if (right !== right) {
      if (left !== left) continue;
      return -1;
    }
    if (left !== left) return 1;
    return left < right === key.down ? 1 : -1;
  }
  if (a === b) return 0;
  return id(a) < id(b) ? -1 : 1;
};
