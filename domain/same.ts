/** Whether two pieces of plain data (no maps, sets or dates) hold the same, also where they are copies: what a worker tells comes as a fresh one each time. */
export const same = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Readonly<Record<string, unknown>>;
  const right = b as Readonly<Record<string, unknown>>;
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => Object.hasOwn(right, name) && same(left[name], right[name]));
};

/** `next` in which whatever holds the same as something of one key before is the very same object: what was drawn of it stands. */
export const keepSame = <T>(before: readonly T[], next: readonly T[], keyOf: (one: T) => unknown): readonly T[] => {
  const known = new Map(before.map((one) => [keyOf(one), one]));
  return next.map((one) => {
    const was = known.get(keyOf(one));
    return was !== undefined && same(was, one) ? was : one;
  });
};
