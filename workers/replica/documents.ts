import type * as Y from "yjs";
import type { DocId } from "#domain/id.ts";
import { contentCode, needContentCode } from "./content-code.ts";
import type { Outbox } from "./outbox.ts";
import type { Segments } from "./segments.ts";

/** Who a change of a cached document came from: an open document's connection, or one of these. */
export const FROM_RELAY = Symbol("relay");
export const FROM_REPLICA = Symbol("replica");

/** Documents kept loaded besides the open ones. */
const KEPT = 600;
/**
 * Client id of loaded documents between writes, below every lease and not the relay's: Yjs gives up an id when it meets structs of its
 * own in an update. What is written under it never leaves this device.
 */
export const RESTING = 2;

export interface Documents {
  readonly load: (docs: readonly DocId[]) => Promise<ReadonlyMap<DocId, Y.Doc>>;
  readonly cached: (doc: DocId) => Y.Doc | undefined;
  /** Applies a remote or sibling update to a loaded document. */
  readonly receive: (doc: DocId, update: Uint8Array, origin: unknown) => void;
  readonly evict: (doc: DocId) => void;
  /** Keeps a document loaded while `keep` says so. */
  readonly keepWhile: (keep: (doc: DocId) => boolean) => void;
  readonly clear: () => void;
}

/** Documents in memory: acknowledged content with pending updates merged in. The least recently used are let go. */
export const createDocuments = (segments: Segments, outbox: Outbox): Documents => {
  const cache = new Map<DocId, Y.Doc>();
  let keep: (doc: DocId) => boolean = () => false;

  const build = (doc: DocId, snapshot: Uint8Array | null): Y.Doc => {
    const { applyUpdate, isWhole, loadDocument, writeChanges } = contentCode();
    const loaded = loadDocument(doc, snapshot, RESTING);
    const pending = outbox.ofDoc(doc).flatMap((tx) => tx.docs.filter((part) => part.doc === doc));
    for (const { update } of pending) applyUpdate(loaded, update, FROM_REPLICA);
    if (isWhole(loaded)) return loaded;
    // An update that waits for a refused one has nothing to stand on: its values are shown from its list of changes until the
    // relay's answer makes the replica write it anew.
    const shown = loadDocument(doc, snapshot, RESTING);
    for (const { changes } of pending) writeChanges(shown, changes, FROM_REPLICA);
    return shown;
  };

  const trim = (): void => {
    for (const doc of cache.keys()) {
      if (cache.size <= KEPT) return;
      if (!keep(doc)) cache.delete(doc);
    }
  };

  return {
    load: async (docs) => {
      await needContentCode();
      const found = new Map<DocId, Y.Doc>();
      let tries = 0;
      for (let missing: readonly DocId[] = docs; missing.length > 0; ) {
        const wanted = missing.filter((doc) => !cache.has(doc) && segments.seq(doc) !== undefined);
        const seqs = new Map(wanted.map((doc) => [doc, segments.seq(doc)]));
        const snapshots = wanted.length > 0 ? await segments.snapshots(wanted) : new Map<DocId, Uint8Array>();
        const again: DocId[] = [];
        for (const doc of missing) {
          const known = cache.get(doc);
          if (known) cache.delete(doc);
          // A newer state was stored, or the record packed anew, while this one was being read.
          if (!known && (segments.seq(doc) !== seqs.get(doc) || (seqs.get(doc) !== undefined && !snapshots.has(doc)))) {
            again.push(doc);
            continue;
          }
          const loaded = known ?? build(doc, snapshots.get(doc) ?? null);
          cache.set(doc, loaded);
          found.set(doc, loaded);
        }
        missing = again;
        if (again.length > 0 && (tries += 1) % 3 === 0) await segments.load();
        if (tries > 9) throw new Error("acknowledged content is missing from storage");
      }
      trim();
      return found;
    },
    cached: (doc) => cache.get(doc),
    receive: (doc, update, origin) => {
      const loaded = cache.get(doc);
      if (loaded) contentCode().applyUpdate(loaded, update, origin);
    },
    evict: (doc) => {
      cache.delete(doc);
    },
    keepWhile: (wanted) => {
      keep = wanted;
    },
    clear: () => {
      cache.clear();
    },
  };
};
