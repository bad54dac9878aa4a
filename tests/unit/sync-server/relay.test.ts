import * as Y from "yjs";
import { describe, expect, it } from "vitest";
import { docId, recordId } from "#domain/id.ts";
import { CLIENT_IDS } from "#domain/protocol/down/welcome.ts";
import { decodeFrame, encodeFrame, MAX_FRAME } from "#domain/protocol/frame.ts";
import { PROTOCOL } from "#domain/protocol/parts.ts";
import { parseUp, parsingUp } from "#domain/protocol/up.ts";
import { loadDocument, proseOf } from "#domain/record/document.ts";
import { hlcOf } from "#domain/record/hlc.ts";
import { proseText } from "#domain/record/project-document.ts";
import { createAccounts } from "#sync-server/accounts.ts";
import { MAX_WAITING } from "#sync-server/connection.ts";
import { createMemoryStorage } from "#sync-server/storage/memory.ts";
import { emptied } from "#sync-server/greet.ts";
import { createRelay } from "#sync-server/relay.ts";
import { FIRST_DEVICE } from "#sync-server/storage/storage.ts";
import { ACME, ANNA, BEN, BOLT, BOSS, createCompany, DEAL, MANAGER, OTHER, PUMP, START } from "./company.ts";
import { proseChange } from "./gate/prose.ts";
import { seenBy, shown } from "./presence-frames.ts";
import { countingRandom, createRawDevice } from "./raw-device.ts";

describe("connections", () => {
  it("[H-01] nothing is read before hello, and hello is read once", async () => {
    const { relay, clock, device } = await createCompany();
    const early = createRawDevice(relay, clock);
    early.open();
    early.send({ type: "more", cursor: 0 });
    await early.settled();
    expect(early.closed).toBe("badFrame");
    const anna = await device(ANNA);
    anna.send({ type: "hello", protocol: 1, ticket: "", device: null, deviceKey: null, cursor: 0, scopes: [], now: 0 });
    await anna.settled();
    expect(anna.closed).toBe("badFrame");
  });

  it("[H-02] a ticket opens one connection, for a minute", async () => {
    const { relay, clock } = await createCompany();
    const ticket = await relay.tokens.issue("ticket", ANNA);
    const first = createRawDevice(relay, clock);
    await first.connect(ANNA, { ticket });
    expect(first.welcome.person).toBe(ANNA);
    const second = createRawDevice(relay, clock);
    await second.connect(ANNA, { ticket });
    expect(second.closed).toBe("signInAgain");
    const late = await relay.tokens.issue("ticket", ANNA);
    clock.pass(61_000);
    await second.connect(ANNA, { ticket: late });
    expect(second.closed).toBe("signInAgain");
  });

  it("[H-02] [H-04] a hello whose connection is gone before its turn uses up no ticket and makes no device", async () => {
    const { relay, clock, storage } = await createCompany();
    const ticket = await relay.tokens.issue("ticket", ANNA);
    const anna = createRawDevice(relay, clock);
    let turn = (): void => undefined;
    const other = relay.read(() => new Promise<void>((resolve) => (turn = resolve)));
    anna.open();
    anna.send({ type: "hello", protocol: PROTOCOL, ticket, device: null, deviceKey: null, cursor: 0, scopes: [], now: clock.now() });
    for (let round = 0; round < 5; round += 1) await new Promise<void>((resolve) => setImmediate(resolve));
    anna.disconnect();
    turn();
    await other;
    await anna.settled();
    expect(await storage.device(FIRST_DEVICE)).toBeNull();
    await anna.connect(ANNA, { ticket });
    expect(anna.welcome.device).toBe(FIRST_DEVICE);
  });

  it("[H-03] another version of the protocol is told to update", async () => {
    const { relay, clock } = await createCompany();
    const old = createRawDevice(relay, clock);
    await old.connect(ANNA, { protocol: 99 });
    expect(old.closed).toBe("updateApp");
  });

  it("[H-04] a device keeps its number with its key; without it, it gets another and everything anew", async () => {
    const { device } = await createCompany();
    const anna = await device(ANNA);
    const number = anna.welcome.device;
    expect(number).toBeGreaterThanOrEqual(FIRST_DEVICE);
    anna.disconnect();
    await anna.connect(ANNA);
    expect(anna.welcome.device).toBe(number);
    expect(anna.welcome.total).toBe(0);
    anna.disconnect();
    await anna.connect(ANNA, { deviceKey: "stolen" });
    expect(anna.welcome.device).not.toBe(number);
    expect(anna.welcome.total).toBe(anna.held.size);
  });

  it("[H-05] a second connection of a device ends the first", async () => {
    const { relay, clock, device } = await createCompany();
    const anna = await device(ANNA);
    const again = createRawDevice(relay, clock);
    const { device: number, deviceKey } = anna.welcome;
    await again.connect(ANNA, { device: number, deviceKey });
    expect(anna.closed).toBe("reload");
    expect(again.closed).toBeNull();
  });

  it("[A-03] [A-04] ending a person's sessions ends their connections at once, and nobody else's", async () => {
    const { relay, device, clock } = await createCompany();
    const [anna, boss] = [await device(ANNA), await device(BOSS)];
    const accounts = createAccounts({ storage: relay.storage, directory: relay.directory, tokens: relay.tokens, clock, random: countingRandom, cut: relay.cut });
    await accounts.setPassword(ANNA, "first password", false);
    expect((await accounts.changePassword(ANNA, "first password", "second password", { address: "10.0.0.1", agent: "", browser: null })).ok).toBe(true);
    expect([anna.closed, boss.closed]).toEqual(["signInAgain", null]);
    await anna.connect(ANNA);
    expect(anna.closed).toBeNull();
    expect((await accounts.reset(BOSS, ANNA)).ok).toBe(true);
    expect([anna.closed, boss.closed]).toEqual(["signInAgain", null]);
  });

  it("[H-06] frames that are no messages end the connection with a reason, and nobody else's", async () => {
    const { device } = await createCompany();
    const anna = await device(ANNA);
    for (const [bytes, reason] of [
      [Uint8Array.of(1, 2, 3), "badFrame"],
      [encodeFrame({ type: "push", txs: [] }), "badFrame"],
      [encodeFrame({ type: "sudo" }), "badFrame"],
      [encodeFrame({ type: "push", txs: Array<null>(900_000).fill(null) }), "badFrame"],
      [new Uint8Array(MAX_FRAME + 1), "tooLarge"],
    ] as const) {
      const ben = await device(BEN);
      ben.send(bytes);
      await ben.settled();
      expect(ben.closed).toBe(reason);
    }
    expect((await anna.push(anna.edit(docId(ACME), { phone: "2" }))).ok).toBe(true);
  });

  it("[H-12] a large frame is built and looked at in pieces, and says the same", () => {
    const change = { path: "name", from: { by: "user/a", at: 1 }, to: "x", at: hlcOf(START, 4_096) };
    const docs = (count: number) => [{ doc: docId(ACME), update: Uint8Array.of(1), changes: Array.from({ length: count }, () => change) }];
    const message = { type: "push", txs: [3_000, 2_500].map((count, at) => ({ id: `0abcdefgh000000${at}`, docs: docs(count) })) };
    const work = parsingUp(encodeFrame(message));
    let pieces = 1;
    let step = work.next();
    for (; !step.done; step = work.next()) pieces += 1;
    expect(step.value).toEqual({ ok: true, value: message });
    expect(pieces).toBeGreaterThan((5_500 * 7) / 1_000);
    const alone = (count: number) => parseUp(encodeFrame({ type: "push", txs: [{ id: "0abcdefgh0000000", docs: [...docs(count), ...docs(2_000)] }] })).ok;
    expect([alone(3_000), alone(3_001)]).toEqual([true, false]);
  });

  it("[H-06] a frame of very many values is told as such before any of them is built", () => {
    expect(decodeFrame(encodeFrame(Array<null>(60_001).fill(null)))).toMatchObject({ ok: false, error: { reason: "tooManyValues" } });
    expect(decodeFrame(encodeFrame(Array.from({ length: 400_000 }, () => ({}))))).toMatchObject({ ok: false, error: { reason: "tooManyValues" } });
    expect(decodeFrame(encodeFrame(Array<null>(59_000).fill(null))).ok).toBe(true);
  });

  it("[H-07] a device that floods is ended, and one that does not read", async () => {
    const { device } = await createCompany();
    const [anna, ben, manager] = [await device(ANNA), await device(BEN), await device(MANAGER)];
    for (let count = 0; count < 400; count += 1) ben.send({ type: "askHistory", request: count, record: ACME, before: null, limit: 1 });
    await ben.settled();
    expect(ben.closed).toBe("tooMany");
    manager.setWaiting(MAX_WAITING + 1);
    await anna.push(anna.edit(docId(ACME), { phone: "2" }));
    expect(manager.closed).toBe("tooSlow");
    manager.setWaiting(0);
    await manager.connect(MANAGER);
    expect(manager.row(ACME)?.phone).toBe("2");
  });

  it("[H-08] stopping tells every device to come back, after what was taken in is durable", async () => {
    const { relay, device, storage } = await createCompany();
    const anna = await device(ANNA);
    const tx = { id: anna.keys.next(), docs: [anna.edit(docId(ACME), { phone: "last" })] };
    anna.send({ type: "push", txs: [tx] });
    await relay.stop();
    expect(anna.closed).toBe("restarting");
    expect(anna.answerTo(tx.id)?.ok).toBe(true);
    expect((await storage.documents([docId(ACME)]))[0]?.row.phone).toBe("last");
  });

  it("[F-10] a commit that fails is not acknowledged or published, and the relay goes on from what is stored", async () => {
    const memory = createMemoryStorage();
    let fail = false;
    const failing = { ...memory, commit: async (commit: Parameters<typeof memory.commit>[0]) => (fail ? Promise.reject(new Error("disk full")) : memory.commit(commit)) };
    const company = await createCompany(failing);
    const relay = await createRelay({ storage: failing, clock: company.clock, random: countingRandom, defer: setImmediate });
    const [anna, boss] = [createRawDevice(relay, company.clock), createRawDevice(relay, company.clock)];
    await anna.connect(ANNA);
    await boss.connect(BOSS);
    const tx = { id: anna.keys.next(), docs: [anna.edit(docId(ACME), { phone: "2" })] };
    fail = true;
    anna.send({ type: "push", txs: [tx] });
    await anna.settled();
    expect([anna.closed, boss.closed]).toEqual(["restarting", "restarting"]);
    expect(anna.answerTo(tx.id)).toBeUndefined();
    expect(boss.row(ACME)?.phone).toBe("1");
    fail = false;
    await anna.connect(ANNA);
    expect((await anna.pushTx(tx)).ok).toBe(true);
    expect(anna.row(ACME)?.phone).toBe("2");
  });

  it("[F-11] a relay that is started again over the same storage goes on where the last one stopped", async () => {
    const storage = createMemoryStorage();
    const company = await createCompany(storage);
    const anna = await company.device(ANNA);
    const first = await anna.push(anna.edit(docId(ACME), { phone: "2" }));
    const relay = await createRelay({ storage, clock: company.clock, random: countingRandom, defer: setImmediate });
    const again = createRawDevice(relay, company.clock);
    await again.connect(ANNA);
    const second = await again.push(again.edit(docId(ACME), { phone: "3" }));
    expect(first.ok && second.ok && second.seq > first.seq).toBe(true);
  });
});

describe("records", () => {
  it("[R-07] the relay gives official numbers at the first arrival, and keeps those that were given", async () => {
    const { device } = await createCompany();
    const anna = await device(ANNA);
    const make = (key: string, values: Record<string, string>) =>
      anna.push(anna.edit(docId(recordId("customer", key)), { name: key, owner: ANNA, created: { by: ANNA, at: 1 }, ...values }));
    await make("a", {});
    await make("b", { customerNo: "~7" });
    await make("c", { customerNo: "C-000005" });
    await make("d", { customerNo: "OLD-1" });
    await make("e", { customerNo: "OLD-1" });
    for (const key of ["f", "g"]) await make(key, {});
    const numbers = ["a", "b", "c", "d", "e", "f", "g"].map((key) => anna.row(recordId("customer", key))?.customerNo);
    expect(numbers).toEqual(["C-000003", "C-000004", "C-000005", "OLD-1", "C-000006", "C-000007", "C-000008"]);
    const order = recordId("order", "o");
    await anna.push(anna.edit(docId(order), { subject: "o", customer: ACME, owner: ANNA }));
    expect(anna.row(order)?.orderNo).toBe("SO-2026-00001");
    anna.send({ type: "askHistory", request: 5, record: recordId("customer", "b"), before: null, limit: 10 });
    await anna.settled();
    const history = anna.received.findLast((message) => message.type === "history");
    expect(history?.type === "history" && history.entries[0]).toMatchObject({ path: "customerNo", from: "~7", to: "C-000004", by: ANNA });
  });

  it("[R-10] numbers are put by ten at a time, for who may make the kind, and are the device's own", async () => {
    const { device } = await createCompany();
    const [anna, other] = [await device(ANNA), await device(OTHER)];
    const reserve = async (by: typeof anna, kind: string) => {
      by.send({ type: "command", request: 4, do: { name: "reserve", kind } });
      await by.settled();
      const done = by.received.findLast((message) => message.type === "done");
      return done?.type === "done" ? (done.numbers ?? done.error) : undefined;
    };
    const make = async (by: typeof anna, key: string, customerNo: string) => {
      const record = recordId("customer", key);
      await by.push(by.edit(docId(record), { name: key, owner: by === anna ? ANNA : OTHER, created: { by: by === anna ? ANNA : OTHER, at: 1 }, customerNo }));
      return by.row(record)?.customerNo;
    };
    const block = (first: number) => Array.from({ length: 10 }, (_, at) => `C-${String(first + at).padStart(6, "0")}`);
    expect(await reserve(anna, "customer")).toEqual(block(3));
    expect(await reserve(anna, "customer")).toEqual(block(3));
    expect(await reserve(other, "customer")).toEqual(block(13));
    expect(await reserve(anna, "nothing")).toBe("notFound");
    expect(await reserve(anna, "contact")).toBe("notFound");
    expect(await make(anna, "a", "C-000005")).toBe("C-000005");
    expect(await reserve(anna, "customer")).toEqual([...block(3).filter((one) => one !== "C-000005"), "C-000023"]);
    expect(await make(other, "b", "C-000004")).toBe("C-000024");
    expect(await make(anna, "c", "C-000004")).toBe("C-000004");
    expect(await make(anna, "d", "~1")).toBe("C-000025");
    expect(await anna.push(anna.edit(docId(ACME), { customerNo: "C-000014" }))).toMatchObject({ ok: false, refusal: { reason: "taken", path: "customerNo" } });
  });

  it("[R-10] what a device held is given to the next that asks once the device is empty", async () => {
    const { relay, clock, device } = await createCompany();
    const [anna, other] = [await device(ANNA), await device(OTHER)];
    const reserve = async (by: typeof anna) => {
      by.send({ type: "command", request: 4, do: { name: "reserve", kind: "order" } });
      await by.settled();
      const done = by.received.findLast((message) => message.type === "done");
      return done?.type === "done" ? (done.numbers?.[0] ?? null) : null;
    };
    expect(await reserve(anna)).toBe("SO-2026-00001");
    await emptied(relay.storage, anna.welcome.device, clock.now());
    const typedIn = recordId("order", "paper");
    await other.push(other.edit(docId(typedIn), { subject: "From paper", customer: BOLT, owner: OTHER, orderNo: "SO-2026-00004" }));
    expect(other.row(typedIn)?.orderNo).toBe("SO-2026-00004");
    expect(await reserve(other)).toBe("SO-2026-00001");
    clock.pass(366 * 86_400_000);
    expect(await reserve(other)).toBe("SO-2027-00001");
  });

  it("[R-07] a number another record has is refused as an edit", async () => {
    const { device } = await createCompany();
    const anna = await device(ANNA);
    const boss = await device(BOSS);
    const taken = boss.row(BOLT)?.customerNo as string;
    expect(await anna.push(anna.edit(docId(ACME), { customerNo: taken }))).toMatchObject({ ok: false, refusal: { reason: "taken", path: "customerNo" } });
    expect((await anna.push(anna.edit(docId(ACME), { customerNo: "MINE-1" }))).ok).toBe(true);
  });

  it("[R-08] purging needs its right; it removes record, facets and history, everywhere and for good", async () => {
    const { device, storage } = await createCompany();
    const [anna, boss, other] = [await device(ANNA), await device(BOSS), await device(OTHER)];
    const purge = async (by: typeof boss, record = PUMP) => {
      by.send({ type: "command", request: 3, do: { name: "purge", record } });
      await by.settled();
      const done = by.received.findLast((message) => message.type === "done");
      return done?.type === "done" ? done.error : undefined;
    };
    expect(await purge(anna)).toBe("denied");
    expect(await purge(boss)).toBeNull();
    expect(await purge(boss)).toBe("notFound");
    expect([anna, other].map((one) => one.gone.has(docId(PUMP)))).toEqual([true, true]);
    expect(boss.gone.has(docId(PUMP, "cost"))).toBe(true);
    expect(await storage.documents([docId(PUMP), docId(PUMP, "cost")])).toEqual([]);
    expect((await storage.history([docId(PUMP), docId(PUMP, "cost")], null, 10)).map(({ path }) => path)).toEqual(["purged"]);
    boss.held.delete(docId(PUMP));
    expect(await boss.push(boss.edit(docId(PUMP), { name: "Pump", created: { by: BOSS, at: 1 } }))).toMatchObject({ ok: false, refusal: { reason: "purged" } });
  });

  it("[R-09] two people typing in one prose merge by character", async () => {
    const { device } = await createCompany();
    const [anna, manager] = [await device(ANNA), await device(MANAGER)];
    const deal = docId(DEAL);
    const [one, two] = [proseChange(anna, deal, "Anna"), proseChange(manager, deal, "Manager")];
    expect([(await anna.push(one)).ok, (await manager.push(two)).ok]).toEqual([true, true]);
    const texts = [anna, manager].map((one) => proseText(proseOf(one.held.get(deal)!.doc, "requirement")));
    expect(texts[0]).toBe(texts[1]);
    for (const word of ["Anna", "Manager", "They need pumps."]) expect(texts[0]).toContain(word);
  });

  it("[R-09] typing in a paragraph that somebody deleted is accepted and has no effect", async () => {
    const { device } = await createCompany();
    const [anna, manager] = [await device(ANNA), await device(MANAGER)];
    const deal = docId(DEAL);
    const change = (by: typeof anna, write: (doc: Y.Doc) => void) => {
      const copy = loadDocument(deal, Y.encodeStateAsUpdate(by.held.get(deal)!.doc), by.client());
      const vector = Y.encodeStateVector(copy);
      write(copy);
      return { doc: deal, update: Y.encodeStateAsUpdate(copy, vector), changes: [{ path: "prose/requirement", from: null, to: null, at: by.hlc() }] };
    };
    const typed = change(anna, (doc) => ((proseOf(doc, "requirement").get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(0, "typed "));
    expect((await manager.push(change(manager, (doc) => proseOf(doc, "requirement").delete(0, 1)))).ok).toBe(true);
    expect((await anna.push(typed)).ok).toBe(true);
    expect(manager.row(DEAL)?.requirement).toBeUndefined();
  });
});

describe("presence", () => {
  it("[P-01] others who have the record open see who is there, under the name the relay knows", async () => {
    const { device } = await createCompany();
    const [anna, manager] = [await device(ANNA), await device(MANAGER)];
    const client = anna.client();
    anna.send({ type: "watch", docs: [docId(DEAL)] });
    await anna.settled();
    anna.send({ type: "presence", doc: docId(DEAL), update: shown(client, { user: { id: BOSS, name: "The Boss" }, field: "subject" }) });
    manager.send({ type: "watch", docs: [docId(DEAL)] });
    await manager.settled();
    expect([...seenBy(manager)]).toEqual([[client, { user: { id: ANNA, name: "anna" }, field: "subject" }]]);
    anna.disconnect();
    await manager.settled();
    expect([...seenBy(manager)]).toEqual([]);
  });

  it("[P-01] [H-05] who comes back before the connection of before is closed is seen, also once that is", async () => {
    const { relay, clock, device } = await createCompany();
    const [anna, manager] = [await device(ANNA), await device(MANAGER)];
    const client = anna.client();
    for (const one of [anna, manager]) one.send({ type: "watch", docs: [docId(DEAL)] });
    await anna.settled();
    anna.send({ type: "presence", doc: docId(DEAL), update: shown(client, { field: "subject" }) });
    anna.setClosesAtOnce(false);
    const again = createRawDevice(relay, clock);
    const { device: number, deviceKey } = anna.welcome;
    await again.connect(ANNA, { device: number, deviceKey });
    expect(anna.closed).toBe("reload");
    again.send({ type: "watch", docs: [docId(DEAL)] });
    again.send({ type: "presence", doc: docId(DEAL), update: shown(client, { field: "budget" }, 5) });
    await again.settled();
    anna.disconnect();
    await again.settled();
    expect([...seenBy(manager)]).toMatchObject([[client, { field: "budget" }]]);
  });

  it("[P-02] nobody shows themselves under another's client id, or on a record they may not read", async () => {
    const { device } = await createCompany();
    const [anna, manager, other] = [await device(ANNA), await device(MANAGER), await device(OTHER)];
    for (const one of [anna, manager, other]) one.send({ type: "watch", docs: [docId(DEAL)] });
    await anna.settled();
    anna.send({ type: "presence", doc: docId(DEAL), update: shown(manager.client(), { field: "x" }) });
    other.send({ type: "presence", doc: docId(DEAL), update: shown(other.client(), { field: "x" }) });
    anna.send({ type: "presence", doc: docId(DEAL), update: Uint8Array.of(255, 255, 255, 15) });
    anna.send({ type: "presence", doc: docId(DEAL), update: shown(77 * CLIENT_IDS, { field: "x" }) });
    await anna.settled();
    expect([[...seenBy(manager)], [...seenBy(other)]]).toEqual([[], []]);
    expect(anna.closed).toBeNull();
  });

  it("[P-03] who loses the record no longer sees its people nor is seen", async () => {
    const { device } = await createCompany();
    const [anna, boss] = [await device(ANNA), await device(BOSS)];
    for (const one of [anna, boss]) one.send({ type: "watch", docs: [docId(DEAL)] });
    await anna.settled();
    anna.send({ type: "presence", doc: docId(DEAL), update: shown(anna.client(), {}) });
    await anna.settled();
    expect(seenBy(boss).size).toBe(1);
    await boss.push(boss.edit(docId(DEAL), { owner: OTHER }));
    expect(seenBy(boss).size).toBe(0);
    boss.send({ type: "presence", doc: docId(DEAL), update: shown(boss.client(), {}) });
    await boss.settled();
    expect(seenBy(anna).size).toBe(0);
  });
});
