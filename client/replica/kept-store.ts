import type { Instant } from "#domain/clock.ts";

/** Read at once, before the first paint, which IndexedDB cannot do. */
export type KeptStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

interface Kept {
  readonly at: Instant;
  readonly answer: unknown;
}

/** Answers by key, in a browser's storage. A browser may refuse any call: then nothing is kept. */
export interface KeptStore {
  /** Undefined when there is none. */
  readonly read: (key: string) => unknown;
  /** Keeps an answer, unless it has more letters than one may have. False: there is no room. */
  readonly put: (key: string, answer: unknown, at: Instant, most?: number) => boolean;
  /** The stored texts of the keys that begin so. */
  readonly texts: (prefix: string) => readonly (readonly [key: string, text: string])[];
  readonly remove: (key: string) => void;
  /** Leaves the newest `most` of the keys that begin so. */
  readonly trim: (prefix: string, most: number) => void;
}

/** Every key of it. */
const PREFIX = "tidebook.kept ";
const MOST_LETTERS = 120_000;

const parse = (text: string | null): Kept | undefined => {
  try {
    return text === null ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined;
  }
};

const attempt = <T>(work: () => T, otherwise: T): T => {
  try {
    return work();
  } catch {
    return otherwise;
  }
};

export const createKeptStore = (storage: KeptStorage): KeptStore => {
  const remove = (key: string): void => attempt(() => storage.removeItem(PREFIX + key), undefined);
  const keys = (prefix: string): readonly string[] =>
    attempt(() => Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? ""), []).flatMap((key) => (key.startsWith(PREFIX + prefix) ? [key.slice(PREFIX.length)] : []));
  const text = (key: string): string | null => attempt(() => storage.getItem(PREFIX + key), null);
  return {
    remove,
    read: (key) => parse(text(key))?.answer,
    put: (key, answer, at, most = MOST_LETTERS) => {
      const written = JSON.stringify({ at, answer } satisfies Kept);
      if (written.length > most) {
        remove(key);
        return true;
      }
      return attempt(() => {
        storage.setItem(PREFIX + key, written);
        return true;
      }, false);
    },
    texts: (prefix) => keys(prefix).map((key) => [key, text(key) ?? ""]),
    trim: (prefix, most) => {
      const found = keys(prefix);
      if (found.length <= most) return;
      const byAge = found.map((key) => ({ key, at: parse(text(key))?.at ?? 0 })).toSorted((a, b) => b.at - a.at);
      for (const { key } of byAge.slice(most)) remove(key);
    },
  };
};
