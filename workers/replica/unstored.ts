import type { Random } from "#domain/clock.ts";
import type { Outbox, OutboxChange } from "./outbox.ts";
import type { Operation, OutboxRecord } from "./storage/storage.ts";

/**
 * Commits that a full disk did not take. They wait in memory under a number between those that storage gives, so that they keep
 * their place in the outbox when they are stored later.
 */
export interface Unstored {
  readonly hold: (record: OutboxRecord) => number;
  /** What stores them, to be written before anything that changes them. */
  readonly operations: () => readonly Operation[];
  readonly records: () => readonly (readonly [number, OutboxRecord])[];
  /** Follows what has become of them. */
  readonly apply: (change: OutboxChange) => void;
  readonly clear: () => void;
}

/** Small enough that a million of them fit between two numbers of storage. */
const STEP = 2 ** -21;

export const createUnstored = (outbox: Outbox, random: Random): Unstored => {
  const held = new Map<number, OutboxRecord>();
  return {
    hold: (record) => {
      // Tabs choose their numbers apart from one another.
      const [a = 0, b = 0] = random.bytes(2);
      const key = outbox.last() + STEP * (1 + (a * 256 + b) / 65_536);
      held.set(key, record);
      return key;
    },
    operations: () => [...held].map(([key, record]) => ({ table: "outbox", key, put: record })),
    records: () => [...held],
    apply: ({ put, deleted }) => {
      for (const key of deleted) held.delete(key);
      for (const [key, record] of put) if (held.has(key)) held.set(key, record);
    },
    clear: () => {
      held.clear();
    },
  };
};
