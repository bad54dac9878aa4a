import { describe, expect, it } from "vitest";
import { docId, recordId } from "#domain/id.ts";
import { valueAt } from "#domain/record/document.ts";
import { lensesOf } from "#domain/policy/lens.ts";
import { lensScopes } from "#domain/policy/lens-scope.ts";
import { planCatchUp, replanCatchUp } from "#sync-server/feed.ts";
import type { SeedRecord } from "#sync-server/seed.ts";
import { createMemoryStorage } from "#sync-server/storage/memory.ts";
import { createRawDevice } from "./raw-device.ts";
import { ACME, ANNA, BEN, BOLT, BOSS, COMPANY, createCompany, DEAL, MANAGER, OTHER, PUMP } from "./company.ts";

describe("feed", () => {
  it("[F-01] a first contact gets every readable document once, and nothing else", async () => {
    const { device } = await createCompany();
    const anna = await device(ANNA);
    expect(anna.welcome.total).toBe(anna.held.size);
    expect(anna.row(ACME)?.name).toBe("Acme");
    expect(anna.row(DEAL)?.requirement).toBe("They need pumps.");
    expect(anna.row(PUMP)?.listPrice).toBe("100");
    expect(anna.held.has(docId(PUMP, "cost"))).toBe(false);
    expect(anna.row(BOLT)).toBeUndefined();
    expect(anna.cursor).toBe(anna.welcome.head);
    expect(new Set(anna.scopes)).toEqual(new Set(anna.welcome.scopes));
  });

  it("[F-02] a commit reaches the devices that may read it, before its author's answer", async () => {
    const { device } = await createCompany();
    const [anna, manager, other] = [await device(ANNA), await device(MANAGER), await device(OTHER)];
    const answer = await anna.push(anna.edit(docId(ACME), { phone: "2" }));
    expect(answer.ok).toBe(true);
    expect(anna.cursor).toBe(answer.ok && answer.seq);
    expect(anna.received.slice(-2).map(({ type }) => type)).toEqual(["page", "answers"]);
    expect(manager.row(ACME)?.phone).toBe("2");
    expect(valueAt(manager.held.get(docId(ACME))!.doc, "phone")).toBe("2");
    expect(other.row(ACME)).toBeUndefined();
    expect(other.received.some((message) => message.type === "page" && message.entries.some(({ doc }) => doc === docId(ACME)))).toBe(false);
  });

  it("[F-03] after an absence a device gets what changed, each document once, as it now stands", async () => {
    const { device } = await createCompany();
    const [anna, manager] = [await device(ANNA), await device(MANAGER)];
    manager.disconnect();
    for (const phone of ["2", "3", "4"]) await anna.push(anna.edit(docId(ACME), { phone }));
    const before = manager.received.length;
    await manager.connect(MANAGER);
    const entries = manager.received.slice(before).flatMap((message) => (message.type === "page" ? message.entries : []));
    expect(entries.map(({ doc }) => doc)).toEqual([docId(ACME)]);
    expect(manager.row(ACME)?.phone).toBe("4");
    expect(manager.welcome.total).toBe(1);
  });

  it("[F-04] who loses a record is told that it is gone, at once and after an absence", async () => {
    const { device } = await createCompany();
    const [boss, anna, manager] = [await device(BOSS), await device(ANNA), await device(MANAGER)];
    manager.disconnect();
    expect((await boss.push(boss.edit(docId(ACME), { owner: OTHER }))).ok).toBe(true);
    expect(anna.gone.has(docId(ACME))).toBe(true);
    await manager.connect(MANAGER);
    expect(manager.gone.has(docId(ACME))).toBe(true);
    expect(manager.row(DEAL)).toBeDefined();
  });

  it("[F-04] who loses a record during the first sync, when it had been sent already, is told that it is gone", async () => {
    const many = Array.from({ length: 1_400 }, (_, at): SeedRecord => ({ id: recordId("customer", `many${at}`), values: { name: `Customer ${at}`, owner: ANNA }, at: 1, by: BOSS }));
    const { device, relay, clock } = await createCompany(createMemoryStorage(), [...COMPANY, ...many]);
    const boss = await device(BOSS);
    const anna = createRawDevice(relay, clock);
    anna.setAskForMore(false);
    await anna.connect(ANNA);
    expect(anna.row(ACME)).toBeDefined();
    expect((await boss.push(boss.edit(docId(ACME), { owner: OTHER }))).ok).toBe(true);
    anna.setAskForMore(true);
    anna.send({ type: "more", cursor: anna.cursor });
    for (let page = 0; page < 5; page += 1) await anna.settled();
    expect(anna.cursor).toBe(boss.cursor);
    expect(anna.row(ACME)).toBeUndefined();
  });

  it("[F-05] a person who gains a scope is sent its documents while connected; one who loses it is told they are gone", async () => {
    const { device } = await createCompany();
    const [boss, other, anna] = [await device(BOSS), await device(OTHER), await device(ANNA)];
    await boss.push(boss.edit(docId(OTHER), { role: "manager", department: recordId("department", "east") }));
    expect(other.row(ACME)?.name).toBe("Acme");
    expect(other.scopes).toContain("owner:user/anna");
    await anna.push(anna.edit(docId(ACME), { phone: "9" }));
    expect(other.row(ACME)?.phone).toBe("9");
    await boss.push(boss.edit(docId(OTHER), { role: "sales" }));
    expect(other.gone.has(docId(ACME))).toBe(true);
    expect(other.gone.has(docId(DEAL))).toBe(true);
    expect(other.scopes).not.toContain("owner:user/anna");
    expect(other.row(BOLT)).toBeDefined();
  });

  it("[F-06] scopes that changed during an absence are filled in and taken away at the next hello", async () => {
    const { device } = await createCompany();
    const [boss, other] = [await device(BOSS), await device(OTHER)];
    other.disconnect();
    await boss.push(boss.edit(docId(OTHER), { role: "manager", department: recordId("department", "east") }));
    await other.connect(OTHER);
    expect(other.row(ACME)?.name).toBe("Acme");
    other.disconnect();
    await boss.push(boss.edit(docId(OTHER), { role: "sales" }));
    await other.connect(OTHER);
    expect(other.gone.has(docId(ACME))).toBe(true);
    expect(other.scopes).not.toContain("owner:user/ben");
    const pages = other.received.length;
    other.disconnect();
    await other.connect(OTHER);
    expect(other.received.slice(pages).flatMap((message) => (message.type === "page" ? message.entries : []))).toEqual([]);
  });

  it.each(["while connected", "in two contacts"])("[F-06] what somebody loses and gains again before they were told all of it is there again (%s)", async (how) => {
    const many = Array.from({ length: 1_200 }, (_, at): SeedRecord => ({ id: recordId("customer", `many${at}`), values: { name: `Customer ${at}`, owner: ANNA }, at: 1, by: BOSS }));
    const { device } = await createCompany(createMemoryStorage(), [...COMPANY, ...many]);
    const [boss, other] = [await device(BOSS), await device(OTHER)];
    const held = () => many.filter(({ id }) => other.row(id) !== undefined).length;
    await boss.push(boss.edit(docId(OTHER), { role: "manager", department: recordId("department", "east") }));
    expect(held()).toBe(1_200);
    other.setAskForMore(false);
    await boss.push(boss.edit(docId(OTHER), { role: "sales" }));
    expect(held()).toBeGreaterThan(0);
    expect(held()).toBeLessThan(1_200);
    if (how === "in two contacts") other.disconnect();
    await boss.push(boss.edit(docId(OTHER), { role: "manager" }));
    other.setAskForMore(true);
    if (how === "in two contacts") await other.connect(OTHER);
    else {
      other.send({ type: "more", cursor: other.cursor });
      for (let page = 0; page < 9; page += 1) await other.settled();
    }
    expect(held()).toBe(1_200);
    expect(other.scopes).toContain("owner:user/anna");
  });

  it("[F-06] what somebody has been told half of when it is taken away again goes, also when nothing else has changed", async () => {
    const many = Array.from({ length: 1_400 }, (_, at): SeedRecord => ({ id: recordId("customer", `many${at}`), values: { name: `Customer ${at}`, owner: ANNA }, at: 1, by: BOSS }));
    const { device } = await createCompany(createMemoryStorage(), [...COMPANY, ...many]);
    const [boss, other] = [await device(BOSS), await device(OTHER)];
    const held = () => many.filter(({ id }) => other.row(id) !== undefined).length;
    other.setAskForMore(false);
    await boss.push(boss.edit(docId(OTHER), { role: "manager", department: recordId("department", "east") }));
    expect(held()).toBeGreaterThan(0);
    other.disconnect();
    await boss.push(boss.edit(docId(OTHER), { role: "sales", department: recordId("department", "west") }));
    other.setAskForMore(true);
    await other.connect(OTHER);
    for (let page = 0; page < 5; page += 1) await other.settled();
    expect(held()).toBe(0);
  });

  it("[F-07] a record follows its parents: their new readers get it, in the same commit", async () => {
    const { device } = await createCompany();
    const [anna, ben] = [await device(ANNA), await device(BEN)];
    const note = recordId("followUp", anna.keys.next());
    await anna.push(anna.edit(docId(note), { content: "called", customer: ACME, owner: ANNA, created: { by: ANNA, at: 1 } }));
    expect(ben.row(note)).toBeUndefined();
    await anna.push(anna.edit(docId(ACME), { [`set/sharedWith/${BEN}`]: 1 }));
    expect(ben.row(ACME)).toBeDefined();
    expect(ben.row(note)?.content).toBe("called");
    await anna.push(anna.edit(docId(ACME), { [`set/sharedWith/${BEN}`]: null }));
    expect(ben.gone.has(docId(note))).toBe(true);
  });

  it("[F-08] a disabled person is cut off at once and cannot come back", async () => {
    const { device, relay } = await createCompany();
    const [boss, ben] = [await device(BOSS), await device(BEN)];
    await relay.tokens.issue("session", BEN);
    await boss.push(boss.edit(docId(BEN), { disabled: { by: BOSS, at: 1 } }));
    expect(ben.closed).toBe("forbidden");
    await ben.connect(BEN);
    expect(ben.closed).toBe("forbidden");
  });

  it("[F-09] large documents go live as what was added, and whole to those who lack the base", async () => {
    const { device } = await createCompany();
    const [anna, manager] = [await device(ANNA), await device(MANAGER)];
    await anna.push(anna.edit(docId(ACME), { remarks: "x".repeat(15_000) }));
    await anna.push(anna.edit(docId(ACME), { phone: "5" }));
    const last = manager.received.findLast((message) => message.type === "page");
    expect(last?.type === "page" && last.entries.map((entry) => "diff" in entry)).toEqual([true]);
    expect(valueAt(manager.held.get(docId(ACME))!.doc, "phone")).toBe("5");
    expect((await device(MANAGER)).row(ACME)?.phone).toBe("5");
  });

  it("[S-20] what comes in another form goes on coming so when other rights change on the way", () => {
    const lenses = lensesOf(["customer.website"]);
    const before = ["all", "customer|all"];
    const scopes = new Set([...before, ...lensScopes(lenses)]);
    const plan = planCatchUp(100, before, before, { scopes, lenses });
    expect([...plan.anew]).toEqual(["customer"]);
    const replanned = replanCatchUp({ ...plan, stage: "feed", after: 150 }, { scopes: new Set([...scopes, "shared:group/x"]), lenses });
    expect([[...replanned.anew], replanned.cursor, replanned.gained.includes("customer|all")]).toEqual([["customer"], 150, true]);
  });
});
