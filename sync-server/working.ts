import * as Y from "yjs";
import type { InPieces } from "#domain/pieces.ts";
import { facetOf, parseDocId, recordOf, type DocId, type RecordId } from "#domain/id.ts";
import type { Right } from "#domain/policy/right.ts";
import type { Scope } from "#domain/policy/scope.ts";
import { RELAY_CLIENT_ID } from "#domain/protocol/down/welcome.ts";
import { fieldsOf } from "#domain/record/document.ts";
import { sameValue, type Values } from "#domain/record/change.ts";
import type { Hlc } from "#domain/record/hlc.ts";
import { facetsOf, type Path } from "#domain/record/path.ts";
import { projecting } from "#domain/record/project-document.ts";
import { findEntity } from "#domain/entities/registry.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { inPieces, type Breathe } from "./breath.ts";
import { applying, loading } from "./gate/whole.ts";
import type { Storage, StoredDocument } from "./storage/storage.ts";

/** Above this a live page carries what was added instead of the whole document, in bytes. */
export const DIFF_ABOVE = 8_192;

/** A document while it is worked on: what is stored, and what accepted updates have made of it since. */
export interface Working {
  readonly id: DocId;
  readonly entity: Entity;
  readonly record: RecordId;
  readonly facet: Right | null;
  stored: StoredDocument | null;
  doc: Y.Doc;
  row: Row | null;
  scopes: readonly Scope[];
  clocks: Record<Path, Hlc>;
  /** Updates since `stored`, the relay's own included, by which the document can be made again. */
  journal: Uint8Array[];
  /** State vector at `stored`, when the document is large enough for a diff. */
  base: Uint8Array | null;
}

/** Takes part of the document's life: what happened since `mark` can be taken back. */
export interface Mark {
  readonly updates: number;
  readonly row: Row | null;
  readonly scopes: readonly Scope[];
  readonly clocks: Record<Path, Hlc>;
}

export const markOfWorking = (working: Working): Mark => ({
  updates: working.journal.length,
  row: working.row,
  scopes: working.scopes,
  clocks: working.clocks,
});

export const takingBack = function* (working: Working, mark: Mark): InPieces<void> {
  working.journal = working.journal.slice(0, mark.updates);
  working.row = mark.row;
  working.scopes = mark.scopes;
  working.clocks = mark.clocks;
  working.doc.destroy();
  working.doc = yield* loading(working.id, working.stored?.snapshot ?? null);
  for (const update of working.journal) {
    yield* applying(working.doc, update);
    yield;
  }
};

/** Applies an update that the gate has let through. False when Yjs fails on it or leaves something pending: then the caller takes it back. */
export const applyingUpdate = function* (working: Working, update: Uint8Array): InPieces<boolean> {
  try {
    yield* applying(working.doc, update);
  } catch {
    return false;
  }
  working.journal.push(update);
  return working.doc.store.pendingStructs === null && working.doc.store.pendingDs === null;
};

/** What the relay itself has written. */
export interface Written {
  readonly path: Path;
  readonly from: FieldValue;
  readonly to: FieldValue;
}

/** Writes, as the relay, those values that do not stand already, and answers which. */
export const writeAsRelay = (working: Working, values: Values): readonly Written[] => {
  const map = fieldsOf(working.doc);
  const wrong = Object.entries(values).flatMap(([path, to]): readonly Written[] => {
    const from = map.get(path) ?? null;
    return sameValue(from, to) ? [] : [{ path, from, to }];
  });
  if (wrong.length === 0) return wrong;
  working.doc.clientID = RELAY_CLIENT_ID;
  const keep = (update: Uint8Array) => working.journal.push(update);
  working.doc.on("update", keep);
  working.doc.transact(() => {
    for (const { path, to } of wrong) {
      if (to === null) map.delete(path);
      else map.set(path, to);
    }
  });
  working.doc.off("update", keep);
  return wrong;
};

export const projectingRow = function* (working: Working): InPieces<void> {
  working.row = yield* projecting(working.entity, working.record, working.doc, working.facet);
};

export interface Workings {
  /** The document, or an empty one when the relay has never had it. Null for kinds and facets that do not exist. */
  readonly load: (id: DocId) => Promise<Working | null>;
  /** Takes note of a commit, and lets go of what was not used for long. Between commits nothing is let go. */
  readonly stored: (documents: readonly StoredDocument[]) => void;
  /** Forgets what is not stored: the next `load` reads from storage. */
  readonly forget: (ids: Iterable<DocId>) => void;
  readonly clear: () => void;
}

const KEPT = 3_000;

/** Documents recently worked on, at most three thousand; the rest are read from storage when needed. */
export const createWorkings = (storage: Storage, breathe: Breathe): Workings => {
  const kept = new Map<DocId, Working>();

  const make = async (id: DocId, stored: StoredDocument | null): Promise<Working | null> => {
    const parsed = parseDocId(id);
    const entity = parsed ? findEntity(parsed.kind) : undefined;
    const name = facetOf(id);
    if (!entity) return null;
    const facet = name === null ? null : facetsOf(entity).find((facet) => facet === name);
    if (facet === undefined) return null;
    const doc = await inPieces(loading(id, stored?.snapshot ?? null), breathe);
    const base = stored && stored.snapshot.length > DIFF_ABOVE ? Y.encodeStateVector(doc) : null;
    const scopes = stored?.scopes ?? [];
    return { id, entity, record: recordOf(id), facet, stored, doc, row: stored?.row ?? null, scopes, clocks: { ...stored?.clocks }, journal: [], base };
  };

  return {
    load: async (id) => {
      const known = kept.get(id);
      if (known) {
        kept.delete(id);
        kept.set(id, known);
        return known;
      }
      const [stored] = await storage.documents([id]);
      const working = await make(id, stored ?? null);
      if (!working) return null;
      kept.set(id, working);
      return working;
    },
    stored: (documents) => {
      for (const stored of documents) {
        const working = kept.get(stored.doc);
        if (!working) continue;
        working.stored = stored;
        working.journal = [];
        working.base = stored.snapshot.length > DIFF_ABOVE ? Y.encodeStateVector(working.doc) : null;
      }
      for (const oldest of kept.keys()) {
        if (kept.size <= KEPT) break;
        kept.delete(oldest);
      }
    },
    forget: (ids) => {
      for (const id of ids) kept.delete(id);
    },
    clear: () => kept.clear(),
  };
};

