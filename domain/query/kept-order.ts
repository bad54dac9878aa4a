import type { Facts } from "#domain/reports/facts.ts";
import { placed } from "./placed.ts";
import { sortSlots, type SortKey } from "./radix.ts";
import { compareSlots } from "./sort-keys.ts";

/** All slots of a kind in one order, from one question to the next. */
export interface KeptOrder {
  /** `ids` are those that hold a record, in order of id. Valid until the next call. */
  readonly of: (ids: Uint32Array, keys: readonly SortKey[], facts: Facts) => Uint32Array;
}

/** Up to this many slots whose numbers changed are placed between their neighbours; with more all are sorted. */
const FEW = 256;

const numbersOf = (ids: Uint32Array, { at }: SortKey, size: number): Float64Array => {
  const numbers = new Float64Array(size);
  for (let i = 0; i < ids.length; i += 1) numbers[ids[i]!] = at(ids[i]!);
  return numbers;
};

/** The slots whose numbers are other ones; null when there are too many to be told. */
const changedIn = (before: readonly Float64Array[], after: readonly Float64Array[]): number[] | null => {
  const changed = new Set<number>();
  for (const [at, then] of before.entries()) {
    const now = after[at]!;
    for (let slot = 0; slot < now.length; slot += 1) {
      if (then[slot] === now[slot] || (then[slot] !== then[slot] && now[slot] !== now[slot])) continue;
      if (changed.add(slot).size > FEW) return null;
    }
  }
  return [...changed];
};

export const createKeptOrder = (): KeptOrder => {
  let members = Number.NaN;
  let numbers: readonly Float64Array[] = [];
  let order: Uint32Array = new Uint32Array(0);

  return {
    of: (ids, keys, facts) => {
      const now = keys.map((key) => numbersOf(ids, key, facts.size));
      const read = keys.map(({ down }, at): SortKey => ({ at: (slot) => now[at]![slot]!, down }));
      const changed = facts.members === members && numbers.length === now.length ? changedIn(numbers, now) : null;
      if (changed === null) order = sortSlots(ids, read);
      else if (changed.length > 0) {
        const moved = new Set(changed);
        const compare = compareSlots(read, facts);
        order = placed(order.filter((slot) => !moved.has(slot)), changed.sort(compare), compare);
      }
      members = facts.members;
      numbers = now;
      return order;
    },
  };
};
