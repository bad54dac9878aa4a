import { beforeAll, describe, expect, it } from "vitest";
import { OWNED_KIND_NAMES } from "#domain/entities/owned-kinds.ts";
import { docId, recordId } from "#domain/id.ts";
import { ACTIONS } from "#domain/policy/job-function.ts";
import type { Values } from "#domain/record/change.ts";
import type { PersonRights } from "#workers/replica/api.ts";
import type { Replica } from "#workers/replica/replica.ts";
import { openPage } from "./replica-page.ts";
import { ANN, attentionOf, BEN, BOSS, createWorld, customer, deal, key, rowOf, stateOf } from "./replica-world.ts";
import { storedHere } from "./stored-here.ts";
import { needReportCode } from "#workers/replica/late-reports.ts";

const CANARY = "xkanari";
const JUNIOR = recordId("jobFunction", key(7));
const ORDER = recordId("order", key(7));
const LINE = key(8);

const HIDDEN = ["customer.phone", "customer.type", "opportunity.remarks", "opportunity.budget", "opportunity.requirement", "order.lines.unitPrice"];
const may: Values = Object.fromEntries(OWNED_KIND_NAMES.flatMap((kind) => ACTIONS.map((action) => [`set/may/${kind}.${action}`, 1])));
const hide = (to: 1 | null): Values => Object.fromEntries(HIDDEN.map((name) => [`set/hidden/${name}`, to]));

const company = async () => {
  const world = await createWorld();
  const shared = { owner: ANN, [`set/sharedWith/${BEN}`]: 1 } as const;
  await world.seed(customer(1), { name: "Acme", phone: `${CANARY} 0`, ...shared });
  await world.seed(deal(1), { subject: "Deal", customer: customer(1), ...shared });
  await world.seed(JUNIOR, { name: "Junior", ...may });
  await world.seed(ORDER, { subject: "Order", customer: customer(1), [`line/lines/${LINE}`]: { by: ANN, at: 1 }, [`line/lines/${LINE}/product`]: recordId("product", key(1)), [`line/lines/${LINE}/quantity`]: "2", [`line/lines/${LINE}/unitPrice`]: "50", ...shared });
  const boss = await world.device(BOSS);
  const ann = await world.device(ANN, { seed: 7 });
  const ben = await world.device(BEN, { seed: 8 });
  await world.pass();
  await boss.replica.commit([{ record: BEN, values: { [`set/functions/${JUNIOR}`]: 1 } }]);
  for (const n of [1, 2]) {
    await ann.replica.commit([
      { record: customer(1), values: { phone: `${CANARY} ${n}` } },
      { record: deal(1), values: { remarks: `${CANARY} ${n}`, budget: `${n}00` } },
    ]);
    await world.pass();
  }
  const page = await openPage(ann.replica, docId(deal(1)));
  page.type(`What they want: ${CANARY}`);
  await world.pass();
  page.leave();
  return { world, boss, ann, ben };
};

const rightsOf = (replica: Replica): (() => PersonRights | undefined) => {
  const told: PersonRights[] = [];
  replica.rights((rights) => told.push(rights));
  return () => told.at(-1);
};

/* Questions are answered at once when their code is here. */
beforeAll(async () => {
  await needReportCode();
});

describe("fields that are hidden", () => {
  it("[S-20] [S-21] leave a connected device with everything made of them, and come back to it", async () => {
    const { world, boss, ann, ben } = await company();
    const { replica } = ben;
    const rights = rightsOf(replica);
    const totals: unknown[] = [];
    replica.report({ kind: "order", measures: ["sum(total)"], by: [] }, (table) => totals.push(table));
    const page = await openPage(replica, docId(deal(1)));
    const asked = replica.history(customer(1));
    await world.pass();
    expect((await asked).entries.length).toBeGreaterThan(0);
    expect((await rowOf(replica, ORDER))?.["total"]).toBe("100");
    expect(JSON.stringify(totals.at(-1))).toContain("100");
    expect((await storedHere(ben.storage, CANARY)).map((hit) => hit.split(" ")[0])).toEqual(expect.arrayContaining(["rows", "snapshots", "history"]));

    await boss.replica.commit([{ record: JUNIOR, values: hide(1) }]);
    await world.pass();
    expect(await storedHere(ben.storage, CANARY)).toEqual([]);
    expect(rights()?.hidden).toEqual([...HIDDEN].sort());
    expect(JSON.stringify(totals.at(-1))).not.toContain("100");
    expect(await rowOf(replica, customer(1))).toMatchObject({ name: "Acme" });
    expect((await rowOf(replica, customer(1)))?.["phone"]).toBeUndefined();
    expect((await rowOf(replica, ORDER))?.["total"]).toBeUndefined();
    expect((await replica.ask({ kind: "order", filter: { field: "total", is: "above", value: 0 } })).length).toBe(0);
    expect(page.closes).toEqual([4409]);
    expect((await openPage(replica, docId(deal(1)))).forms).toBeGreaterThan(page.forms);
    expect(await replica.search(CANARY, null, 10)).toEqual([]);
    const again = replica.history(customer(1));
    await world.pass();
    expect(JSON.stringify((await again).entries)).not.toContain(CANARY);

    expect((await replica.commit([{ record: customer(1), values: { phone: "1" } }])).ok).toBe(false);
    const changed = await replica.commit([{ record: customer(1), values: { website: "https://acme.example" } }]);
    const fresh = await replica.commit([{ record: customer(2), values: { name: "Fresh" } }]);
    expect([changed.ok, fresh.ok]).toEqual([true, true]);
    await ann.replica.commit([{ record: customer(1), values: { phone: `${CANARY} 3`, region: "North" } }]);
    await world.pass();
    expect(stateOf(replica)).toMatchObject({ waiting: 0, attention: 0 });
    expect(await rowOf(ann.replica, customer(1))).toMatchObject({ website: "https://acme.example", phone: `${CANARY} 3` });
    expect(await rowOf(replica, customer(1))).toMatchObject({ website: "https://acme.example", region: "North" });
    expect((await rowOf(boss.replica, customer(2)))?.["type"]).toBeUndefined();
    expect(await storedHere(ben.storage, CANARY)).toEqual([]);
    if (changed.ok) await replica.commit([...changed.value.undo]);
    await world.pass();
    expect((await rowOf(ann.replica, customer(1)))?.["website"]).toBeUndefined();

    await boss.replica.commit([{ record: JUNIOR, values: hide(null) }]);
    await world.pass();
    expect(await rowOf(replica, customer(1))).toMatchObject({ phone: `${CANARY} 3`, region: "North" });
    expect((await rowOf(replica, ORDER))?.["total"]).toBe("100");
    await replica.commit([{ record: customer(1), values: { phone: "by Ben", region: "South" } }]);
    const opened = await openPage(replica, docId(deal(1)));
    opened.type("And soon. ");
    await world.pass();
    expect(stateOf(replica)).toMatchObject({ waiting: 0, attention: 0 });
    expect(await rowOf(ann.replica, customer(1))).toMatchObject({ phone: "by Ben", region: "South" });
    const text = String((await rowOf(ann.replica, deal(1)))?.["requirement"]);
    expect(text).toContain(`What they want: ${CANARY}`);
    expect(text).toContain("And soon.");
  });

  it("[S-20] [O-14] are gone from a device that was away once it returns, and what it changed of them is its author's alone", async () => {
    const { world, boss, ann, ben } = await company();
    const { replica } = ben;
    ben.online(false);
    await replica.commit([{ record: customer(1), values: { phone: "Ben's number" } }]);
    await replica.commit([{ record: customer(1), values: { website: "https://acme.example" } }]);
    await replica.commit([{ record: deal(1), values: { provider: "Us" } }]);
    await boss.replica.commit([{ record: JUNIOR, values: hide(1) }]);
    await ann.replica.commit([{ record: customer(1), values: { region: "North" } }]);
    await world.pass();
    ben.online(true);
    await world.pass(20_000);
    expect(stateOf(replica)).toMatchObject({ kind: "saved", waiting: 0, attention: 1 });
    expect(attentionOf(replica).map(({ refusal, docs }) => [refusal.reason, docs.flatMap(({ changes }) => changes.map(({ from, to }) => [from, to]))])).toEqual([["hidden", [[null, "Ben's number"]]]]);
    expect(await rowOf(ann.replica, customer(1))).toMatchObject({ phone: `${CANARY} 2`, website: "https://acme.example", region: "North" });
    expect(await rowOf(ann.replica, deal(1))).toMatchObject({ provider: "Us", remarks: `${CANARY} 2` });
    expect(await rowOf(replica, customer(1))).toMatchObject({ website: "https://acme.example", region: "North" });
    expect((await rowOf(replica, customer(1)))?.["phone"]).toBeUndefined();
    expect(await storedHere(ben.storage, CANARY)).toEqual([]);
  });
});
