import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createNeighbours, type Neighbours } from "#sync-server/nodes/neighbours.ts";
import { createPresence } from "#sync-server/presence.ts";
import { createMemoryStorage } from "#sync-server/storage/memory.ts";
import type { Ears, Line, Sharing } from "#sync-server/storage/sharing.ts";
import { EMPTY_COMMIT, type Storage } from "#sync-server/storage/storage.ts";
import { createSettableClock } from "../company.ts";
import { countingRandom } from "../raw-device.ts";

const unused = (): never => {
  throw new Error("nobody asks for it here");
};

/** A database's lines. What is told on one is heard on every other one that is there, as a database tells it, whoever has it. */
const createLines = (first: boolean) => {
  const there = new Map<number, Ears>();
  let made = 0;
  const join: Sharing["join"] = async (ears): Promise<Line> => {
    const me = (made += 1);
    there.set(me, ears);
    return {
      first,
      open: async () => undefined,
      tell: async (text) => {
        for (const [other, { heard }] of there) if (other !== me) heard(me, text);
      },
      end: async () => void there.delete(me),
    };
  };
  const sharing: Sharing = { position: async () => 0, news: async () => null, alone: (_after, job) => job(null), join, guesses: unused, challenges: unused };
  return {
    sharing,
    count: () => there.size,
    break: () => {
      const broken = [...there.values()];
      there.clear();
      for (const { lost } of broken) lost();
    },
  };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const nodeOn = (storage: Storage, replaced: (device: number) => void = unused): Neighbours =>
  createNeighbours({
    storage,
    clock: createSettableClock(),
    random: countingRandom,
    presence: createPresence(),
    catchUp: () => undefined,
    cutHere: unused,
    replaced,
    lost: () => undefined,
    here: () => [],
    report: () => undefined,
  });

it("[F-13] [N-07] the first node that comes back after the database was away begins where the database is, whatever it had heard itself", async () => {
  const storage = createMemoryStorage();
  const lines = createLines(true);
  const node = nodeOn({ ...storage, sharing: lines.sharing });
  await node.join();
  const base = await storage.counters();
  await storage.commit({ ...EMPTY_COMMIT, base, counters: { ...base, head: 5 } });
  lines.break();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(node.starts().map(({ head }) => head)).toEqual([0, 5]);
});

it("[N-04] [N-08] a node whose line breaks while it comes back has one line afterwards, and does not take itself for another", async () => {
  const storage = createMemoryStorage();
  const lines = createLines(false);
  let breaks = false;
  const starts: Storage["starts"] = async () => {
    if (!breaks) return storage.starts();
    breaks = false;
    lines.break();
    throw new Error("the database cannot be reached");
  };
  const replaced: number[] = [];
  const node = nodeOn({ ...storage, starts, sharing: lines.sharing }, (device) => void replaced.push(device));
  await node.join();
  breaks = true;
  lines.break();
  await vi.advanceTimersByTimeAsync(5_000);
  expect([node.hears(), lines.count()]).toEqual([true, 1]);
  node.came({ device: 5_000, signIn: null });
  await vi.advanceTimersByTimeAsync(10);
  expect(replaced).toEqual([]);
});

it("[N-08] a node whose line breaks while it comes back hears nothing by that one", async () => {
  const storage = createMemoryStorage();
  const lines = createLines(false);
  let breaks = false;
  const starts: Storage["starts"] = async () => {
    if (breaks) lines.break();
    breaks = false;
    return storage.starts();
  };
  const node = nodeOn({ ...storage, starts, sharing: lines.sharing });
  await node.join();
  breaks = true;
  lines.break();
  await vi.advanceTimersByTimeAsync(600);
  expect([node.hears(), lines.count()]).toEqual([false, 0]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect([node.hears(), lines.count()]).toEqual([true, 1]);
});
