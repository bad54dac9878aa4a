import { restoreSums, type RestoredSums, type StoredSums } from "#workers/reports/restored-sums.ts";
import type { Core } from "./core.ts";
import type { Lives } from "./live.ts";
import { SUMS } from "./meta.ts";
import { createRun } from "./run.ts";

/** What `SUMS` names in `meta`. */
interface SumsMeta {
  /** By the code that made them: other code may mean something else by a name. */
  readonly build: string;
  /** The packed records that they were made of: none is ever written a second time under its number. */
  readonly of: string;
  readonly sums: StoredSums;
}

const BUILD = import.meta.url;
const NONE: StoredSums = {};

/** How long after the first question or change they are stored, in milliseconds. */
const LATER = 5_000;

export interface KeptSums extends RestoredSums {
  /** Something was asked that may have to be stored. */
  readonly asked: () => void;
}

/** What the rows are made of; null when it is more than what is stored of records, for something waits to be sent. */
const madeOf = ({ outbox, segments }: Core): string | null => (outbox.waiting() === 0 ? segments.numbers().join() : null);

/** Whether the rows are those of the beginning: once they are others, never again, for another person's records have the same numbers. */
const createBeginning = (core: Core, of: string | null): (() => boolean) => {
  let lasts = of !== null;
  const check = (): boolean => (lasts &&= madeOf(core) === of);
  core.onState(check);
  return check;
};

/**
 * Sums that reports share, as the device has them stored: until a record changes, the first answers after a start come of them without a record being read. Only the
 * tab that writes what the relay says stores them, so that none of them outlives what it was made of.
 */
export const keepSums = async (core: Core, lives: Lives, leading: () => boolean): Promise<KeptSums> => {
  const run = createRun(core.deps.log);
  const meta = (await core.sums()) as SumsMeta | undefined;
  const began = madeOf(core);
  const restored = restoreSums(lives.columns, meta?.build === BUILD && meta.of === began ? meta.sums : NONE, createBeginning(core, began));
  let timer: unknown = null;

  const store = async (): Promise<void> => {
    const of = madeOf(core);
    const stored = restored.stored(lives.context());
    if (of === null || Object.keys(stored).length === 0) return;
    await core.storage.write([{ table: "meta", key: SUMS, put: { build: BUILD, of, sums: stored } satisfies SumsMeta }], "relaxed");
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
