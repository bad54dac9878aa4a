import type { Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
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
  /** Keeps everything that is needed to continue, before anything is written. False, and nothing kept, when the device has no room for it. */
  readonly begin: (entry: ImportEntry, portions: readonly StoredPortion[]) => Promise<boolean>;
  readonly change: (id: string, part: Partial<ImportEntry>) => Promise<void>;
  readonly portion: (id: string, at: number) => Promise<StoredPortion | null>;
  /** Null forgets the portion. */
  readonly setPortion: (id: string, at: number, portion: StoredPortion | null) => Promise<void>;
}

/** Imports that can still be seen and taken back; the oldest make room. */
const KEPT = 20;
const INDEX = "imports";
const PORTION = "import:";

/** A local value without what taking an import back would write into these records; null when it has nothing of them. */
export const withoutRecords = (key: string, text: string, isGone: (record: RecordId) => boolean): string | null => {
  if (!key.startsWith(PORTION)) return null;
  const portion = JSON.parse(text) as StoredPortion;
  const undo = portion.undo.filter(({ record }) => !isGone(record));
  return undo.length === portion.undo.length ? null : JSON.stringify({ ...portion, undo });
};

/** The imports of this device, kept in its local storage. Portions are written before the index names their import. */
export const createImportJournal = ({ getLocal, setLocal }: Pick<BulkApi, "getLocal" | "setLocal">): ImportJournal => {
  const keyOf = (id: string, at: number): string => `${PORTION}${id}:${at}`;
  const read = async (): Promise<readonly ImportEntry[]> => JSON.parse((await getLocal(INDEX)) ?? "[]") as readonly ImportEntry[];
  const write = (entries: readonly ImportEntry[]): Promise<boolean> => setLocal(INDEX, JSON.stringify(entries));

  const keep = (id: string, at: number, portion: StoredPortion | null): Promise<boolean> => setLocal(keyOf(id, at), portion && JSON.stringify(portion));
  const forget = async ({ id, portions }: ImportEntry): Promise<void> => {
    for (let at = 0; at < portions; at++) await keep(id, at, null);
  };

  return {
    list: read,
    find: async (id) => (await read()).find((entry) => entry.id === id),
    begin: async (entry, portions) => {
      for (const [at, portion] of portions.entries()) {
        if (await keep(entry.id, at, portion)) continue;
        await forget(entry);
        return false;
      }
      const entries = [entry, ...(await read())];
      const listed = await write(entries.slice(0, KEPT));
      for (const left of listed ? entries.slice(KEPT) : [entry]) await forget(left);
      return listed;
    },
    change: async (id, part) => void (await write((await read()).map((entry) => (entry.id === id ? { ...entry, ...part } : entry)))),
    portion: async (id, at) => {
      const text = await getLocal(keyOf(id, at));
      return text === null ? null : (JSON.parse(text) as StoredPortion);
    },
    setPortion: async (id, at, portion) => void (await keep(id, at, portion)),
  };
};
