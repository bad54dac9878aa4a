import type { Instant } from "#domain/clock.ts";
import type { BulkApi, Edit } from "#workers/replica/api.ts";

/**
 * An import on this device.
 * - running: written by a tab at this moment. - interrupted: the tab was closed, or storage failed; it can be continued.
 * - stopped: cancelled by the person. - finished: everything is written. - undone: taken back.
 */
export type ImportState = "running" | "interrupted" | "stopped" | "finished" | "undone";

export interface ImportEntry {
  readonly id: string;
  readonly at: Instant;
  readonly file: string;
  readonly kind: string;
  readonly state: ImportState;
  /** Records to write and records written, without those that were refused; while it runs, or after it was interrupted, a portion behind. */
  readonly total: number;
  readonly done: number;
  readonly created: number;
  readonly updated: number;
  /** Rows of the file that were left out because they do not fit. */
  readonly rejected: number;
  readonly portions: number;
}

/** What is still to write of a portion, null once it is written, and what takes it back. */
export interface StoredPortion {
  readonly todo: readonly Edit[] | null;
  readonly undo: readonly Edit[];
  /** Records written, once they are. */
  readonly created: number;
  readonly updated: number;
}

export interface ImportJournal {
  readonly list: () => Promise<readonly ImportEntry[]>;
  readonly find: (id: string) => Promise<ImportEntry | undefined>;
  /** Keeps everything that is needed to continue, before anything is written. */
  readonly begin: (entry: ImportEntry, portions: readonly StoredPortion[]) => Promise<void>;
  readonly change: (id: string, part: Partial<ImportEntry>) => Promise<void>;
  readonly portion: (id: string, at: number) => Promise<StoredPortion | null>;
  /** Null forgets the portion. */
  readonly setPortion: (id: string, at: number, portion: StoredPortion | null) => Promise<void>;
}

/** Imports that can still be seen and taken back; the oldest make room. */
const KEPT = 20;
const INDEX = "imports";

/** The imports of this device, kept in its local storage. Portions are written before the index names their import. */
export const createImportJournal = ({ getLocal, setLocal }: Pick<BulkApi, "getLocal" | "setLocal">): ImportJournal => {
  const keyOf = (id: string, at: number): string => `import:${id}:${at}`;
  const read = async (): Promise<readonly ImportEntry[]> => JSON.parse((await getLocal(INDEX)) ?? "[]") as readonly ImportEntry[];
  const write = (entries: readonly ImportEntry[]): Promise<void> => setLocal(INDEX, JSON.stringify(entries));

  const setPortion: ImportJournal["setPortion"] = (id, at, portion) => setLocal(keyOf(id, at), portion && JSON.stringify(portion));

  return {
    list: read,
    find: async (id) => (await read()).find((entry) => entry.id === id),
    begin: async (entry, portions) => {
      for (const [at, portion] of portions.entries()) await setPortion(entry.id, at, portion);
      const entries = [entry, ...(await read())];
      await write(entries.slice(0, KEPT));
      for (const old of entries.slice(KEPT)) for (let at = 0; at < old.portions; at++) await setPortion(old.id, at, null);
    },
    change: async (id, part) => write((await read()).map((entry) => (entry.id === id ? { ...entry, ...part } : entry))),
    portion: async (id, at) => {
      const text = await getLocal(keyOf(id, at));
      return text === null ? null : (JSON.parse(text) as StoredPortion);
    },
    setPortion,
  };
};
