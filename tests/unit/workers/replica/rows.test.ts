import { describe, expect, it } from "vitest";
import { entityOf } from "#domain/entities/registry.ts";
import { docId, recordId, recordOf, type DocId, type RecordId } from "#domain/id.ts";
import type { RowChange } from "#domain/query/context.ts";
import type { Change } from "#domain/record/change.ts";
import { createDocument, fieldsOf } from "#domain/record/document.ts";
import { hlcOf } from "#domain/record/hlc.ts";
import { projectDocument } from "#domain/record/project-document.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { createDice, type Dice } from "#tests/simulation/dice.ts";
import { overlay, pathsOf, type Pending } from "#workers/replica/overlay.ts";
import { createRows } from "#workers/replica/rows.ts";

const ann = recordId("user", "ann");
const mark = { by: ann, at: 5 };
const key = (n: number): string => n.toString(36).padStart(16, "0");
const deal = recordId("opportunity", key(1));
const opportunity = entityOf("opportunity");
const change = (path: string, to: FieldValue): Change => ({ path, from: null, to, at: hlcOf(1) });

const randomChange = (dice: Dice): Change => {
  const line = `line/lines/${key(dice.below(3))}`;
  const makers: readonly (() => Change)[] = [
    () => change("subject", `s${dice.below(99)}`),
    () => change("expectedAmount", dice.chance(0.3) ? null : String(dice.below(999))),
    () => change(`set/contacts/contact/${key(dice.below(4))}`, dice.chance(0.4) ? null : 1),
    () => change(line, dice.chance(0.3) ? null : mark),
    () => change(`${line}/quantity`, dice.chance(0.2) ? null : String(dice.below(9))),
    () => change(`log/advances/${key(dice.below(99))}`, { ...mark, stage: "won", probability: "100", note: null }),
  ];
  return dice.pick(makers)();
};

describe("visible rows", () => {
  it.each([1, 2, 3, 4, 5, 6])("[O-03] a row under pending changes is the projection of the document after them (seed %i)", (seed) => {
    const dice = createDice(seed);
    const doc = createDocument(deal);
    const map = fieldsOf(doc);
    const write = ({ path, to }: Change): void => {
      if (to === null) map.delete(path);
      else map.set(path, to);
    };
    write(change("created", mark));
    for (let i = 0; i < 20; i += 1) write(randomChange(dice));
    // Fields of lines that are not there are not in a row: the replica clears them with their line.
    const before = projectDocument(opportunity, deal, doc);
    const kept = pathsOf(opportunity, before);
    for (const path of Array.from(map.keys())) if (!kept.has(path)) map.delete(path);
    const pending: Pending[] = [];
    for (let i = 0; i < 30; i += 1) {
      const next = randomChange(dice);
      write(next);
      pending.push({ changes: [next] });
    }
    expect(overlay(opportunity, deal, before, pending)).toEqual(projectDocument(opportunity, deal, doc));
  });

  it.each([1, 2, 3])("[D-03] kept up step by step, rows equal rows built anew, and changes tell the difference (seed %i)", (seed) => {
    const dice = createDice(seed);
    const acknowledged = new Map<DocId, Row>();
    const pending = new Map<DocId, Pending[]>();
    const parts = {
      acknowledged: (doc: DocId) => acknowledged.get(doc),
      docs: () => acknowledged.keys(),
      pending: (doc: DocId) => pending.get(doc) ?? [],
      pendingDocs: () => pending.keys(),
    };
    const rows = createRows(parts);
    const seen = new Map<string, Row>();
    rows.subscribe((changes: readonly RowChange[]) => {
      for (const { id, before, after } of changes) {
        expect(before).toBe(seen.get(id));
        if (after) seen.set(id, after);
        else seen.delete(id);
      }
    });
    const ids: readonly RecordId[] = [0, 1, 2, 3].flatMap((n) => [recordId("customer", key(n)), recordId("followUp", key(n)), recordId("product", key(n))]);
    for (let step = 0; step < 200; step += 1) {
      const id = dice.pick(ids);
      const facet = id.startsWith("product/") && dice.chance(0.5) ? "cost" : null;
      const doc = docId(id, facet);
      const values: Record<string, FieldValue> =
        facet === "cost" ? { cost: String(dice.below(9)) } : { name: `n${dice.below(9)}`, customer: recordId("customer", key(dice.below(4))), at: dice.below(1_000), created: mark };
      if (dice.chance(0.4)) acknowledged.set(doc, { id: recordOf(doc), ...values });
      else if (dice.chance(0.3)) acknowledged.delete(doc);
      else if (dice.chance(0.5)) pending.set(doc, [...(pending.get(doc) ?? []), { changes: Object.entries(values).map(([path, to]) => change(path, to)) }]);
      else pending.delete(doc);
      rows.refresh([doc]);
      const fresh = createRows(parts);
      fresh.reset();
      for (const each of ids) {
        expect(rows.row(each), each).toEqual(fresh.row(each));
        expect(seen.get(each)).toBe(rows.row(each));
      }
    }
  });

  it("[CU] a customer carries the time of the last follow-up that is not in the recycle bin", () => {
    const customer = recordId("customer", key(1));
    const acknowledged = new Map<DocId, Row>([
      [docId(customer), { id: customer, name: "A" }],
      [docId(recordId("followUp", key(1))), { id: recordId("followUp", key(1)), customer, at: 10 }],
      [docId(recordId("followUp", key(2))), { id: recordId("followUp", key(2)), customer, at: 20, deleted: mark }],
    ]);
    const rows = createRows({ acknowledged: (doc) => acknowledged.get(doc), docs: () => acknowledged.keys(), pending: () => [], pendingDocs: () => [] });
    rows.reset();
    expect(rows.row(customer)?.lastFollowUpAt).toBe(10);
    acknowledged.delete(docId(recordId("followUp", key(1))));
    rows.refresh([docId(recordId("followUp", key(1)))]);
    expect(rows.row(customer)).toEqual({ id: customer, name: "A" });
  });
});
