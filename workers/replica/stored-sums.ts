import { restoreSums, type RestoredSums, type StoredSums } from "#workers/reports/restored-sums.ts";
import type { Core } from "./core.ts";
import type { Lives } from "./live.ts";
import { SUMS } from "./meta.ts";
import { createRun } from "./run.ts";

/** What `SUMS` names in `meta`. */
interface SumsMeta {
  /** By the code that made them: other code may mean something else by a name. */
  readonly build: string;
  readonly epoch: number;
  readonly sums: StoredSums;
}

const BUILD = import.meta.url;
const NONE: StoredSums = {};

/** How long after the first question or change they are stored, in milliseconds. */
const LATER = 15_000;

export interface KeptSums extends RestoredSums {
  /** Something was asked that may have to be stored. */
  readonly asked: () => void;
}

/** Nothing waits to be sent, so that what is stored of records is all that is shown. */
const isWhole = ({ outbox }: Core): boolean => outbox.waiting() === 0;

const read = async (core: Core): Promise<StoredSums> => {
  const meta = (await core.storage.get("meta", SUMS)) as SumsMeta | undefined;
  return meta?.build === BUILD && meta.epoch === core.epoch() ? meta.sums : NONE;
};

/**
 * Sums that reports share, as the device has them stored: until a record changes, the first answers after a start come of them without a record being read. Only the
 * tab that writes what the relay says stores them, so that none of them outlives what it was made of.
 */
export const keepSums = async (core: Core, lives: Lives, leading: () => boolean): Promise<KeptSums> => {
  const run = createRun(core.deps.log);
  const [sums, epoch] = await core.exclusive(async () => [await read(core), core.epoch()] as const);
  const restored = restoreSums(lives.columns, sums, () => core.epoch() === epoch && isWhole(core));
  let timer: unknown = null;

  const store = async (): Promise<void> => {
    const stored = restored.stored(lives.context());
    if (!isWhole(core) || Object.keys(stored).length === 0) return;
    await core.storage.write([{ table: "meta", key: SUMS, put: { build: BUILD, epoch: core.epoch(), sums: stored } satisfies SumsMeta }], "relaxed");
  };
  const later = (): void => {
    timer ??= core.deps.timers.set(() => {
      timer = null;
      if (leading()) run("sums", () => core.exclusive(store));
    }, LATER);
  };
  core.rows.subscribe(later);
  return { ...restored, asked: later };
};
