import * as Y from "yjs";
import { facetOf, kindOf, type DocId } from "#domain/id.ts";
import { isHidden, seenRow, seenValue, type Lens, type Lenses } from "#domain/policy/lens.ts";
import { lensScope } from "#domain/policy/lens-scope.ts";
import { FIELDS, loadDocument } from "#domain/record/document.ts";
import { findEntity } from "#domain/entities/registry.ts";
import type { Path } from "#domain/record/path.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { placeOfStored } from "./gate/place.ts";
import type { StoredDocument } from "./storage/storage.ts";

/**
 * Takes what a lens hides out of a document that nobody else holds. Each hidden struct gives way to an empty one of its length: every clock
 * stays as it is, so that what is written under the lens fits the whole document, and neither value nor key is left. The document is good
 * for being encoded, and for nothing else.
 */
const takeOut = (doc: Y.Doc, lens: Lens): void => {
  for (const structs of doc.store.clients.values()) {
    for (const [at, struct] of structs.entries()) {
      if (!(struct instanceof Y.Item)) continue;
      const place = placeOfStored(doc, struct);
      const path = place === null || place === "lost" ? null : place.root === FIELDS ? place.key : place.root;
      if (path === null || isHidden(lens, path)) structs[at] = new Y.GC(struct.id, struct.length);
      else if (path === struct.parentSub && struct.content instanceof Y.ContentAny) mask(struct.content, lens, path);
    }
  }
};

/** A value of which a part is shown. */
const mask = (content: Y.ContentAny, lens: Lens, path: Path): void => {
  const value = (content.arr[0] ?? null) as FieldValue;
  const seen = seenValue(lens, path, value);
  if (seen !== value) content.arr = [seen];
};

/** A document as a lens shows it, to be encoded. */
const lensedCopy = (doc: DocId, content: Uint8Array, lens: Lens): Y.Doc => {
  const copy = loadDocument(doc, content);
  takeOut(copy, lens);
  return copy;
};

/** The lens through which a document is read; facets have rights of their own instead. */
export const lensFor = (doc: DocId, lenses: Lenses): Lens | undefined => (lenses.size === 0 || facetOf(doc) !== null ? undefined : lenses.get(kindOf(doc)));

export const lensedRow = (doc: DocId, row: Row, lenses: Lenses): Row => {
  const lens = lensFor(doc, lenses);
  const entity = lens && findEntity(kindOf(doc));
  return entity ? seenRow(entity, lens, row) : row;
};

/** Contents as lenses show them, each made once for everybody who has the same lens. Who has none is given what is stored. */
export interface Lensing {
  readonly snapshot: (stored: StoredDocument, lenses: Lenses) => Uint8Array;
  /** What was added since a state vector. */
  readonly diff: (stored: StoredDocument, lenses: Lenses, since: Uint8Array) => Uint8Array;
}

/** Bytes of contents kept. */
const KEPT = 16 * 1_048_576;

export const createLensing = (): Lensing => {
  const kept = new Map<string, Uint8Array>();
  let size = 0;

  const keep = (key: string, content: Uint8Array): void => {
    kept.set(key, content);
    size += content.length;
    for (const [oldest, { length }] of kept) {
      if (size <= KEPT) return;
      kept.delete(oldest);
      size -= length;
    }
  };

  return {
    snapshot: (stored, lenses) => {
      const lens = lensFor(stored.doc, lenses);
      if (!lens) return stored.snapshot;
      const key = `${stored.doc} ${stored.seq} ${lensScope(kindOf(stored.doc), lens)}`;
      const known = kept.get(key);
      if (known) return known;
      const made = Y.encodeStateAsUpdate(lensedCopy(stored.doc, stored.snapshot, lens));
      keep(key, made);
      return made;
    },
    diff: (stored, lenses, since) => {
      const lens = lensFor(stored.doc, lenses);
      return Y.encodeStateAsUpdate(lens ? lensedCopy(stored.doc, stored.snapshot, lens) : loadDocument(stored.doc, stored.snapshot), since);
    },
  };
};
