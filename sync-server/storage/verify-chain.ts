import { facetOf } from "#domain/id.ts";
import { digestOf, linkHash, ROOT, type ChainLink, type Hash, type SealedEntry } from "./chain.ts";

/** Reads links in order of their numbers, those above `after`. */
export type ReadLinks = (after: number, limit: number) => Promise<readonly ChainLink[]>;

export interface AuditQuestion {
  /** Number of the newest entry by the relay's own count. */
  readonly newest: number;
  /** Hash of a head noted earlier, in hex; the chain must pass through it. */
  readonly head: string | null;
}

/**
 * - changed: content, order or neighbours of entry `no` are not those that were sealed. - prolonged: its writing ends before it begins.
 * - erased: its content is gone, and no purge of the record tells of it. - cut: entries after `no` are missing.
 * - headMissing: no entry has the hash that was noted.
 */
export type Misfit = { readonly is: "changed" | "prolonged" | "erased" | "cut"; readonly no: number } | { readonly is: "headMissing" };

export interface Audited {
  readonly entries: number;
  /** How many of them a purge has emptied. */
  readonly erased: number;
  readonly head: string;
  readonly misfit: Misfit | null;
}

const PAGE = 5_000;

const erasedBy = async (read: ReadLinks): Promise<ReadonlyMap<number, readonly number[]>> => {
  const found = new Map<number, number[]>();
  for (let after = 0, page = await read(after, PAGE); page.length > 0; page = await read(after, PAGE)) {
    for (const link of page) {
      after = link.no;
      if (link.entry !== null || link.purge === null) continue;
      const list = found.get(link.purge);
      if (list) list.push(link.no);
      else found.set(link.purge, [link.no]);
    }
  }
  return found;
};

/** Walks the chain from its root. Ends at the first entry that does not fit. */
export const verifyChain = async (read: ReadLinks, { newest, head }: AuditQuestion): Promise<Audited> => {
  const erasures = await erasedBy(read);
  const told = new Set<number>();
  const untold = new Map<number, number>();
  let before: Hash = ROOT;
  let [entries, erased, last] = [0, 0, 0];
  let met = head === null || head === ROOT;
  const outcome = (misfit: Misfit | null): Audited => ({ entries, erased, head: before, misfit });

  const digestFor = (entry: SealedEntry, salt: string): Hash => {
    const removed = erasures.get(entry.no) ?? [];
    if (entry.path === "purged" && facetOf(entry.doc) === null) told.add(entry.no);
    return digestOf(entry, salt, removed);
  };

  for (let page = await read(0, PAGE); page.length > 0; page = await read(last, PAGE)) {
    for (const link of page) {
      if (link.entry !== null && link.entry.no !== link.no) return outcome({ is: "changed", no: link.no });
      const digest = link.entry === null ? link.digest : digestFor(link.entry, link.salt);
      const expected = linkHash(before, digest);
      if (expected !== link.hash) return outcome({ is: "changed", no: link.no });
      if (link.entry === null) {
        erased += 1;
        if (link.purge === null) return outcome({ is: "erased", no: link.no });
        untold.set(link.no, link.purge);
      } else if (link.until && (link.until.at < link.entry.at || link.until.received < link.entry.received)) return outcome({ is: "prolonged", no: link.no });
      before = expected;
      entries += 1;
      last = link.no;
      met ||= expected === head;
    }
  }
  for (const [no, purge] of untold) if (!told.has(purge)) return outcome({ is: "erased", no });
  if (last < newest) return outcome({ is: "cut", no: last });
  return outcome(met ? null : { is: "headMissing" });
};
