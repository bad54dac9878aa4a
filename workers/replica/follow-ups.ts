import { createSlotDoubles, createSlotNumbers } from "./packed/slots.ts";

/** When each customer was last followed up, by slots. Three numbers per follow-up. */
export interface FollowUps {
  /** NaN when there is no follow-up. */
  readonly last: (customer: number) => number;
  /** A follow-up of now: its customer's slot and when it was; null when it counts for none. */
  readonly set: (followUp: number, counts: { readonly customer: number; readonly at: number } | null) => void;
  /** Slots of the customers whose last follow-up may be another since it was asked before. */
  readonly touched: () => ReadonlySet<number>;
  readonly clear: () => void;
}

export const createFollowUps = (): FollowUps => {
  // Slots are kept plus one, so that 0 is nobody.
  const customers = createSlotNumbers();
  const times = createSlotDoubles();
  const lasts = createSlotDoubles();
  let size = 0;
  let touched = new Set<number>();
  /** Their last one has gone: all follow-ups have to be looked at. */
  let stale = new Set<number>();

  const raise = (customer: number, at: number): void => {
    if (!(lasts.get(customer) >= at)) lasts.put(customer, at);
  };

  const catchUp = (): void => {
    if (stale.size === 0) return;
    for (const customer of stale) lasts.put(customer, Number.NaN);
    for (let followUp = 0; followUp < size; followUp += 1) {
      const customer = customers.get(followUp) - 1;
      if (customer >= 0 && stale.has(customer)) raise(customer, times.get(followUp));
    }
    stale = new Set();
  };

  return {
    last: (customer) => {
      catchUp();
      return lasts.get(customer);
    },
    set: (followUp, counts) => {
      size = Math.max(size, followUp + 1);
      const before = customers.get(followUp) - 1;
      const at = times.get(followUp);
      if (before >= 0 && before === counts?.customer && at === counts.at) return;
      customers.put(followUp, counts ? counts.customer + 1 : 0);
      times.put(followUp, counts?.at ?? 0);
      if (before >= 0) {
        touched.add(before);
        if (lasts.get(before) === at) stale.add(before);
      }
      if (!counts) return;
      touched.add(counts.customer);
      raise(counts.customer, counts.at);
    },
    touched: () => {
      const now = touched;
      touched = new Set();
      return now;
    },
    clear: () => {
      for (const numbers of [customers, times, lasts]) numbers.clear();
      size = 0;
      touched = new Set();
      stale = new Set();
    },
  };
};
