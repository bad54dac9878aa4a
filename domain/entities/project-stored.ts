import { facetOf, kindOf, recordOf, type DocId } from "#domain/id.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { loadDocument } from "#domain/record/document.ts";
import { facetsOf } from "#domain/record/path.ts";
import { projectDocument } from "#domain/record/project-document.ts";
import type { Row } from "#domain/schema/entity.ts";

/** A document as it is kept, on the device or at the relay. */
interface Kept {
  readonly doc: DocId;
  readonly row: Row;
  readonly snapshot: Uint8Array;
}

/** The row of a kept document by today's definitions. Documents of kinds and facets that are no longer there keep the row they have. */
export const projectStored = ({ doc: id, row, snapshot }: Kept): Row => {
  const entity = findEntity(kindOf(id));
  const name = facetOf(id);
  const facet = entity && name !== null ? facetsOf(entity).find((each) => each === name) : null;
  if (!entity || facet === undefined) return row;
  const doc = loadDocument(id, snapshot);
  const made = projectDocument(entity, recordOf(id), doc, facet);
  doc.destroy();
  return made;
};
