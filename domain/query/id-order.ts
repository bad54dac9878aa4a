import type { Facts } from "#domain/reports/facts.ts";

/** The slots of a kind in order of id, which is the order of creation. */
export interface IdOrder {
  /** Those that hold a record. Valid until the next call. */
  readonly of: (facts: Facts) => Uint32Array;
}

/** Up to this many new records are placed between their neighbours; more are sorted in. */
const FEW = 256;

export const createIdOrder = (): IdOrder => {
  let members = Number.NaN;
  /** Ids by slot, and the slots in order. */
  let ids: (string | undefined)[] = [];
  let order = new Uint32Array(0);

  const place = (slots: readonly number[]): void => {
    const next = new Uint32Array(order.length + slots.length);
    const coming = [...slots].sort((a, b) => (ids[a]! < ids[b]! ? -1 : 1));
    let taken = 0;
    let at = 0;
    for (const slot of coming) {
      const id = ids[slot]!;
      let low = taken;
      let high = order.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (ids[order[middle]!]! < id) low = middle + 1;
        else high = middle;
      }
      next.set(order.subarray(taken, low), at);
      at += low - taken;
      taken = low;
      next[at] = slot;
      at += 1;
    }
    next.set(order.subarray(taken), at);
    order = next;
  };

  return {
    of: (facts) => {
      if (facts.members === members) return order;
      members = facts.members;
      const gone: number[] = [];
      const come: number[] = [];
      for (let slot = 0; slot < Math.max(facts.size, ids.length); slot += 1) {
        const id = slot < facts.size && facts.alive[slot] === 1 ? facts.id(slot) : undefined;
        const before = ids[slot];
        if (id === before) continue;
        if (before !== undefined) gone.push(slot);
        if (id !== undefined) come.push(slot);
        ids[slot] = id;
      }
      if (come.length > FEW && come.length > order.length / 8) {
        order = Uint32Array.from([...ids.keys()].filter((slot) => ids[slot] !== undefined).sort((a, b) => (ids[a]! < ids[b]! ? -1 : 1)));
        return order;
      }
      if (gone.length > 0) {
        const left = new Set(gone);
        order = order.filter((slot) => !left.has(slot));
      }
      if (come.length > 0) place(come);
      return order;
    },
  };
};
