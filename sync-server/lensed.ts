import * as Y from "yjs";
import { facetOf, kindOf, type DocId } from "#domain/id.ts";
import { isHidden, seenRow, seenValue, type Lens, type Lenses } from "#domain/policy/lens.ts";
import { lensScope } from "#domain/policy/lens-scope.ts";
import type { InPieces } from "#domain/pieces.ts";
import { FIELDS } from "#domain/record/document.ts";
import { findEntity } from "#domain/entities/registry.ts";
import type { Answer } from "#domain/protocol/down/answers.ts";
import type { Path } from "#domain/record/path.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { inPieces, type Breathe } from "./breath.ts";
import { placeOfStored } from "./gate/place.ts";
import { encodingState } from "./gate/state.ts";
import { loading } from "./gate/whole.ts";
import type { StoredContent } from "./storage/storage.ts";
import { untold } from "./storage/told.ts";

/** Structs that are looked at before everybody else gets their turn. */
const LOOKED_AT = 1_000;

/**
 * Takes what a lens hides out of a document that nobody else holds. Each hidden struct gives way to an empty one of its length: every clock
 * stays as it is, so that what is written under the lens fits the whole document, and neither value nor key is left. The document is good
 * for being encoded, and for nothing else.
 */
const takingOut = function* (doc: Y.Doc, lens: Lens): InPieces<void> {
  let looked = 0;
  for (const structs of doc.store.clients.values()) {
    for (const [at, struct] of structs.entries()) {
      looked += 1;
      if (looked % LOOKED_AT === 0) yield;
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

type Whole = Omit<StoredContent, "scopes">;

/** A document as a lens shows it: the whole, or what was added since a state vector. */
const lensing = function* ({ doc, snapshot }: Whole, lens: Lens, since?: Uint8Array): InPieces<Uint8Array> {
  const copy = yield* loading(doc, snapshot);
  yield;
  yield* takingOut(copy, lens);
  yield;
  return yield* encodingState(copy, since);
};

/** The lens through which a document is read; facets have rights of their own instead. */
export const lensFor = (doc: DocId, lenses: Lenses): Lens | undefined => (lenses.size === 0 || facetOf(doc) !== null ? undefined : lenses.get(kindOf(doc)));

export const lensedRow = (doc: DocId, row: Row, lenses: Lenses): Row => {
  const lens = lensFor(doc, lenses);
  const entity = lens && findEntity(kindOf(doc));
  return entity ? seenRow(entity, lens, row) : row;
};

/** An answer given earlier, as its reader sees it by now. */
export const lensedAnswer = (answer: Answer, lenses: Lenses): Answer => {
  if (answer.ok) return answer;
  const { doc, path, current } = answer.refusal;
  const lens = doc === null ? undefined : lensFor(doc, lenses);
  if (!lens || path === null) return answer;
  if (isHidden(lens, path)) return untold(answer);
  return current === undefined ? answer : { ...answer, refusal: { ...answer.refusal, current: seenValue(lens, path, current) } };
};

/**
 * Contents as lenses show them, each made once for everybody who has the same lens, in pieces with everybody else's turn between them. Who has no
 * lens is given what is stored.
 */
export interface Lensing {
  readonly snapshot: (stored: Whole, lenses: Lenses) => Promise<Uint8Array>;
  /** What was added since a state vector, for those who have a lens of the document. */
  readonly diff: (stored: Whole, lens: Lens, since: Uint8Array) => Promise<Uint8Array>;
}

/** Bytes of contents kept. */
const KEPT = 16 * 1_048_576;

export const createLensing = (breathe: Breathe): Lensing => {
  const kept = new Map<string, Uint8Array>();
  /** What is being made: whoever asks for it meanwhile waits for the same. */
  const making = new Map<string, Promise<Uint8Array>>();
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

  const make = (key: string, stored: Whole, lens: Lens, since?: Uint8Array): Promise<Uint8Array> => {
    const running = making.get(key);
    if (running) return running;
    const made = inPieces(lensing(stored, lens, since), breathe).finally(() => making.delete(key));
    making.set(key, made);
    return made;
  };

  const keyOf = ({ doc, seq }: Whole, lens: Lens): string => `${doc} ${seq} ${lensScope(kindOf(doc), lens)}`;

  return {
    snapshot: async (stored, lenses) => {
      const lens = lensFor(stored.doc, lenses);
      if (!lens) return stored.snapshot;
      const key = keyOf(stored, lens);
      const known = kept.get(key);
      if (known) return known;
      const made = await make(key, stored, lens);
      if (!kept.has(key)) keep(key, made);
      return made;
    },
    diff: (stored, lens, since) => make(`${keyOf(stored, lens)} since ${since.join()}`, stored, lens, since),
  };
};
