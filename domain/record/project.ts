import * as Y from "yjs";
import { atOnce, type InPieces } from "#domain/pieces.ts";
import { fieldsOf, proseOf } from "#domain/record/document.ts";
import { facetOfPath, parsePath, prosePath } from "#domain/record/path.ts";
import type { RecordId } from "#domain/id.ts";
import type { Cell, Entity, LineRow, LogRow, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { hasForm } from "#domain/schema/form.ts";
import type { Right } from "#domain/policy/right.ts";
import { isMark } from "#domain/schema/validate.ts";

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

/** The row of a set of paths and values. */
export const projectPaths = (entity: Entity, record: RecordId, paths: Iterable<readonly [string, FieldValue]>): Row => atOnce(projectingPaths(entity, record, paths));

/** Paths that are looked at before everybody else gets their turn. */
const PIECE = 1_000;

/** `projectPaths` of those paths that are `wanted`, in pieces. */
export const projectingPaths = function* (
  entity: Entity,
  record: RecordId,
  paths: Iterable<readonly [string, FieldValue]>,
  wanted: (path: string) => boolean = () => true,
): InPieces<Row> {
  const row: Building = { id: record };
  const sets = new Map<string, string[]>();
  const lines = new Map<string, Map<string, Record<string, FieldValue>>>();
  const logs = new Map<string, LogRow[]>();
  let seen = 0;
  for (const [path, value] of paths) {
    seen += 1;
    if (seen % PIECE === 0) yield;
    if (value === null || value === undefined || !wanted(path)) continue;
    const target = parsePath(entity, path);
    if (!target) continue;
    switch (target.at) {
      case "field":
        if (hasForm(target.field, value)) row[target.name] = value;
        break;
      case "member":
        push(sets, target.set, target.member);
        break;
      case "line":
        lineAt(lines, target.list, target.key).added = value;
        break;
      case "lineField":
        if (hasForm(target.field, value)) lineAt(lines, target.list, target.key)[target.name] = value;
        break;
      case "log":
        if (isMark(value)) push(logs, target.log, { ...value, key: target.key });
        break;
      case "prose":
        break;
    }
  }
  for (const [name, members] of sets) row[name] = members.sort();
  for (const [name, byKey] of lines) {
    const present = [...byKey.entries()].filter(([, line]) => isMark(line.added));
    present.sort(([a], [b]) => (a < b ? -1 : 1));
    if (present.length > 0) row[name] = present.map(([key, line]) => ({ ...line, key }) as unknown as LineRow);
  }
  for (const [name, entries] of logs) row[name] = entries.sort((a, b) => (a.key < b.key ? -1 : 1));
  return row as Row;
};

const push = <T>(map: Map<string, T[]>, key: string, item: T): void => {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
};

const lineAt = (lines: Map<string, Map<string, Record<string, FieldValue>>>, list: string, key: string) => {
  let byKey = lines.get(list);
  if (!byKey) lines.set(list, (byKey = new Map()));
  let line = byKey.get(key);
  if (!line) byKey.set(key, (line = {}));
  return line;
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
