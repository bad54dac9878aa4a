import { expect, it } from "vitest";
import * as Y from "yjs";
import { atOnce, type InPieces } from "#domain/pieces.ts";
import { fieldsOf, loadDocument, proseOf } from "#domain/record/document.ts";
import { encodingState } from "#sync-server/gate/state.ts";
import { applying, loading, PART, PART_COMPARED } from "#sync-server/gate/whole.ts";
import { field, nothingDeleted, structs, written } from "#tests/contracts/hostile/bytes.ts";
import { costlyToLoad } from "#tests/contracts/hostile/costly.ts";

const WRITER = 4_096 * 2 ** 20 + 5;

const contentOf = (doc: Y.Doc): readonly unknown[] => [fieldsOf(doc).toJSON(), proseOf(doc, "requirement").toString(), Y.encodeStateVector(doc)];

/** A document that several people have written at once, over days, with formats, deletes and each other's neighbours. `after` sees each of their copies between any two changes. */
const shared = (after: (copy: Y.Doc) => void = () => undefined): Y.Doc => {
  const copies = [1, 2, 3, 4].map((who) => loadDocument("opportunity/deal", null, WRITER + who * 7));
  let seed = 7;
  const dice = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  for (let round = 0; round < 24; round += 1) {
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
      after(copy);
      fieldsOf(copy).set(`address${dice(40)}`, `y${round}`);
      after(copy);
      fieldsOf(copy).delete(`address${dice(40)}`);
      after(copy);
    }
    const [a, b] = [copies[dice(4)]!, copies[dice(4)]!];
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)));
    after(a);
  }
  for (const copy of copies) for (const other of copies) Y.applyUpdate(copy, Y.encodeStateAsUpdate(other, Y.encodeStateVector(copy)));
  return copies[0]!;
};

it("[H-12] a large document that is loaded and written in pieces is the same to the byte", () => {
  const doc = shared();
  const snapshot = Y.encodeStateAsUpdate(doc);
  expect(snapshot.length).toBeGreaterThan(16_000);
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

it("[H-12] a document that is written again after each change is written as Yjs writes it", () => {
  shared((copy) => expect(Buffer.compare(atOnce(encodingState(copy)), Y.encodeStateAsUpdate(copy))).toBe(0));
});

interface Effort {
  /** Structs that Yjs took in. */
  readonly structs: number;
  /** Items that it remembered while it looked for their places: two for each comparison, and some for what changed. */
  readonly remembered: number;
}

/** What Yjs did in the piece that did most, and in all of them. */
const effortOf = (work: InPieces<unknown>): { readonly most: Effort; readonly all: Effort; readonly pieces: number } => {
  const [sets, items] = [Set.prototype, Y.Item.prototype];
  const { add } = sets;
  const { integrate } = items;
  const [most, all, now] = [{ structs: 0, remembered: 0 }, { structs: 0, remembered: 0 }, { structs: 0, remembered: 0 }];
  let pieces = 0;
  sets.add = function (value) {
    now.remembered += 1;
    return add.call(this, value);
  };
  items.integrate = function (...given) {
    now.structs += 1;
    integrate.apply(this, given);
  };
  try {
    for (let done = false; !done; pieces += 1) {
      done = work.next().done === true;
      for (const what of ["structs", "remembered"] as const) {
        most[what] = Math.max(most[what], now[what]);
        all[what] += now[what];
        now[what] = 0;
      }
    }
  } finally {
    sets.add = add;
    items.integrate = integrate;
  }
  return { most, all, pieces };
};

it("[H-12] of an update of thousands of structs Yjs takes in a thousand at a time", () => {
  const update = written((to) => {
    structs(to, 4_900, WRITER, 0);
    for (let left = 4_900; left > 0; left -= 1) field(to, `address${left}`, "x");
    nothingDeleted(to);
  });
  const doc = loadDocument("opportunity/deal", null);
  const { most, all } = effortOf(applying(doc, update));
  expect(all.structs).toBe(4_900);
  expect(most.structs).toBe(PART);
  expect(fieldsOf(doc).size).toBe(4_900);
});

it("[H-12] a document made to be costly to load is loaded in pieces of a bounded number of comparisons", () => {
  const [chain, crowd] = [1_500, 400];
  const snapshot = costlyToLoad(WRITER, chain, crowd);
  const { most, all, pieces } = effortOf(loading("opportunity/deal", snapshot));
  expect(all.remembered).toBeGreaterThan(chain * crowd);
  expect(most.remembered).toBeLessThan(2 * PART_COMPARED + 3 * PART);
  expect(pieces).toBeGreaterThan((chain * crowd) / PART_COMPARED);
  const loaded = atOnce(loading("opportunity/deal", snapshot));
  expect(contentOf(loaded)).toEqual(contentOf(loadDocument("opportunity/deal", snapshot)));
});
