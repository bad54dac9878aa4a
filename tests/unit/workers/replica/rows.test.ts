import { describe, expect, it } from "vitest";
import { entityOf } from "#domain/entities/registry.ts";
import { docId, recordId, recordOf, type DocId, type RecordId } from "#domain/id.ts";
import type { RowChange } from "#domain/query/context.ts";
import type { Change } from "#domain/record/change.ts";
import { createDocument, fieldsOf } from "#domain/record/document.ts";
import { hlcOf } from "#domain/record/hlc.ts";
import { projectDocument } from "#domain/record/project-document.ts";
import { unitsAt } from "#domain/reports/facts.ts";
import type { Cell, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { createDice, type Dice } from "#tests/simulation/dice.ts";
import { overlay, pathsOf, type Pending } from "#workers/replica/overlay.ts";
import { docsOfPart } from "#workers/replica/packed/part.ts";
import { plainParts } from "#workers/replica/row-parts.ts";
import { createRows } from "#workers/replica/rows.ts";
import { createSegments, type SegmentsPlan } from "#workers/replica/segments.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";

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
    const rows = createRows(plainParts(parts));
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
      const fresh = createRows(plainParts(parts));
      fresh.reset();
      for (const each of ids) {
        expect(rows.row(each), each).toEqual(fresh.row(each));
        expect(seen.get(each)).toBe(rows.row(each));
      }
    }
  });

  it.each([1, 2])("[D-03] what columns say by slot is what the rows say, through stores, pending changes, compactions and reloads (seed %i)", async (seed) => {
    const dice = createDice(seed);
    const storage = createMemoryStorage();
    const segments = createSegments(storage);
    const pending = new Map<DocId, Pending[]>();
    const rows = createRows({ ...segments, at: segments.packedAt, pending: (doc) => pending.get(doc) ?? [], pendingDocs: () => pending.keys() });
    const put = async (plan: SegmentsPlan | null): Promise<void> => {
      if (!plan) return;
      await storage.write(plan.operations, "relaxed");
      segments.apply(plan.change);
      for (const { parts, moved } of plan.change.added) (moved ? rows.moved : rows.refresh)(parts.flatMap(docsOfPart));
      rows.refresh(plan.change.gone);
      segments.settle(false);
    };
    const ids: readonly RecordId[] = Array.from({ length: 20 }, (_, n) => [recordId("customer", key(n)), recordId("followUp", key(n))]).flat();
    const rowFor = (id: RecordId, seq: number): Row =>
      id.startsWith("customer/")
        ? { id, created: mark, name: `N${dice.below(9)}`, ...(dice.chance(0.2) ? { deleted: mark } : {}) }
        : { id, created: { by: ann, at: seq }, content: "…", customer: recordId("customer", key(dice.below(22))), ...(dice.chance(0.7) ? { at: dice.below(1_000) } : {}), ...(dice.chance(0.2) ? { deleted: mark } : {}) };
    const units = (cell: Cell): number => unitsAt(cell, 2);
    const partsOf = (row: Row, paths: readonly string[]): readonly unknown[] =>
      paths.map((path) => path.split(".").reduce<unknown>((of, part) => (of as Readonly<Record<string, unknown>> | undefined)?.[part], row));
    for (let step = 1; step < 40; step += 1) {
      const some = ids.filter(() => dice.chance(0.1));
      const credit = some.filter((id) => id.startsWith("customer/") && dice.chance(0.5)).map((id) => ({ doc: docId(id, "credit"), row: { id, creditLimit: `${dice.below(99)}.5` } as Row }));
      const entries = [...some.map((id) => ({ doc: docId(id), row: rowFor(id, step) })), ...credit].map((one) => ({ ...one, seq: step, snapshot: Uint8Array.of(step) }));
      const gone = dice.chance(0.2) ? [docId(dice.pick(ids))].filter((doc) => !entries.some((one) => one.doc === doc)) : [];
      if (dice.chance(0.3)) {
        const doc = docId(dice.pick(ids));
        if (pending.has(doc)) pending.delete(doc);
        else pending.set(doc, [{ changes: [change("created", mark), change("name", "P"), change("customer", recordId("customer", key(3))), change("at", step)] }]);
        rows.refresh([doc]);
      }
      await put(await segments.plan(entries, gone));
      if (dice.chance(0.1)) await put(await segments.planRows(segments.numbers()));
      if (dice.chance(0.05)) {
        await segments.load();
        rows.reset();
        segments.settle(true);
      }
      for (const kind of ["customer", "followUp"]) {
        const slots = rows.slotted(kind);
        if (!slots) throw new Error(kind);
        const all = Array.from({ length: slots.size() }, (_, slot) => slots.row(slot));
        expect(all.filter(Boolean)).toEqual([...rows.rows(kind)]);
        expect(all.map(Boolean)).toEqual(all.map((_, slot) => slots.has(slot)));
        for (const [slot, row] of all.entries()) if (row) expect([slots.of(row.id), slots.id(slot)]).toEqual([slot, row.id]);
        for (const field of ["name", "customer", "at", "deleted", "creditLimit", "lastFollowUpAt", "nothing"]) {
          const { codes, cells } = slots.codes(field);
          expect(all.map((_, slot) => cells[codes[slot] ?? -1])).toEqual(all.map((row) => row?.[field]));
          expect([...slots.units(field, 2)]).toEqual(all.map((row) => units(row?.[field])));
        }
        for (const paths of [["id", "name", "customer"], ["created.by", "at"], ["name", "creditLimit"], ["lastFollowUpAt"], undefined]) {
          const visited: unknown[] = all.map(() => undefined);
          slots.each(paths, (slot, row) => {
            expect(visited[slot]).toBeUndefined();
            visited[slot] = paths ? partsOf(row, paths) : row;
          });
          expect(visited).toEqual(all.map((row) => row && (paths ? partsOf(row, paths) : row)));
        }
      }
      const fresh = createRows({ ...segments, at: segments.packedAt, pending: (doc) => pending.get(doc) ?? [], pendingDocs: () => pending.keys() });
      fresh.reset();
      for (const id of ids) expect(rows.row(id)).toEqual(fresh.row(id));
    }
  });

  it("[CU] a customer carries the time of the last follow-up that is not in the recycle bin", () => {
    const customer = recordId("customer", key(1));
    const acknowledged = new Map<DocId, Row>([
      [docId(customer), { id: customer, name: "A" }],
      [docId(recordId("followUp", key(1))), { id: recordId("followUp", key(1)), customer, at: 10 }],
      [docId(recordId("followUp", key(2))), { id: recordId("followUp", key(2)), customer, at: 20, deleted: mark }],
    ]);
    const rows = createRows(plainParts({ acknowledged: (doc) => acknowledged.get(doc), docs: () => acknowledged.keys(), pending: () => [], pendingDocs: () => [] }));
    rows.reset();
    expect(rows.row(customer)?.lastFollowUpAt).toBe(10);
    acknowledged.delete(docId(recordId("followUp", key(1))));
    rows.refresh([docId(recordId("followUp", key(1)))]);
    expect(rows.row(customer)).toEqual({ id: customer, name: "A" });
  });
});
