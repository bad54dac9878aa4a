import * as Y from "yjs";
import type { DocId } from "#domain/id.ts";
import type { DocChange } from "#domain/protocol/up/push.ts";
import { loadDocument, proseOf } from "#domain/record/document.ts";
import type { RawDevice } from "../raw-device.ts";

/** What a device sends when its person types a paragraph at the beginning of the requirement. */
export const proseChange = (device: RawDevice, doc: DocId, text: string, client = device.client()): DocChange => {
  const copy = loadDocument(doc, Y.encodeStateAsUpdate(device.held.get(doc)!.doc), client);
  const vector = Y.encodeStateVector(copy);
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(text)]);
  proseOf(copy, "requirement").insert(0, [paragraph]);
  return { doc, update: Y.encodeStateAsUpdate(copy, vector), changes: [{ path: "prose/requirement", from: null, to: null, at: device.hlc() }] };
};
