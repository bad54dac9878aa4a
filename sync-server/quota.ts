/** Counts what each key holds at once, and says when one has enough. */
export interface Quota {
  /** Takes one; false when `key` has all it may have. */
  readonly take: (key: string) => boolean;
  readonly giveBack: (key: string) => void;
}

export const createQuota = (most: number): Quota => {
  const held = new Map<string, number>();
  return {
    take: (key) => {
      const count = held.get(key) ?? 0;
      if (count >= most) return false;
      held.set(key, count + 1);
      return true;
    },
    giveBack: (key) => {
      const count = held.get(key) ?? 0;
      if (count > 1) held.set(key, count - 1);
      else held.delete(key);
    },
  };
};
