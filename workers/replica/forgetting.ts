import type { AttentionItem } from "#workers/replica/api.ts";
import { withoutRecords } from "#workers/transfer/import-journal.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { docId, facetOf, kindOf, recordOf, type DocId } from "#domain/id.ts";
import { loadDocument, proseOf } from "#domain/record/document.ts";
import { proseText } from "#domain/record/project-document.ts";
import type { Core, Store } from "./core.ts";
import type { Operation } from "./storage/storage.ts";

/** Every paragraph of the long texts of a document, as this device last had it from the relay. */
const paragraphsOf = (doc: DocId, snapshot: Uint8Array): readonly string[] => {
  if (facetOf(doc) !== null) return [];
  const loaded = loadDocument(doc, snapshot);
  const texts = Object.keys(findEntity(kindOf(doc))?.prose ?? {}).flatMap((name) => proseText(proseOf(loaded, name)).split("\n"));
  loaded.destroy();
  return texts;
};

/** The item as its author wrote it: without what stood there before, and without the paragraphs that were there already. */
const ownPart = (item: AttentionItem, gone: ReadonlySet<DocId>, known: ReadonlySet<string>): AttentionItem => {
  const { current: _current, ...refusal } = item.refusal;
  const text = item.text?.split("\n").filter((line) => !known.has(line)).join("\n").trim();
  return {
    ...item,
    refusal,
    text: text === undefined || text === "" ? null : text,
    docs: item.docs.map((part) => (gone.has(part.doc) ? { ...part, changes: part.changes.map((change) => ({ ...change, from: null })) } : part)),
  };
};

/**
 * What else this device remembers of documents that may no longer be read, to be removed in the write that removes them: their history, what
 * taking back an import would write into them, and, in the tray, everything but what the person wrote. `put` are items that come to the
 * tray in the same write. Called while the documents are still there, of which there is one at least.
 */
export const forget = async (core: Core, gone: readonly DocId[], put: readonly AttentionItem[]): Promise<Required<Pick<Store, "attention" | "more">>> => {
  const docs = new Set(gone);
  const items = [...core.attention.values(), ...put];
  const touched = items.filter((item) => item.docs.some(({ doc }) => docs.has(doc)));
  const known = new Set<string>();
  if (touched.some(({ text }) => text !== null)) {
    for (const [doc, snapshot] of await core.segments.snapshots(gone)) for (const paragraph of paragraphsOf(doc, snapshot)) if (paragraph.trim() !== "") known.add(paragraph);
  }
  const records = new Set(gone.map(recordOf));
  const imports: Operation[] = [];
  for (const [key, text] of await core.storage.entries("local")) {
    const left = withoutRecords(key, text, (record) => records.has(record) && docs.has(docId(record)));
    if (left !== null) imports.push({ table: "local", key, put: left });
  }
  const untouched = put.filter((item) => !touched.includes(item));
  return {
    attention: { put: [...untouched, ...touched.map((item) => ownPart(item, docs, known))], deleted: [] },
    more: [...gone.map((doc): Operation => ({ table: "history", delete: recordOf(doc) })), ...imports],
  };
};
