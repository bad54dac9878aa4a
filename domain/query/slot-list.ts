/** Slots in an order, to which single ones come and go. */
export interface SlotList {
  readonly size: () => number;
  readonly slots: () => Uint32Array;
  readonly reset: (slots: Uint32Array) => void;
  /** False when it is not there. */
  readonly remove: (slot: number) => boolean;
  readonly insert: (slot: number, compare: (a: number, b: number) => number) => void;
  readonly filter: (test: (slot: number) => boolean) => void;
}

export const createSlotList = (): SlotList => {
  let held: Uint32Array = new Uint32Array(0);
  let count = 0;
  return {
    size: () => count,
    slots: () => held.subarray(0, count),
    reset: (slots) => {
      held = slots;
      count = slots.length;
    },
    remove: (slot) => {
      const at = held.subarray(0, count).indexOf(slot);
      if (at < 0) return false;
      held.copyWithin(at, at + 1, count);
      count -= 1;
      return true;
    },
    insert: (slot, compare) => {
      let low = 0;
      let high = count;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (compare(held[middle]!, slot) < 0) low = middle + 1;
        else high = middle;
      }
      if (count === held.length) {
        const larger = new Uint32Array(Math.ceil(count * 1.25) + 16);
        larger.set(held);
        held = larger;
      }
      held.copyWithin(low + 1, low, count);
      held[low] = slot;
      count += 1;
    },
    filter: (test) => {
      let kept = 0;
      for (let at = 0; at < count; at += 1) if (test(held[at]!)) held[kept++] = held[at]!;
      count = kept;
    },
  };
};
