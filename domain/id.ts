import type { Clock, Random } from "#domain/clock.ts";

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** `<kind>/<key>`: names one record everywhere. The key sorts by time of creation. */
export type RecordId = Branded<"RecordId">;

/** A record's main document has the record's id; a facet is `<recordId>#<facet>`. */
export type DocId = Branded<"DocId">;

/** Sortable key of a line, a log entry, a transaction. */
export type Key = Branded<"Key">;

const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
const KEY = /^[0-9a-z]{9}[0-9a-z]{7}$/;
const NAME = /^[a-z][A-Za-z]{1,31}$/;

export interface KeySource {
  readonly next: () => Key;
}

/**
 * Makes keys of 16 characters: 9 of time (base 36, milliseconds) and 7 random. Two keys of one source are strictly
 * increasing, also within one millisecond and when the clock steps back.
 */
export const createKeySource = (clock: Clock, random: Random): KeySource => {
  let last = 0;
  return {
    next: () => {
      last = Math.max(last + 1, clock.now());
      const time = last.toString(36).padStart(9, "0").slice(-9);
      let noise = "";
      for (const byte of random.bytes(7)) noise += ALPHABET[byte % 36];
      return (time + noise) as Key;
    },
  };
};

export const isKey = (text: string): text is Key => KEY.test(text);

export const recordId = (kind: string, key: string): RecordId => `${kind}/${key}` as RecordId;

/** The one way in for ids that come from outside: wire, URL, file. */
export const parseDocId = (text: string): { record: RecordId; kind: string; facet: string | null } | null => {
  const slash = text.indexOf("/");
  if (slash < 0) return null;
  const hash = text.indexOf("#", slash);
  const kind = text.slice(0, slash);
  const key = text.slice(slash + 1, hash < 0 ? undefined : hash);
  if (!NAME.test(kind) || !/^[0-9a-z][0-9a-z-]{0,39}$/.test(key)) return null;
  if (hash < 0) return { record: text as RecordId, kind, facet: null };
  const facet = text.slice(hash + 1);
  return NAME.test(facet) ? { record: text.slice(0, hash) as RecordId, kind, facet } : null;
};

export const parseRecordId = (text: string): RecordId | null => {
  const parsed = parseDocId(text);
  return parsed && parsed.facet === null ? parsed.record : null;
};

export const kindOf = (id: string): string => id.slice(0, id.indexOf("/"));
export const recordOf = (doc: string): RecordId => {
  const hash = doc.indexOf("#");
  return (hash < 0 ? doc : doc.slice(0, hash)) as RecordId;
};
export const facetOf = (doc: string): string | null => {
  const hash = doc.indexOf("#");
  return hash < 0 ? null : doc.slice(hash + 1);
};
export const docId = (record: RecordId, facet: string | null = null): DocId =>
  (facet === null ? record : `${record}#${facet}`) as string as DocId;
