import type { Clock } from "#domain/clock.ts";
import { createBatch, type Batch } from "./batch.ts";
import type { Breathe } from "./breath.ts";
import { createDirectory, type Directory } from "./directory.ts";
import { createHoldings, type Holdings } from "./holdings.ts";
import { createLensing, type Lensing } from "./lensed.ts";
import { createProseLog } from "./prose-log.ts";
import { createNameIndex, type NameIndex } from "./names.ts";
import type { Counters, Storage } from "./storage/storage.ts";
import { createWorkings, type Workings } from "./working.ts";

/** What the relay holds in memory of its storage. Changed by batches before they are durable, so it is read anew when one fails. */
export interface Ground {
  readonly workings: Workings;
  readonly directory: Directory;
  readonly names: NameIndex;
  readonly holdings: Holdings;
  readonly lensing: Lensing;
  readonly counters: () => Counters;
  /** How far into the journal of all nodes this memory is right. */
  readonly position: () => number;
  /** Takes note of a durable commit. */
  readonly advance: (counters: Counters) => void;
  /** Takes note of what other nodes have committed. */
  readonly follow: (position: number, counters: Counters) => void;
  readonly begin: () => Batch;
  /** Drops what is not durable and reads everything again. Where that fails nobody has any standing until it has been read. */
  readonly reread: () => Promise<void>;
  /** Reads again what could not be read after a commit failed. */
  readonly mend: () => Promise<void>;
}

export interface GroundDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly breathe: Breathe;
  readonly report: (what: string, error: unknown) => void;
}

export const createGround = async ({ storage, clock, breathe, report }: GroundDeps): Promise<Ground> => {
  const workings = createWorkings(storage, breathe);
  const directory = createDirectory(storage);
  const names = createNameIndex(storage);
  const holdings = createHoldings(storage);
  const lensing = createLensing(breathe);
  const prose = createProseLog();
  // Before everything else: what comes in between is taken in once more.
  const findPosition = async (): Promise<number> => (await storage.sharing?.position()) ?? 0;
  let position = await findPosition();
  let counters = await storage.counters();
  let whole = true;
  await directory.reload();

  const reread = async (): Promise<void> => {
    whole = false;
    workings.clear();
    prose.clear();
    names.clear();
    holdings.clear();
    try {
      position = await findPosition();
      counters = await storage.counters();
      await directory.reload();
    } catch (error) {
      directory.clear();
      throw error;
    }
    whole = true;
  };

  return {
    workings,
    directory,
    names,
    holdings,
    lensing,
    counters: () => counters,
    position: () => position,
    advance: (next) => {
      counters = next;
    },
    follow: (at, next) => {
      position = at;
      counters = next;
    },
    begin: () => createBatch({ storage, workings, directory, names, holdings, counters, prose, now: clock.now(), breathe, report }),
    reread,
    mend: async () => {
      if (!whole) await reread();
    },
  };
};
