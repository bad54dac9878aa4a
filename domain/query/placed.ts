/** Slots in order with some more put in at their places; those that come are in order too. */
export const placed = (staying: Uint32Array, coming: readonly number[], compare: (a: number, b: number) => number): Uint32Array => {
  const next = new Uint32Array(staying.length + coming.length);
  let taken = 0;
  let at = 0;
  for (const slot of coming) {
    let low = taken;
    let high = staying.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(staying[middle]!, slot) < 0) low = middle + 1;
      else high = middle;
    }
    next.set(staying.subarray(taken, low), at);
    at += low - taken;
    taken = low;
    next[at] = slot;
    at += 1;
  }
  next.set(staying.subarray(taken), at);
  return next;
};
