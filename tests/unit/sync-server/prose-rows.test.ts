import { expect, it } from "vitest";
import * as Y from "yjs";
import { docId, recordId, type DocId } from "#domain/id.ts";
import { lensesOf, type Lenses } from "#domain/policy/lens.ts";
import { parseDown } from "#domain/protocol/down.ts";
import { encodePage, type Entry } from "#domain/protocol/down/page.ts";
import { fieldsOf, loadDocument, proseOf } from "#domain/record/document.ts";
import type { Row } from "#domain/schema/entity.ts";
import { withProseRows } from "#sync-server/prose-rows.ts";
import type { StoredDocument } from "#sync-server/storage/storage.ts";

const PLAIN = recordId("opportunity", "plain");
const WRITTEN = recordId("opportunity", "written");
const NONE: Lenses = new Map();

const contentOf = (doc: DocId, prose: string | null): Uint8Array => {
  const content = loadDocument(doc, null, 7);
  fieldsOf(content).set("subject", "Pumps");
  if (prose !== null) proseOf(content, "requirement").insert(0, [new Y.XmlText(prose)]);
  return Y.encodeStateAsUpdate(content);
};

const stored = new Map<DocId, StoredDocument>(
  ([[PLAIN, null], [WRITTEN, "Ten of them."]] as const).map(([id, prose], at) => {
    const doc = docId(id);
    const row: Row = { id, subject: "Pumps", ...(prose ? { requirement: prose } : {}) };
    return [doc, { doc, seq: at + 1, snapshot: contentOf(doc, prose), row, scopes: [], clocks: {} }];
  }),
);

const entries = (): Entry[] => [...stored.values()].map(({ doc, seq, snapshot }) => ({ doc, seq, row: null, snapshot }));

const given = (of: Entry[], lenses = NONE, documents = stored) =>
  withProseRows({ documents: async (ids) => ids.flatMap((id) => documents.get(id) ?? []) }, of, lenses);

const rowsOf = (of: readonly Entry[]): readonly unknown[] => of.map((entry) => "row" in entry && entry.row);

it("[F-03] what has prose comes with its row, and only that", async () => {
  expect(rowsOf(await given(entries()))).toEqual([null, { id: WRITTEN, subject: "Pumps", requirement: "Ten of them." }]);
});

it("[F-03] what has moved on since its content was read comes without a row", async () => {
  const moved = new Map([...stored].map(([doc, one]) => [doc, { ...one, seq: one.seq + 9 }]));
  expect(rowsOf(await given(entries(), NONE, moved))).toEqual([null, null]);
});

it("[F-03] [H-12] a row that comes is that which its reader sees", async () => {
  expect(rowsOf(await given(entries(), lensesOf(["opportunity.subject"])))).toEqual([null, { id: WRITTEN, requirement: "Ten of them." }]);
});

it("[F-03] a device takes the row that it is given and reads those of others from their contents", async () => {
  const told = (await given(entries())).map((entry) => ("row" in entry && entry.row ? { ...entry, row: { ...entry.row, budget: "7" } } : entry));
  const parsed = parseDown(encodePage({ type: "page", entries: told, cursor: 2, head: 2, more: false }));
  const page = parsed.ok && parsed.value.type === "page" ? parsed.value : null;
  expect(new Map(page?.entries.map((entry) => [entry.doc, "row" in entry && entry.row]))).toEqual(
    new Map([
      [docId(PLAIN), { id: PLAIN, subject: "Pumps" }],
      [docId(WRITTEN), { id: WRITTEN, subject: "Pumps", requirement: "Ten of them.", budget: "7" }],
    ]),
  );
});
