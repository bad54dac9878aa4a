import { batch, createSignal, getListener, type Accessor } from "solid-js";
import type { RecordId } from "#domain/id.ts";

export type FoundTitles = ReadonlyMap<RecordId, string | null>;

export interface KnownTitles {
  /** What a record is called; null while unknown or not readable. Asks for one that is not known yet. */
  readonly titleOf: (record: string) => string | null;
  readonly learn: (found: FoundTitles) => void;
}

interface Reader {
  readonly track: Accessor<void>;
  readonly tell: () => void;
}

/**
 * Titles are as many as records, and few of them are on the screen: they stand in a plain map, and only those that somebody shows have a signal.
 * `complete`: nothing that is missing would be found by `ask`.
 */
export const createKnownTitles = (ask: (records: readonly RecordId[]) => Promise<FoundTitles>, complete: () => boolean): KnownTitles => {
  const known = new Map<string, string | null>();
  const readers = new Map<string, Reader>();
  /** Titles that are shown before their turn has come. */
  const wanted = new Set<RecordId>();

  const readerOf = (record: string): Reader => {
    let reader = readers.get(record);
    if (!reader) {
      const [track, tell] = createSignal<void>(undefined, { equals: false });
      readers.set(record, (reader = { track, tell }));
    }
    return reader;
  };

  const learn = (found: FoundTitles): void =>
    batch(() => {
      for (const [record, title] of found) {
        if (known.get(record) === title) continue;
        known.set(record, title);
        readers.get(record)?.tell();
      }
    });

  const askWanted = (): void => {
    const records = [...wanted];
    wanted.clear();
    void ask(records).then(learn);
  };

  return {
    titleOf: (record) => {
      if (getListener()) readerOf(record).track();
      const title = known.get(record);
      if (title === undefined && !complete()) {
        if (wanted.size === 0) queueMicrotask(askWanted);
        wanted.add(record as RecordId);
      }
      return title ?? null;
    },
    learn,
  };
};
