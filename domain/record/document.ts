import * as Y from "yjs";
import { FIELDS } from "#domain/record/fields-root.ts";
import type { Change, Values } from "#domain/record/change.ts";
import { prosePath, type Path } from "#domain/record/path.ts";
import type { FieldValue } from "#domain/schema/field.ts";

export { FIELDS };

/** A document always gets its guid: the default, a random UUID, costs 25 times the rest of the constructor. */
export const createDocument = (guid: string, clientId?: number): Y.Doc => {
  const doc = new Y.Doc({ guid, gc: true });
  if (clientId !== undefined) doc.clientID = clientId;
  return doc;
};

/** The client id is set last: Yjs gives a document another one when it meets its own in what is loaded. */
export const loadDocument = (guid: string, snapshot: Uint8Array | null, clientId?: number): Y.Doc => {
  const doc = createDocument(guid);
  if (snapshot) Y.applyUpdate(doc, snapshot);
  if (clientId !== undefined) doc.clientID = clientId;
  return doc;
};

export const fieldsOf = (doc: Y.Doc): Y.Map<FieldValue> => doc.getMap<FieldValue>(FIELDS);

export const proseOf = (doc: Y.Doc, name: string): Y.XmlFragment => doc.getXmlFragment(prosePath(name));

export const valueAt = (doc: Y.Doc, path: Path): FieldValue => fieldsOf(doc).get(path) ?? null;

/** The last value of each path that `changes` write. */
export const valuesOf = (changes: readonly Change[]): Values => {
  const values: Record<Path, FieldValue> = {};
  for (const change of changes) if (!change.path.startsWith("prose/")) values[change.path] = change.to;
  return values;
};

/** Writes paragraphs of plain text into an empty prose. */
export const writeProse = (doc: Y.Doc, name: string, paragraphs: readonly string[]): void => {
  const fragment = proseOf(doc, name);
  fragment.insert(
    0,
    paragraphs.map((text) => {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.insert(0, [new Y.XmlText(text)]);
      return paragraph;
    }),
  );
};
