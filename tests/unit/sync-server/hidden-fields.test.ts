import * as Y from "yjs";
import { describe, expect, it } from "vitest";
import { contentHash } from "#domain/approval/content-hash.ts";
import { flowsIn } from "#domain/approval/flow.ts";
import { runOf } from "#domain/approval/run.ts";
import { sayingValues } from "#domain/approval/say.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { OWNED_KIND_NAMES } from "#domain/entities/owned-kinds.ts";
import { docId, recordId, type RecordId } from "#domain/id.ts";
import { ACTIONS } from "#domain/policy/job-function.ts";
import { lensesOf } from "#domain/policy/lens.ts";
import { encodeFrame } from "#domain/protocol/frame.ts";
import type { LogFilter } from "#domain/protocol/up/ask-log.ts";
import type { Values } from "#domain/record/change.ts";
import { fieldsOf, loadDocument, proseOf } from "#domain/record/document.ts";
import { proseText } from "#domain/record/project-document.ts";
import { linesOf } from "#domain/schema/read.ts";
import { openSingleDocument } from "#sync-server/single-document.ts";
import { createMemoryStorage } from "#sync-server/storage/memory.ts";
import type { SeedRecord } from "#sync-server/seed.ts";
import { ACME, ANNA, BEN, BOSS, COMPANY, createCompany, DEAL, MANAGER, START } from "./company.ts";
import { seenBy, shown } from "./presence-frames.ts";
import type { RawDevice } from "./raw-device.ts";

const JUNIOR = recordId("jobFunction", "junior");
const ORDER = recordId("order", "first");
const LINE = "0mvyyxvk32000100";

/** Everything that is hidden in these tests holds this word. */
const SECRET = "canary";

const HIDDEN = ["customer.phone", "customer.revenue", "order.manualTotal", "order.lines.unitPrice", "order.remarks", "opportunity.requirement", "opportunity.contacts", "opportunity.budget"];

const may: Values = Object.fromEntries(OWNED_KIND_NAMES.flatMap((kind) => ACTIONS.map((action) => [`set/may/${kind}.${action}`, 1])));
const hides = (...names: readonly string[]): Values => Object.fromEntries(names.map((name) => [`set/hidden/${name}`, 1]));
const at = START - 900_000;
const price = (digits: number): string => `70000${digits}`;

const records = (hidden: readonly string[] = HIDDEN): readonly SeedRecord[] => [
  ...COMPANY.map((seed) => (seed.id === ANNA ? { ...seed, values: { ...seed.values, [`set/functions/${JUNIOR}`]: 1 } } : seed)).map((seed) =>
    seed.id === ACME
      ? { ...seed, values: { ...seed.values, phone: `${SECRET}-phone` } }
      : seed.id === DEAL
        ? { ...seed, values: { ...seed.values, [`set/contacts/contact/${SECRET}`]: 1 }, prose: { requirement: [`${SECRET} prose`], solution: ["Pumps."] } }
        : seed,
  ),
  { id: JUNIOR, values: { name: "Junior", ...may, ...hides(...hidden) }, at, by: BOSS },
  {
    id: ORDER,
    values: {
      subject: "First",
      customer: ACME,
      owner: ANNA,
      remarks: `${SECRET} remarks`,
      [`line/lines/${LINE}`]: { by: BOSS, at },
      [`line/lines/${LINE}/product`]: recordId("product", "pump"),
      [`line/lines/${LINE}/quantity`]: "3",
      [`line/lines/${LINE}/unitPrice`]: price(1),
    },
    at,
    by: BOSS,
  },
];

const company = (hidden?: readonly string[]) => createCompany(createMemoryStorage(), records(hidden));

const bytesOf = (device: RawDevice): string => device.received.map((message) => Buffer.from(encodeFrame(message)).toString("latin1")).join("\n");
/** What in the bytes that a device was sent must not be there. */
const leaks = (device: RawDevice): readonly string[] => [...bytesOf(device).matchAll(/canary.{0,20}|70000\d/g)].map(([found]) => found);

const fieldsAt = (device: RawDevice, record: RecordId): Readonly<Record<string, unknown>> => {
  const held = device.held.get(docId(record));
  return held ? Object.fromEntries(fieldsOf(held.doc).entries()) : {};
};

describe("hidden fields", () => {
  it("[S-17] the first sync has everything but them: in the row, and in the document neither value nor key", async () => {
    const { device } = await company();
    const [anna, manager] = [await device(ANNA), await device(MANAGER)];
    expect(leaks(anna)).toEqual([]);
    expect(anna.row(ACME)).toMatchObject({ name: "Acme" });
    expect(linesOf(anna.row(ORDER) ?? { id: ORDER }, "lines")[0]).toMatchObject({ quantity: "3" });
    expect(anna.row(DEAL)).toMatchObject({ subject: "Deal", solution: "Pumps." });
    expect(Object.keys(fieldsAt(anna, ACME))).not.toContain("phone");
    expect(bytesOf(manager)).toContain(`${SECRET}-phone`);
    expect(manager.row(DEAL)).toMatchObject({ requirement: `${SECRET} prose`, contacts: [`contact/${SECRET}`] });
    const [seen, whole] = [anna, manager].map((one) => Y.encodeStateVector(one.held.get(docId(DEAL))?.doc ?? new Y.Doc()));
    expect(seen).toEqual(whole);
  });

  it("[S-17] changes by others arrive without them, as whole documents and as differences", async () => {
    const { device, storage } = await company();
    const [anna, manager] = [await device(ANNA), await device(MANAGER)];
    const long = (word: string): string => `${word} `.repeat(2_000).trim();
    await manager.push(manager.edit(docId(ACME), { phone: `${SECRET}-1`, website: "https://acme.example" }));
    await manager.push(manager.edit(docId(ACME), { phone: `${SECRET}-2`, revenue: price(2) }));
    await manager.push(manager.edit(docId(ORDER), { [`line/lines/${LINE}/unitPrice`]: price(3), [`line/lines/${LINE}/quantity`]: "4" }));
    await manager.push(manager.edit(docId(DEAL), { competition: long("rivals") }));
    await manager.push(manager.edit(docId(DEAL), { budget: price(4), provider: "Us", [`set/contacts/contact/${SECRET}2`]: 1 }));
    expect((await storage.documents([docId(DEAL)]))[0]?.snapshot.length).toBeGreaterThan(8_192);
    const last = anna.received.findLast((message) => message.type === "page" && message.entries.length > 0);
    expect(last?.type === "page" && last.entries.some((entry) => "diff" in entry)).toBe(true);
    expect(leaks(anna)).toEqual([]);
    expect(anna.row(ACME)).toMatchObject({ website: "https://acme.example" });
    expect(linesOf(anna.row(ORDER) ?? { id: ORDER }, "lines")[0]).toMatchObject({ quantity: "4" });
    expect(fieldsAt(anna, DEAL)).toMatchObject({ provider: "Us" });
    expect(manager.row(ACME)).toMatchObject({ phone: `${SECRET}-2` });
  });

  it("[S-17] [C-02] who sees all and who does not write the same record at the same time, and both have all they may", async () => {
    const { device } = await company();
    const [anna, manager] = [await device(ANNA), await device(MANAGER)];
    for (let turn = 0; turn < 5; turn += 1) {
      const theirs = manager.edit(docId(DEAL), { budget: price(turn), address: `Street ${turn}`, [`set/contacts/contact/${SECRET}${turn}`]: 1 });
      const hers = anna.edit(docId(DEAL), { provider: `Provider ${turn}`, [`line/lines/0mvyyxvk3200010${turn + 1}`]: { by: ANNA, at: START }, [`line/lines/0mvyyxvk3200010${turn + 1}/product`]: "product/pump" });
      expect((await manager.push(theirs)).ok && (await anna.push(hers)).ok).toBe(true);
    }
    const mine = fieldsAt(anna, DEAL);
    const whole = Object.entries(fieldsAt(manager, DEAL));
    expect(mine).toEqual(Object.fromEntries(whole.filter(([path]) => path !== "budget" && !path.startsWith("set/contacts/"))));
    expect(whole.length - Object.keys(mine).length).toBe(7);
    expect(leaks(anna)).toEqual([]);
  });

  it("[S-17] [G-13] text is written beside a text that is hidden", async () => {
    const { device } = await company();
    const [anna, manager] = [await device(ANNA), await device(MANAGER)];
    const type = (who: RawDevice, name: string, text: string) => {
      const copy = loadDocument(docId(DEAL), Y.encodeStateAsUpdate(who.held.get(docId(DEAL))?.doc ?? new Y.Doc()), who.client());
      const before = Y.encodeStateVector(copy);
      let update: Uint8Array = Y.encodeStateAsUpdate(copy, before);
      copy.on("update", (bytes: Uint8Array) => (update = bytes));
      proseOf(copy, name).insert(0, [new Y.XmlText(text)]);
      return who.push({ doc: docId(DEAL), update, changes: [{ path: `prose/${name}`, from: null, to: null, at: who.hlc() }] });
    };
    expect(await type(manager, "requirement", `${SECRET} more. `)).toMatchObject({ ok: true });
    expect(await type(anna, "solution", "And hoses. ")).toMatchObject({ ok: true });
    expect(await type(manager, "solution", "Soon. ")).toMatchObject({ ok: true });
    const held = (who: RawDevice) => who.held.get(docId(DEAL))?.doc ?? new Y.Doc();
    expect(proseText(proseOf(held(anna), "solution"))).toBe(proseText(proseOf(held(manager), "solution")));
    expect(proseText(proseOf(held(anna), "requirement"))).toBe("");
    expect(proseText(proseOf(held(manager), "requirement"))).toContain(`${SECRET} more.`);
    expect(await type(anna, "requirement", "mine")).toMatchObject({ ok: false, refusal: { code: "denied", reason: "hidden" } });
    expect(leaks(anna)).toEqual([]);
  });

  it("[S-18] nobody writes what they do not see, in a new record either, and the refusal does not say what stands", async () => {
    const { device, storage } = await company();
    const anna = await device(ANNA);
    const before = await storage.documents([docId(ACME), docId(ORDER), docId(DEAL)]);
    const tries: readonly (readonly [RecordId, Values])[] = [
      [ACME, { phone: "mine" }],
      [ACME, { phone: null }],
      [ACME, { name: "Acme & Co", revenue: "5" }],
      [ORDER, { [`line/lines/${LINE}/unitPrice`]: "1" }],
      [DEAL, { [`set/contacts/contact/other`]: 1 }],
    ];
    for (const [record, values] of tries) {
      const answer = await anna.push(anna.edit(docId(record), values));
      expect(answer).toMatchObject({ ok: false, refusal: { code: "denied", reason: "hidden" } });
      expect(answer.ok || "current" in answer.refusal).toBe(false);
    }
    expect(await storage.documents([docId(ACME), docId(ORDER), docId(DEAL)])).toEqual(before);
    const fresh = recordId("customer", "fresh");
    const made = { name: "Fresh", owner: ANNA, created: { by: ANNA, at: START } };
    expect(await anna.push(anna.edit(docId(fresh), { ...made, phone: "1" }))).toMatchObject({ ok: false, refusal: { reason: "hidden", path: "phone" } });
    expect(await anna.push(anna.edit(docId(fresh), made))).toMatchObject({ ok: true });
    expect(leaks(anna)).toEqual([]);
  });

  it("[S-18] [S-19] an answer that is given again says what stood there only to who sees it by now", async () => {
    const { device } = await company([]);
    const [anna, boss] = [await device(ANNA), await device(BOSS)];
    const txs = [{ phone: 5 }, { name: 5 }].map((values) => ({ id: anna.keys.next(), docs: [anna.edit(docId(ACME), values)] }));
    const say = async () => {
      const answers = [];
      for (const tx of txs) answers.push(await anna.pushTx(tx));
      return answers.map((answer) => (answer.ok ? null : answer.refusal));
    };
    const [phone, name] = [
      { code: "invalid", path: "phone", current: `${SECRET}-phone` },
      { code: "invalid", path: "name", current: "Acme" },
    ];
    expect(await say()).toMatchObject([phone, name]);
    await boss.push(boss.edit(docId(JUNIOR), hides("customer.phone")));
    await anna.settled();
    const from = anna.received.length;
    const [again, same] = await say();
    expect(again).toMatchObject({ code: "invalid", path: "phone" });
    expect(again && ("current" in again || "told" in again)).toBe(false);
    expect(same).toMatchObject(name);
    expect(JSON.stringify(anna.received.slice(from))).not.toContain(SECRET);
    await boss.push(boss.edit(docId(JUNIOR), { "set/hidden/customer.phone": null }));
    expect(await say()).toMatchObject([phone, name]);
  });

  it("[S-18] [G-08] structs by hand that name what is hidden change nothing of it", async () => {
    const { device, storage } = await company();
    const [anna, manager] = [await device(ANNA), await device(MANAGER)];
    const whole = manager.held.get(docId(ACME))?.doc ?? new Y.Doc();
    // With the ids of somebody who sees the field: its value deleted under the name of another change.
    const copy = loadDocument(docId(ACME), Y.encodeStateAsUpdate(whole), anna.client());
    let update: Uint8Array = new Uint8Array();
    copy.on("update", (bytes: Uint8Array) => (update = bytes));
    copy.transact(() => {
      fieldsOf(copy).delete("phone");
      fieldsOf(copy).set("website", "w");
    });
    const website = { path: "website", from: null, to: "w", at: anna.hlc() };
    expect(await anna.push({ doc: docId(ACME), update, changes: [website] })).toMatchObject({ ok: false, refusal: { reason: "disagrees" } });
    expect(await anna.push({ doc: docId(ACME), update, changes: [website, { path: "phone", from: null, to: null, at: anna.hlc() }] })).toMatchObject({ ok: false, refusal: { reason: "hidden" } });
    expect((await storage.documents([docId(ACME)]))[0]?.row.phone).toBe(`${SECRET}-phone`);
    expect(leaks(anna)).toEqual([]);
  });

  it("[S-19] history, data log, earlier days and presence go through the same lens", async () => {
    const { device, clock } = await company([...HIDDEN]);
    const [anna, manager, boss] = [await device(ANNA), await device(MANAGER), await device(BOSS)];
    clock.pass(1_000);
    for (let turn = 0; turn < 30; turn += 1) await manager.push(manager.edit(docId(ACME), { phone: `${SECRET}-${turn}` }));
    await manager.push(manager.edit(docId(ACME), { website: "https://acme.example" }));
    clock.pass(1_000);
    await manager.push(manager.edit(docId(ORDER), { [`line/lines/${LINE}/unitPrice`]: price(5), remarks: `${SECRET} again` }));
    // Who leads everybody may ask for everything, and sees no more of it.
    await boss.push(boss.edit(docId(ANNA), { role: "boss", "set/rights/admin": 1 }));
    await anna.settled();
    const from = anna.received.length;
    anna.send({ type: "askHistory", request: 1, record: ACME, before: null, limit: 5 });
    anna.send({ type: "askHistory", request: 2, record: ORDER, before: null, limit: 50 });
    anna.send({ type: "askLog", request: 3, filter: { by: null, kind: null, record: null, path: null, since: null, until: null }, before: null, limit: 200 });
    anna.send({ type: "askPast", request: 4, kind: "customer", record: ACME, at: START, after: null });
    const here = manager.client();
    manager.send({ type: "watch", docs: [docId(ACME)] });
    manager.send({ type: "presence", doc: docId(ACME), update: shown(here, { field: "phone", draft: SECRET }) });
    await manager.settled();
    anna.send({ type: "watch", docs: [docId(ACME)] });
    await anna.settled();
    expect(seenBy(anna).get(here)).toEqual({ user: { id: MANAGER, name: "manager" } });
    manager.send({ type: "presence", doc: docId(ACME), update: shown(here + 1, { field: "website", draft: SECRET }) });
    await manager.settled();
    expect(seenBy(anna).get(here + 1)).toEqual({ user: { id: MANAGER, name: "manager" }, field: "website" });
    const answers = anna.received.slice(from);
    const history = answers.find((message) => message.type === "history" && message.request === 1);
    expect(history?.type === "history" && history.entries.map(({ path }) => path)).toEqual(["website", "created"]);
    expect(answers.find((message) => message.type === "log")).toMatchObject({ error: null });
    const past = answers.find((message) => message.type === "past");
    expect(past?.type === "past" && past.docs.length).toBe(1);
    expect(leaks(anna)).toEqual([]);
  });

  it("[S-19] the data log does not tell how much there is of what is hidden, by whom and since when", async () => {
    const { device } = await company();
    const [anna, manager, boss] = [await device(ANNA), await device(MANAGER), await device(BOSS)];
    await boss.push(boss.edit(docId(ANNA), { role: "boss", "set/rights/admin": 1 }));
    for (let turn = 0; turn < 3; turn += 1) {
      await manager.push(manager.edit(docId(DEAL), { budget: price(turn), "set/contacts/contact/other": turn % 2 === 0 ? 1 : null }));
      await manager.push(manager.edit(docId(ACME), { website: `https://acme.example/${turn}`, phone: `${SECRET}-${turn}` }));
    }
    // More than is fetched at once, and newer than what is seen.
    await manager.push(manager.edit(docId(DEAL), Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`set/contacts/contact/c${index}`, 1]))));
    await anna.settled();
    let request = 0;
    const ask = async (who: RawDevice, filter: Partial<LogFilter>, limit = 1) => {
      const mine = (request += 1);
      who.send({ type: "askLog", request: mine, filter: { by: null, kind: null, record: null, path: null, since: null, until: null, ...filter }, before: null, limit });
      await who.settled();
      const found = who.received.find((message) => message.type === "log" && message.request === mine);
      if (found?.type !== "log") throw new Error("no answer");
      return { paths: found.entries.map(({ path }) => path), next: found.next, last: found.entries.at(-1)?.no };
    };
    const nothing = { paths: [], next: null, last: undefined };
    const filters: readonly Partial<LogFilter>[] = [
      { record: DEAL, path: "budget" },
      { kind: "opportunity", path: "budget", by: MANAGER },
      { path: "budget", since: START },
      { path: "set/contacts/contact/other" },
      { record: ACME, kind: "opportunity", path: "phone" },
    ];
    for (const filter of filters) expect(await ask(anna, filter), JSON.stringify(filter)).toEqual(nothing);
    expect((await ask(boss, { record: DEAL, path: "budget" })).paths).toEqual(["budget"]);
    // Of what is filtered otherwise each page ends at an entry that is in it.
    const first = await ask(anna, { record: ACME });
    expect(first).toMatchObject({ paths: ["website"], next: first.last });
    expect(await ask(anna, { record: ACME, by: MANAGER }, 4)).toEqual({ paths: ["website", "website", "website"], next: null, last: expect.any(Number) });
    expect((await ask(anna, { by: MANAGER }, 3)).paths).toEqual(["website", "website", "website"]);
    expect(leaks(anna)).toEqual([]);
  });

  it("[S-20] what is hidden from now on is replaced on a connected device, what is shown again comes back, and the scopes say which it has", async () => {
    const { device } = await company([]);
    const [anna, boss] = [await device(ANNA), await device(BOSS)];
    expect(anna.row(ACME)).toMatchObject({ phone: `${SECRET}-phone` });
    const from = anna.received.length;
    await boss.push(boss.edit(docId(JUNIOR), hides(...HIDDEN)));
    await anna.settled();
    expect(anna.row(ACME)).toMatchObject({ name: "Acme" });
    for (const record of [ACME, ORDER, DEAL]) expect(JSON.stringify([anna.row(record), fieldsAt(anna, record)])).not.toContain(SECRET);
    const sent = anna.received.slice(from).flatMap((message) => (message.type === "page" ? message.entries : []));
    expect(sent.flatMap((entry) => ("anew" in entry && entry.anew ? [entry.doc] : [])).toSorted()).toEqual([ACME, DEAL, ORDER].map((record) => docId(record)).toSorted());
    expect(anna.scopes.filter((scope) => scope.startsWith("lens:"))).toHaveLength(3);
    await boss.push(boss.edit(docId(JUNIOR), Object.fromEntries(HIDDEN.map((name) => [`set/hidden/${name}`, null]))));
    await anna.settled();
    expect(anna.row(ACME)).toMatchObject({ phone: `${SECRET}-phone` });
    expect(fieldsAt(anna, DEAL)).toMatchObject({ [`set/contacts/contact/${SECRET}`]: 1 });
    expect(anna.scopes.filter((scope) => scope.startsWith("lens:"))).toEqual([]);
    expect(await anna.push(anna.edit(docId(ACME), { phone: "2" }))).toMatchObject({ ok: true });
  });

  it("[S-20] a device that was away gets what is left, and nothing of what happened to the rest meanwhile", async () => {
    const { device } = await company([]);
    const [anna, boss] = [await device(ANNA), await device(BOSS)];
    anna.disconnect();
    const from = anna.received.length;
    await boss.push(boss.edit(docId(JUNIOR), hides("customer.phone")));
    await boss.push(boss.edit(docId(ACME), { phone: `${SECRET}-new`, website: "https://acme.example" }));
    await anna.connect(ANNA);
    const bytes = anna.received.slice(from).map((message) => Buffer.from(encodeFrame(message)).toString("latin1")).join("\n");
    expect(bytes).not.toContain(`${SECRET}-new`);
    expect(bytes).not.toContain(`${SECRET}-phone`);
    expect(anna.row(ACME)).toMatchObject({ website: "https://acme.example" });
    expect(Object.keys(fieldsAt(anna, ACME))).not.toContain("phone");
    anna.disconnect();
    const again = anna.received.length;
    await anna.connect(ANNA);
    expect(anna.received.slice(again).flatMap((message) => (message.type === "page" ? message.entries : []))).toEqual([]);
  });

  it.each(["hidden and shown", "shown and hidden"])("[S-20] [F-06] fields that are %s before the device was told all of it are as they are now everywhere", async (order) => {
    const first = order === "hidden and shown";
    const many = Array.from({ length: 1_400 }, (_, index): SeedRecord => ({ id: recordId("customer", `many${index}`), values: { name: `Customer ${index}`, owner: ANNA, phone: `tel-${index}` }, at: 1, by: BOSS }));
    const { device } = await createCompany(createMemoryStorage(), [...records(first ? [] : ["customer.phone"]), ...many]);
    const [anna, boss] = [await device(ANNA), await device(BOSS)];
    const shown = () => many.filter(({ id }) => anna.row(id)?.phone !== undefined).length;
    expect(shown()).toBe(first ? 1_400 : 0);
    anna.setAskForMore(false);
    await boss.push(boss.edit(docId(JUNIOR), { "set/hidden/customer.phone": first ? 1 : null }));
    expect(shown()).toBeGreaterThan(0);
    expect(shown()).toBeLessThan(1_400);
    anna.disconnect();
    await boss.push(boss.edit(docId(JUNIOR), { "set/hidden/customer.phone": first ? null : 1 }));
    anna.setAskForMore(true);
    await anna.connect(ANNA);
    for (let page = 0; page < 9; page += 1) await anna.settled();
    expect(shown()).toBe(first ? 1_400 : 0);
    expect(many.filter(({ id }) => "phone" in fieldsAt(anna, id)).length).toBe(first ? 1_400 : 0);
  });

  it("[S-17] who has no hidden fields is sent the very bytes that are stored", async () => {
    const { device, storage } = await company();
    const [manager, ben] = [await device(MANAGER), await device(BEN)];
    const [stored] = await storage.documents([docId(DEAL)]);
    const sent = manager.received.flatMap((message) => (message.type === "page" ? message.entries : [])).find((entry) => entry.doc === docId(DEAL));
    expect(sent && "snapshot" in sent && sent.snapshot).toEqual(stored?.snapshot);
    expect(ben.scopes.filter((scope) => scope.startsWith("lens:"))).toEqual([]);
  });

  it("[S-19] [K-02] [K-04] whoever does not see all of it submits and approves it all the same, without a digest, and is sent none", async () => {
    const flow = recordId("approvalFlow", "discounts");
    const node = "0mvyyxvk32000300";
    const hidden = ["order.lines.unitPrice", "order.lines.discount"];
    const seeds = records(hidden).map((seed) => {
      if (seed.id === BEN) return { ...seed, values: { ...seed.values, [`set/functions/${JUNIOR}`]: 1 } };
      return seed.id === ORDER ? { ...seed, values: { ...seed.values, [`line/lines/${LINE}/discount`]: "20", orderStatus: "draft" } } : seed;
    });
    const values = { name: "Discounts", of: "order", condition: "lines.discount>10", [`line/nodes/${node}`]: { by: BOSS, at }, [`line/nodes/${node}/approvers`]: BEN };
    const { device, clock } = await createCompany(createMemoryStorage(), [...seeds, { id: flow, values, at, by: BOSS }]);
    const [anna, ben, manager] = [await device(ANNA), await device(BEN), await device(MANAGER)];
    const lens = lensesOf(hidden).get("order");
    const say = async (who: RawDevice, me: RecordId, does: "submit" | "approve") => {
      const row = who.row(ORDER);
      const said = row && sayingValues(row, { does }, { me, now: clock.now(), key: who.keys.next() }, flowsIn([who.row(flow) ?? { id: flow }], findEntity), lens);
      return who.push(who.edit(docId(ORDER), said ?? {}));
    };
    expect(await anna.push(anna.edit(docId(ORDER), { orderStatus: "confirmed" }))).toMatchObject({ ok: false, refusal: { reason: "needsApproval" } });
    expect(await say(anna, ANNA, "submit")).toMatchObject({ ok: true });
    const whole = manager.row(ORDER);
    const digest = whole ? runOf(whole)?.hash : undefined;
    expect(digest).toBe(whole && contentHash(runOf(whole)?.covers ?? [], whole));
    expect(bytesOf(manager)).toContain(digest);
    expect(await manager.push(manager.edit(docId(ORDER), { [`line/lines/${LINE}/discount`]: "30" }))).toMatchObject({ ok: false, refusal: { reason: "inApproval" } });
    expect(await say(ben, BEN, "approve")).toMatchObject({ ok: true });
    expect(anna.row(ORDER)).toMatchObject({ approval: "approved" });
    expect(await anna.push(anna.edit(docId(ORDER), { orderStatus: "confirmed" }))).toMatchObject({ ok: true });
    for (const one of [anna, ben]) {
      one.send({ type: "askHistory", request: 9, record: ORDER, before: null, limit: 50 });
      await one.settled();
      expect(bytesOf(one)).not.toContain(digest);
    }
  });

  it("[S-19] [Y-03] a stock client of theirs is not served, and is let go when fields are hidden", async () => {
    const { device, relay } = await company();
    const boss = await device(BOSS);
    const open = async (user: RecordId) => {
      const [sent, closes]: [Uint8Array[], (string | undefined)[]] = [[], []];
      const receiver = await openSingleDocument(relay, { send: (bytes) => void sent.push(bytes), close: (reason, detail) => void closes.push(`${reason} ${detail}`), waiting: () => 0 }, { user, session: null }, ACME);
      return { sent, closes, receiver };
    };
    expect(await open(ANNA)).toEqual({ sent: [], closes: ["forbidden hiddenFields"], receiver: null });
    const manager = await open(MANAGER);
    expect(manager.closes).toEqual([]);
    await boss.push(boss.edit(docId(MANAGER), { [`set/functions/${JUNIOR}`]: 1 }));
    await boss.settled();
    expect(manager.closes).toEqual(["forbidden hiddenFields"]);
  });

  it("[S-15] [S-17] an administrator who sees what somebody sees does not see what is hidden from them", async () => {
    const { device, relay } = await company();
    const anna = await device(ANNA);
    expect(anna.welcome.person).toBe(ANNA);
    const viewing = await relay.tokens.issue("ticket", BOSS, ANNA);
    const boss = await device(BOSS, { ticket: viewing });
    expect(boss.welcome.person).toBe(ANNA);
    expect(boss.row(ACME)).toMatchObject({ name: "Acme" });
    expect(leaks(boss)).toEqual([]);
  });
});
