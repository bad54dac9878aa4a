import { facetOf, kindOf, recordOf, type DocId } from "#domain/id.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { facetOfPath } from "#domain/record/path.ts";
import { createProjection } from "#domain/record/project.ts";
import { createFieldReader } from "#domain/record/read-fields.ts";
import type { Row } from "#domain/schema/entity.ts";

const reader = createFieldReader();

/**
 * The row of the document that stands in `bytes` between two places, as `projectStored` makes it, without what Yjs costs. Null where only the
 * document itself can tell, and for kinds that are not known here.
 */
export const projectPlain = (doc: DocId, bytes: Uint8Array, from: number, to: number): Row | null => {
  const entity = findEntity(kindOf(doc));
  if (!entity) return null;
  const facet = facetOf(doc);
  const { take, row } = createProjection(entity, recordOf(doc));
  const read = reader.read(bytes, from, to, (path, value) => {
    if (facetOfPath(entity, path) === facet) take(path, value);
  });
  return read ? row() : null;
};
