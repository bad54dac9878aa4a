import { expect, it, vi } from "vitest";
import * as Y from "yjs";
import { atOnce } from "#domain/pieces.ts";
import { fieldsOf, loadDocument, proseOf } from "#domain/record/document.ts";
import { applying, encodingState, loading, PART, PART_COMPARED } from "#sync-server/gate/whole.ts";
import { number, nothingDeleted, byte, structs, written } from "#tests/contracts/hostile/bytes.ts";
import { elements, formats, lettersDeleted, paragraph } from "#tests/contracts/hostile/costly.ts";

const WRITER = 4_096 * 2 ** 20 + 5;

const contentOf = (doc: Y.Doc): readonly unknown[] => [fieldsOf(doc).toJSON(), proseOf(doc, "requirement").toString(), Y.encodeStateVector(doc)];

/** A document that several people have written at once, over days, with formats, deletes and each other's neighbours. */
const written4 = (): Y.Doc => {
  const copies = [1, 2, 3, 4].map((who) => loadDocument("opportunity/deal", null, WRITER + who * 7));
  let seed = 7;
  const dice = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  for (let round = 0; round < 60; round += 1) {
    for (const copy of copies) {
      copy.transact(() => {
        const prose = proseOf(copy, "requirement");
        for (let left = 6; left > 0; left -= 1) {
          const paragraph = new Y.XmlElement("paragraph");
          paragraph.insert(0, [new Y.XmlText(`é😀 words ${round} ${left}`)]);
          prose.insert(dice(prose.length + 1), [paragraph]);
        }
        const text = (prose.get(dice(prose.length)) as Y.XmlElement).get(0);
        if (text instanceof Y.XmlText && text.length > 8) {
          text.format(dice(4), 1 + dice(3), { bold: dice(2) === 0 ? true : null });
          text.insert(dice(text.length), "in between", { italic: true });
          text.delete(dice(4), 2);
        }
        if (prose.length > 30) prose.delete(dice(prose.length - 3), 2);
        fieldsOf(copy).set(`address${dice(40)}`, `x${round}`);
        fieldsOf(copy).delete(`address${dice(40)}`);
      });
    }
    const [a, b] = [copies[dice(4)]!, copies[dice(4)]!];
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)));
  }
  for (const copy of copies) for (const other of copies) Y.applyUpdate(copy, Y.encodeStateAsUpdate(other, Y.encodeStateVector(copy)));
  return copies[0]!;
};

it("[H-12] a large document that is loaded and written in pieces is the same to the byte", () => {
  const doc = written4();
  const snapshot = Y.encodeStateAsUpdate(doc);
  expect(snapshot.length).toBeGreaterThan(30_000);
  expect(atOnce(encodingState(doc))).toEqual(snapshot);
  const loaded = atOnce(loading("opportunity/deal", snapshot));
  expect(contentOf(loaded)).toEqual(contentOf(doc));
  expect(Y.encodeStateAsUpdate(loaded)).toEqual(Y.encodeStateAsUpdate(loadDocument("opportunity/deal", snapshot)));
  const half = loadDocument("opportunity/deal", null);
  const vector = Y.encodeStateVector(half);
  fieldsOf(loaded).set("subject", "later");
  expect(atOnce(encodingState(loaded, Y.encodeStateVector(doc)))).toEqual(Y.encodeStateAsUpdate(loaded, Y.encodeStateVector(doc)));
  expect(atOnce(encodingState(loaded, vector))).toEqual(Y.encodeStateAsUpdate(loaded));
});
