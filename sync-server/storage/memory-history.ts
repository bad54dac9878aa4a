import { kindOf, recordOf, type DocId } from "#domain/id.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import type { LogFilter } from "#domain/protocol/up/ask-log.ts";
import { createSalts, digestOf, forging, sealed, unsealed, type ChainLink } from "./chain.ts";
import { tellerOf } from "./history-line.ts";
import type { Commit, Storage } from "./storage.ts";

const meets = ({ doc, by, path, at }: HistoryEntry, started: number, filter: LogFilter): boolean =>
  (filter.by === null || by === filter.by) &&
  (filter.kind === null || kindOf(doc) === filter.kind) &&
  (filter.record === null || recordOf(doc) === filter.record) &&
  (filter.path === null || path === filter.path) &&
  (filter.since === null || at >= filter.since) &&
  (filter.until === null || started <= filter.until);

/** The history in memory: the same chain as in a database. */
export const createMemoryHistory = (): Pick<Storage, "log" | "links" | "changedSince" | "since"> & { readonly ofDocs: Storage["history"]; readonly write: (commit: Commit) => void } => {
  const salts = createSalts();
  /** In order of their numbers. */
  const chain: ChainLink[] = [];
  const places = new Map<number, number>();
  const ofDoc = new Map<DocId, number[]>();

  const linkAt = (no: number): ChainLink | undefined => chain[places.get(no) ?? -1];
  const entryAt = (link: ChainLink | undefined): readonly HistoryEntry[] => (link?.entry ? [unsealed(link.entry, link.until)] : []);

  const erase = (commit: Commit): ReadonlyMap<number, readonly number[]> => {
    const erasures = new Map<number, readonly number[]>();
    for (const { record, docs } of commit.purged) {
      const purge = tellerOf(commit, record);
      const numbers = docs.flatMap((doc) => ofDoc.get(doc) ?? []).sort((a, b) => a - b);
      for (const no of numbers) {
        const link = linkAt(no);
        if (link?.entry) chain[places.get(no) ?? -1] = { no, hash: link.hash, entry: null, digest: digestOf(link.entry, link.salt, []), purge };
      }
      for (const doc of docs) ofDoc.delete(doc);
      if (purge !== null) erasures.set(purge, numbers);
    }
    return erasures;
  };

  return {
    ofDocs: async (docs, before, limit) =>
      docs
        .flatMap((doc) => ofDoc.get(doc) ?? [])
        .filter((no) => before === null || no < before)
        .sort((a, b) => b - a)
        .slice(0, limit)
        .flatMap((no) => entryAt(linkAt(no))),
    log: async (filter, { from, before }, limit) =>
      chain
        .filter(({ no }) => no >= from && no < before)
        .reverse()
        .flatMap((link) => entryAt(link).filter((entry) => meets(entry, link.entry?.at ?? entry.at, filter)))
        .slice(0, limit),
    changedSince: async (kind, at, after, limit) =>
      [...new Set(chain.flatMap(({ entry }) => (entry && kindOf(entry.doc) === kind && entry.at > at ? [recordOf(entry.doc)] : [])))]
        .filter((record) => after === null || record > after)
        .sort()
        .slice(0, limit),
    since: async (docs, at) =>
      docs
        .flatMap((doc) => ofDoc.get(doc) ?? [])
        .sort((a, b) => b - a)
        .flatMap((no) => entryAt(linkAt(no)).filter(() => (linkAt(no)?.entry?.at ?? 0) > at)),
    links: async (after, limit) => chain.filter(({ no }) => no > after).slice(0, limit),
    write: (commit) => {
      const erasures = erase(commit);
      const forge = forging(chain.at(-1) ?? null, salts, ({ no }) => erasures.get(no) ?? []);
      for (const { entry, salt, hash } of commit.history.map((each) => forge(sealed(each)))) {
        places.set(entry.no, chain.length);
        chain.push({ no: entry.no, hash, entry, salt, until: null });
        const list = ofDoc.get(entry.doc);
        if (list) list.push(entry.no);
        else ofDoc.set(entry.doc, [entry.no]);
      }
      for (const { no, at, received } of commit.prolonged) {
        const link = linkAt(no);
        if (link?.entry) chain[places.get(no) ?? -1] = { ...link, until: { at, received } };
      }
    },
  };
};
