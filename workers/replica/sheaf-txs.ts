import { docId, type DocId } from "#domain/id.ts";
import { createByteWriter } from "#domain/record/byte-writer.ts";
import type { Change } from "#domain/record/change.ts";
import { beginDocument, endDocument, entryHead } from "#domain/record/new-document.ts";
import type { Path } from "#domain/record/path.ts";
import { eachCell, entriesAt, openSheaf, type Entry, type Sheaf } from "#domain/record/sheaf.ts";
import { rowOfSheaf } from "./sheaf-rows.ts";
import type { OutboxRecord, PendingDoc, StoredSheaf } from "./storage/storage.ts";
import type { PendingTx, Progress } from "./outbox.ts";
import type { Pending } from "./overlay.ts";

/** A pending transaction of a sheaf. Its documents are made when they are asked for, and are not kept. */
export interface SheafTx extends PendingTx {
  readonly of: StoredSheaf;
  readonly place: number;
  /** The one document that it makes. */
  readonly doc: DocId;
}

export const isOfSheaf = (tx: PendingTx): tx is SheafTx => "of" in tx;

/** Opened sheaves that are kept: whoever asks for one transaction asks for its neighbours. */
const KEPT = 6;
const opened = new Map<Uint8Array, Sheaf>();

const sheafOf = ({ bytes }: StoredSheaf): Sheaf => {
  const sheaf = opened.get(bytes) ?? openSheaf(bytes);
  keepOpen(sheaf);
  return sheaf;
};

/** For who has just made a sheaf: it need not be opened again. */
export const keepOpen = (sheaf: Sheaf): void => {
  opened.delete(sheaf.bytes);
  opened.set(sheaf.bytes, sheaf);
  for (const first of opened.keys()) {
    if (opened.size <= KEPT) break;
    opened.delete(first);
  }
};

const heads = new WeakMap<Entry, Uint8Array>();
const writer = createByteWriter();

const headOf = (entry: Entry, path: Path): Uint8Array => {
  if (entry.slot !== null) return entryHead(path);
  const known = heads.get(entry) ?? entryHead(path);
  heads.set(entry, known);
  return known;
};

/** The update that makes the document of record `at`. */
const updateAt = (sheaf: Sheaf, at: number, client: number): Uint8Array<ArrayBuffer> => {
  beginDocument(writer, client, sheaf.shapes[sheaf.shapeOf[at] ?? 0]?.length ?? 0);
  eachCell(sheaf, at, (path, value, entry) => {
    const head = headOf(entry, path);
    writer.copy(head, 0, head.length);
    writer.copy(sheaf.bytes, sheaf.ends[value] ?? 0, sheaf.ends[value + 1] ?? 0);
  });
  endDocument(writer);
  return writer.take();
};

const docsAt = ({ of, place }: SheafTx): readonly PendingDoc[] => {
  const sheaf = sheafOf(of);
  const record = sheaf.records[place];
  if (record === undefined) return [];
  const changes = entriesAt(sheaf, place).map(([path, to]): Change => ({ path, from: null, to, at: of.at }));
  return [{ doc: docId(record), update: updateAt(sheaf, place, of.client), changes, origin: "fields" }];
};

/** The last one asked for: who looks at a transaction looks at it several times. */
let last: { readonly tx: SheafTx; readonly docs: readonly PendingDoc[] } | null = null;

/** What all transactions of sheaves have in common, so that each is a few fields and nothing else. */
const COMMON = {
  get docs(): readonly PendingDoc[] {
    const tx = this as unknown as SheafTx;
    if (last?.tx !== tx) last = { tx, docs: docsAt(tx) };
    return last.docs;
  },
};

/** A transaction of a sheaf as rows are made of it. */
export const pendingOfSheaf = (tx: SheafTx): Pending => ({
  get changes() {
    return tx.docs[0]?.changes ?? [];
  },
  get row() {
    return rowOfSheaf(sheafOf(tx.of), tx.place);
  },
});

/** The transactions of a stored sheaf that still wait. */
export const sheafTxs = (key: number, { at, leased }: OutboxRecord, of: StoredSheaf, progress: (id: PendingTx["id"]) => Progress): readonly SheafTx[] => {
  const { records } = sheafOf(of);
  const places = of.left ?? of.ids.map((_, place) => place);
  return places.flatMap((place) => {
    const [id, record] = [of.ids[place], records[place]];
    if (id === undefined || record === undefined) return [];
    return [{ __proto__: COMMON, id, progress: progress(id), record: key, at, leased, of, place, doc: docId(record) } as unknown as SheafTx];
  });
};
