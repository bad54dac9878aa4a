import type { Facts, FactSource } from "#domain/reports/facts.ts";
import { amountOf } from "#domain/reports/plain.ts";
import type { Row, Sort } from "#domain/schema/entity.ts";
import { findColumn } from "./column.ts";
import type { LiveSource, QueryContext } from "./context.ts";
import { createMemory } from "./memory.ts";
import type { Query } from "./query.ts";
import { sortSlots } from "./radix.ts";
import type { Found } from "./search.ts";
import { selectionOf } from "./selection.ts";
import { compareSlots, sortKeysOf } from "./sort-keys.ts";
import { createTotals, type RunningTotals } from "./totals.ts";

/** Answers questions about the records of a kind outside the recycle bin by their slots, so that only those that are shown become rows. */
export interface Answers {
  readonly facts: (kind: string, context: QueryContext) => Facts;
  /** The slots of a query's result in order. The array is the caller's own. */
  readonly slots: (query: Query, context: QueryContext) => Uint32Array;
  readonly rows: (query: Query, context: QueryContext) => readonly Row[];
  /** The order of two slots, for as long as no record changes. */
  readonly order: (sort: readonly Sort[], kind: string, context: QueryContext) => (a: number, b: number) => number;
  /** Sums of numeric columns over some slots, to go on with. */
  readonly totals: (paths: readonly string[], slots: Uint32Array, kind: string, context: QueryContext) => RunningTotals;
  readonly stop: () => void;
}

/** The slots that a mask has, in their order. */
const keep = (slots: Uint32Array, mask: Uint8Array): Uint32Array => {
  const kept = new Uint32Array(slots.length);
  let count = 0;
  for (let at = 0; at < slots.length; at += 1) {
    const slot = slots[at]!;
    kept[count] = slot;
    count += mask[slot]!;
  }
  return kept.subarray(0, count);
};

/** Those that were found and pass. */
const matchingOf = ({ slots }: Found, passing: Uint8Array, { size }: Facts): Uint8Array => {
  const matching = new Uint8Array(size);
  for (let at = 0; at < slots.length; at += 1) matching[slots[at]!] = passing[slots[at]!]!;
  return matching;
};

/** `find` searches a kind's records, numbered as the facts number them. */
export const createAnswers = (source: LiveSource, columns: FactSource, find: (kind: string, text: string) => Found | null): Answers => {
  const memory = createMemory(source);

  const factsOf = (kind: string, context: QueryContext): Facts => {
    const facts = columns.facts(kind, context);
    if (!facts) throw new Error(`no kind of record is called ${kind}`);
    return facts;
  };

  /** All slots of a kind in an order, kept until a record changes. */
  const inOrder = (sort: readonly Sort[], facts: Facts, context: QueryContext): Uint32Array => {
    const { ids, once, order } = memory.of(facts.entity.kind);
    if (sort.length === 0) return ids.of(facts);
    const name = `order ${JSON.stringify(sort)} ${context.locale}`;
    return once(`${name} ${context.today} ${context.offsetMinutes}`, () => order(name).of(ids.of(facts), sortKeysOf(sort, facts.entity, facts, context, memory), facts).slice());
  };

  /** Matches, the best first; those that match equally well in order of id. */
  const byRank = (found: Found, passing: Uint8Array, facts: Facts): Uint32Array => {
    const ranks = new Float64Array(facts.size);
    for (let at = 0; at < found.slots.length; at += 1) ranks[found.slots[at]!] = found.ranks[at]!;
    const matching = keep(memory.of(facts.entity.kind).ids.of(facts), matchingOf(found, passing, facts));
    return sortSlots(matching, [{ numbers: ranks, codes: null, down: false }]);
  };

  const slotsOf = ({ kind, filter, sort, search }: Query, context: QueryContext): Uint32Array => {
    const facts = factsOf(kind, context);
    const passing = selectionOf(filter, facts, context, memory);
    const found = search === undefined ? null : find(kind, search);
    if (found && !sort) return byRank(found, passing, facts);
    const ordered = inOrder(sort ?? [], facts, context);
    return keep(ordered, found ? matchingOf(found, passing, facts) : passing);
  };

  return {
    facts: factsOf,
    slots: slotsOf,
    rows: (query, context) => {
      const { row } = factsOf(query.kind, context);
      return Array.from(slotsOf(query, context), (slot) => row(slot) as Row);
    },
    order: (sort, kind, context) => {
      const facts = factsOf(kind, context);
      return compareSlots(sortKeysOf(sort, facts.entity, facts, context, memory), facts);
    },
    totals: (paths, slots, kind, context) => {
      const facts = factsOf(kind, context);
      const totals = createTotals(paths, facts.entity, context);
      for (const path of paths) {
        const column = findColumn(facts.entity, path, context);
        if (!column) continue;
        const amount = amountOf(column, context);
        if (amount.name === null || column.many) {
          for (const slot of slots) totals.takeColumn(path, facts.row(slot) as Row);
          continue;
        }
        const units = facts.units(amount);
        for (let at = 0; at < slots.length; at += 1) {
          const number = units[slots[at]!]!;
          if (Number.isFinite(number)) totals.addUnits(path, number, amount.scale);
          else if (!Number.isNaN(number)) totals.takeColumn(path, facts.row(slots[at]!) as Row);
        }
      }
      return totals;
    },
    stop: memory.stop,
  };
};
