import * as Y from "yjs";
import type { RecordId } from "#domain/id.ts";
import { atOnce, type InPieces } from "#domain/pieces.ts";
import type { Right } from "#domain/policy/right.ts";
import { fieldsOf, proseOf } from "#domain/record/document.ts";
import { facetOfPath, prosePath } from "#domain/record/path.ts";
import { projectingPaths } from "#domain/record/project.ts";
import type { Cell, Entity, Row } from "#domain/schema/entity.ts";

/** Plain text of prose kept in a row, in characters. The document holds the whole. */
export const PROSE_IN_ROW = 2_000;

type Building = Record<string, Cell>;

/**
 * The row of a document, main or that of `facet`. Total: whatever a merge or an earlier definition left behind, paths that the kind does
 * not have in this document and values that their field cannot hold are passed over, and lines without their mark are not there.
 */
export const projectDocument = (entity: Entity, record: RecordId, doc: Y.Doc, facet: Right | null = null): Row => atOnce(projecting(entity, record, doc, facet));

/** `projectDocument`, in pieces. Nobody may change the document meanwhile. */
export const projecting = function* (entity: Entity, record: RecordId, doc: Y.Doc, facet: Right | null): InPieces<Row> {
  const row = (yield* projectingPaths(entity, record, fieldsOf(doc).entries(), (path) => facetOfPath(entity, path) === facet)) as Building;
  yield;
  for (const name of Object.keys(entity.prose ?? {})) {
    if (!doc.share.has(prosePath(name))) continue;
    const text = proseText(proseOf(doc, name), PROSE_IN_ROW);
    if (text !== "") row[name] = text;
  }
  return row as Row;
};

/** Plain text of a prose, blocks separated by line breaks, cut at `limit` characters. */
export const proseText = (fragment: Y.XmlFragment, limit = Number.POSITIVE_INFINITY): string => {
  let text = "";
  const walk = (node: Y.XmlElement | Y.XmlText | Y.XmlFragment): void => {
    if (text.length >= limit) return;
    if (node instanceof Y.XmlText) {
      for (const part of node.toDelta() as readonly { insert?: unknown }[]) {
        if (typeof part.insert === "string") text += part.insert;
      }
      return;
    }
    for (const child of node.toArray()) if (!(child instanceof Y.XmlHook)) walk(child);
    if (node instanceof Y.XmlElement && text !== "" && !text.endsWith("\n")) text += "\n";
  };
  walk(fragment);
  return text.trimEnd().slice(0, limit);
};
