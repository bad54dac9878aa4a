import * as Y from "yjs";
import type { DocId, Key } from "#domain/id.ts";
import type { Change } from "#domain/record/change.ts";
import { loadDocument, valueAt } from "#domain/record/document.ts";
import type { Outbox, PendingTx } from "./outbox.ts";
import type { PendingDoc, StoredTx } from "./storage/storage.ts";
import { isWhole, writeChanges } from "./writing.ts";

export interface Rebuilt {
  readonly replaced: ReadonlyMap<PendingTx, StoredTx>;
  /** Transactions of which nothing is left but text that no longer fits anywhere. */
  readonly stranded: readonly { readonly tx: PendingTx; readonly text: string }[];
}

/**
 * Writes the pending changes of `docs` anew on acknowledged state: field changes from their lists, under `clientId`, which no
 * earlier update used; updates of open documents as they are, since they stand on nothing that was refused. Text whose ground was
 * refused is handed back as plain text. `withoutEffect` maps what a refused change had made of a path back to what stood before it.
 */
export const rebuild = (
  docs: ReadonlySet<DocId>,
  snapshots: ReadonlyMap<DocId, Uint8Array>,
  outbox: Outbox,
  clientId: number,
  key: () => Key,
  withoutEffect: (doc: DocId, change: Change) => Change,
): Rebuilt => {
  const loaded = new Map([...docs].map((doc) => [doc, loadDocument(doc, snapshots.get(doc) ?? null, clientId)]));
  const txs = new Set<PendingTx>();
  for (const doc of docs) for (const tx of outbox.ofDoc(doc)) txs.add(tx);
  const ordered = outbox.all().filter((tx) => txs.has(tx));
  const replaced = new Map<PendingTx, StoredTx>();
  const stranded: { tx: PendingTx; text: string }[] = [];
  for (const tx of ordered) {
    if (tx.progress.is === "durable") {
      for (const part of tx.docs) {
        const doc = loaded.get(part.doc);
        if (doc) Y.applyUpdate(doc, part.update);
      }
      continue;
    }
    const parts: PendingDoc[] = [];
    const texts: string[] = [];
    for (const part of tx.docs) {
      const doc = loaded.get(part.doc);
      if (!doc) continue;
      const again = part.origin === "fields" ? writeAgain(doc, part, withoutEffect) : applyAgain(doc, part, withoutEffect);
      if (again) parts.push(again);
      if (again !== part && part.origin === "page") texts.push(...Object.values(part.texts ?? {}));
    }
    if (parts.length > 0) replaced.set(tx, { id: tx.progress.is === "stale" ? key() : tx.id, docs: parts });
    if (texts.length > 0 || parts.length === 0) stranded.push({ tx, text: texts.join("\n\n") });
  }
  for (const doc of loaded.values()) doc.destroy();
  return { replaced, stranded };
};

const writeAgain = (doc: Y.Doc, part: PendingDoc, withoutEffect: (doc: DocId, change: Change) => Change): PendingDoc | null => {
  const changes = part.changes.filter(({ path }) => !path.startsWith("prose/")).map((change) => withoutEffect(part.doc, change));
  const left = changes.filter(({ path, to }) => !(to === null && valueAt(doc, path) === null));
  if (left.length === 0) return null;
  return { ...part, update: writeChanges(doc, left, null), changes: left, origin: "fields" };
};

/** Applies an open document's update where it fits; else its field changes alone. */
const applyAgain = (doc: Y.Doc, part: PendingDoc, withoutEffect: (doc: DocId, change: Change) => Change): PendingDoc | null => {
  const probe = loadDocument(part.doc, Y.encodeStateAsUpdate(doc));
  Y.applyUpdate(probe, part.update);
  const fits = isWhole(probe);
  probe.destroy();
  if (!fits) return writeAgain(doc, part, withoutEffect);
  Y.applyUpdate(doc, part.update);
  return part;
};
