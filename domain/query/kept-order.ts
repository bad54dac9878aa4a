import type { Facts } from "#domain/reports/facts.ts";
import { gatherNumbers, sortSlots, type SortKey } from "./radix.ts";
import { createSlotList } from "./slot-list.ts";
import { compareSlots } from "./sort-keys.ts";

/** All slots of a kind in one order, from one question to the next. */
export interface KeptOrder {
  /** `ids` are those that hold a record, in order of id. Valid until the next call. */
  readonly of: (ids: Uint32Array, keys: readonly SortKey[], facts: Facts) => Uint32Array;
}

/** Up to this many slots whose numbers changed are put in their places; with more all are sorted. */
const FEW = 64;

export const createKeptOrder = (): KeptOrder => {
  const order = createSlotList();
  let members = Number.NaN;
  /** By key, in the order of the ids. */
  let known: Float64Array[] = [];
  let spare: Float64Array = new Float64Array(0);

  /** Takes the numbers of now; answers the slots that have other ones than before, or those first found when they are more than a few. */
  const follow = (ids: Uint32Array, keys: readonly SortKey[]): readonly number[] => {
    const changed = new Set<number>();
    for (const [at, key] of keys.entries()) {
      const before = known[at]!;
      const now = gatherNumbers(key, ids, spare);
      for (let i = 0; i < now.length && changed.size <= FEW; i += 1) {
        if (now[i] !== before[i] && (now[i] === now[i] || before[i] === before[i])) changed.add(ids[i]!);
      }
      known[at] = now;
      spare = before;
    }
    return [...changed];
  };

  const begin = (ids: Uint32Array, keys: readonly SortKey[]): void => {
    known = keys.map((key) => gatherNumbers(key, ids, new Float64Array(ids.length)));
    spare = new Float64Array(ids.length);
    order.reset(sortSlots(ids, keys));
  };

  return {
    of: (ids, keys, facts) => {
      const isSame = facts.members === members && known.length === keys.length;
      members = facts.members;
      if (!isSame) begin(ids, keys);
      else {
        const changed = follow(ids, keys);
        if (changed.length > FEW) order.reset(sortSlots(ids, keys));
        else {
          for (const slot of changed) order.remove(slot);
          const compare = compareSlots(keys, facts);
          for (const slot of changed) order.insert(slot, compare);
        }
      }
      return order.slots();
    },
  };
};
