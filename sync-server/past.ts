import { docId, facetOf, kindOf, recordOf, type DocId, type RecordId } from "#domain/id.ts";
import { findEntity } from "#domain/entities/registry.ts";
import type { Past } from "#domain/protocol/down/past.ts";
import type { AskPast } from "#domain/protocol/up/ask-past.ts";
import { fieldsOf } from "#domain/record/document.ts";
import { facetOfPath, facetsOf } from "#domain/record/path.ts";
import { projectPaths } from "#domain/record/project.ts";
import { rewind } from "#domain/record/rewind.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { inPieces, type Breathe } from "./breath.ts";
import type { Session } from "./connection.ts";
import { mayRead, PAGE_BYTES } from "./feed.ts";
import { loading } from "./gate/whole.ts";
import { lensedRow } from "./lensed.ts";
import type { Storage, StoredDocument } from "./storage/storage.ts";

/** Records that one answer looks at. */
const PAGE = 100;
export interface PastDeps {
  readonly storage: Storage;
  readonly breathe: Breathe;
}

/** How records stood at an earlier instant, for those who may read them today. */
export const createPast = ({ storage, breathe }: PastDeps) => {
  const rowThen = async (entity: Entity, { doc: id, snapshot }: StoredDocument, at: number): Promise<Row | null> => {
    const facet = facetOf(id);
    const now = fieldsOf(await inPieces(loading(id, snapshot), breathe)).entries();
    const then = rewind(now, await storage.since([id], at), at);
    return then && projectPaths(entity, recordOf(id), [...then].filter(([path]) => facetOfPath(entity, path) === facet));
  };

  const docsOf = (entity: Entity, record: RecordId): readonly DocId[] => [docId(record), ...facetsOf(entity).map((facet) => docId(record, facet))];

  return async (session: Session, { request, kind, record, at, after }: AskPast): Promise<Past> => {
    const entity = findEntity(kind);
    const none: Past = { type: "past", request, docs: [], next: null };
    if (!entity || (record !== null && kindOf(record) !== kind)) return none;
    const changed = record === null ? await storage.changedSince(kind, at, after, PAGE) : [record];
    const docs: Past["docs"] = [];
    let size = 0;
    for (const each of changed) {
      await breathe();
      const stored = (await storage.documents(docsOf(entity, each))).filter(({ scopes }) => mayRead(scopes, session.scopes));
      for (const document of stored) {
        const then = await rowThen(entity, document, at);
        const row = then && lensedRow(document.doc, then, session.lenses);
        docs.push({ doc: document.doc, row });
        size += JSON.stringify(row).length;
      }
      if (record === null && size > PAGE_BYTES) return { ...none, docs, next: each };
    }
    return { ...none, docs, next: record === null && changed.length === PAGE ? (changed.at(-1) ?? null) : null };
  };
};
