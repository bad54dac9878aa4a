import * as Y from "yjs";
import type { Change } from "#domain/record/change.ts";
import { fieldsOf } from "#domain/record/document.ts";

/** Writes changes as they are listed: also a value equal to what a merge shows, since its clock is what decides at the relay. */
export const writeChanges = (doc: Y.Doc, changes: readonly Change[], origin: unknown): Uint8Array => {
  let update: Uint8Array = new Uint8Array();
  const keep = (bytes: Uint8Array): void => {
    update = bytes;
  };
  doc.on("update", keep);
  doc.transact(() => {
    const map = fieldsOf(doc);
    for (const { path, to } of changes) {
      if (path.startsWith("prose/")) continue;
      if (to === null && map.has(path)) map.delete(path);
      else map.set(path, to);
    }
  }, origin);
  doc.off("update", keep);
  return update;
};

export const isWhole = (doc: Y.Doc): boolean => doc.store.pendingStructs === null && doc.store.pendingDs === null;

/**
 * Content of a document brought from position `base` to the newest by a diff. Collected as the relay's is: bytes that are only
 * merged keep every value that was ever overwritten.
 */
export const applyDiff = (snapshot: Uint8Array, diff: Uint8Array): Uint8Array => {
  const doc = new Y.Doc({ guid: "diff" });
  Y.applyUpdate(doc, snapshot);
  Y.applyUpdate(doc, diff);
  const whole = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return whole;
};
