import { expect, it } from "vitest";
import * as Y from "yjs";
import { docId, recordId } from "#domain/id.ts";
import { CLEAR, lensesOf } from "#domain/policy/lens.ts";
import { fieldsOf, loadDocument, proseOf } from "#domain/record/document.ts";
import { PART_COMPARED } from "#sync-server/gate/whole.ts";
import { createLensing } from "#sync-server/lensed.ts";
import type { StoredDocument } from "#sync-server/storage/storage.ts";
import { costlyToLoad } from "#tests/contracts/hostile/costly.ts";

const DEAL = docId(recordId("opportunity", "deal"));
const BUDGET = lensesOf(["opportunity.budget"]);

const storedAs = (snapshot: Uint8Array): StoredDocument => ({ doc: DEAL, seq: 1, snapshot, row: { id: recordId("opportunity", "deal") }, scopes: [], clocks: {} });

/** A document of so many fields, and of one that is hidden. */
const wide = (fields: number): Y.Doc => {
  const doc = loadDocument(DEAL, null, 7);
  for (let left = fields; left > 0; left -= 1) fieldsOf(doc).set(`address${left}`, "x");
  fieldsOf(doc).set("budget", "canary");
  return doc;
};

const counted = () => {
  let rests = 0;
  const lensing = createLensing(async () => void (rests += 1));
  return { lensing, rests: () => rests };
};

it("[S-17] [H-12] of a document made to be costly to load what is seen is made with a rest for every so many comparisons", async () => {
  const [chain, crowd] = [1_500, 400];
  const snapshot = costlyToLoad(4_096 * 2 ** 20 + 5, chain, crowd);
  const { lensing, rests } = counted();
  const seen = await lensing.snapshot(storedAs(snapshot), BUDGET);
  expect(rests()).toBeGreaterThan((chain * crowd) / PART_COMPARED);
  const [whole, copy] = [loadDocument(DEAL, snapshot), loadDocument(DEAL, seen)];
  expect(proseOf(copy, "requirement").toString()).toBe(proseOf(whole, "requirement").toString());
  expect(Y.encodeStateVector(copy)).toEqual(Y.encodeStateVector(whole));
});

it("[S-17] [H-12] what is hidden of a document of thousands of fields is taken out with rests, of the whole and of what was added", async () => {
  const doc = wide(6_000);
  const since = Y.encodeStateVector(doc);
  fieldsOf(doc).set("budget", "canary again");
  fieldsOf(doc).set("provider", "Us");
  const stored = storedAs(Y.encodeStateAsUpdate(doc));
  const [whole, added] = [counted(), counted()];
  const seen = loadDocument(DEAL, await whole.lensing.snapshot(stored, BUDGET));
  expect(fieldsOf(seen).size).toBe(6_001);
  expect(fieldsOf(seen).has("budget")).toBe(false);
  // Taken in and looked at a thousand at a time, written two thousand at a time.
  expect(whole.rests()).toBeGreaterThanOrEqual(5 + 6 + 3);
  const diff = await added.lensing.diff(stored, BUDGET.get("opportunity")!, since);
  expect(added.rests()).toBeGreaterThanOrEqual(5 + 6);
  expect(Buffer.from(diff).toString("latin1")).not.toContain("canary");
  Y.applyUpdate(seen, diff);
  expect(fieldsOf(seen).get("provider")).toBe("Us");
  expect(diff.length).toBeLessThan(200);
});

it("[S-17] [H-12] who asks for a copy while it is made, or later, is given that one", async () => {
  const stored = storedAs(Y.encodeStateAsUpdate(wide(3_000)));
  const alone = counted();
  await alone.lensing.snapshot(stored, BUDGET);
  const { lensing, rests } = counted();
  const copies = await Promise.all([1, 2, 3].map(() => lensing.snapshot(stored, lensesOf(["opportunity.budget"]))));
  copies.push(await lensing.snapshot(stored, BUDGET));
  expect(new Set(copies).size).toBe(1);
  expect(rests()).toBe(alone.rests());
  expect(await lensing.snapshot(stored, lensesOf(["opportunity.address1"]))).not.toEqual(copies[0]);
});

it("[S-17] [H-12] for who sees all of it nothing is made", async () => {
  const stored = storedAs(Y.encodeStateAsUpdate(wide(3_000)));
  const { lensing, rests } = counted();
  for (const lenses of [CLEAR, lensesOf(["customer.phone"])]) expect(await lensing.snapshot(stored, lenses)).toBe(stored.snapshot);
  expect(rests()).toBe(0);
});
