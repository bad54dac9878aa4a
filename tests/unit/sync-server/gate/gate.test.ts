import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { beforeEach, describe, expect, it } from "vitest";
import { docId, recordId, type DocId, type Key, type RecordId } from "#domain/id.ts";
import { CLIENT_IDS } from "#domain/protocol/down/welcome.ts";
import type { DocChange } from "#domain/protocol/up/push.ts";
import { fieldsOf, loadDocument, valueAt } from "#domain/record/document.ts";
import { hlcOf } from "#domain/record/hlc.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { ACME, ANNA, BEN, BOLT, BOSS, createCompany, DEAL, MANAGER, OTHER, PUMP, type Company } from "../company.ts";
import type { RawDevice } from "../raw-device.ts";

let company: Company;
let anna: RawDevice;
let boss: RawDevice;

beforeEach(async () => {
  company = await createCompany();
  anna = await company.device(ANNA);
  boss = await company.device(BOSS);
});

const acme = docId(ACME);
const deal = docId(DEAL);

const stateOf = async (doc: DocId) => {
  const [stored] = await company.storage.documents([doc]);
  return stored ? { seq: stored.seq, row: stored.row, bytes: [...stored.snapshot] } : null;
};

/** Does the bad thing and shows that nothing was stored or sent to others, and that the device can go on honestly. */
const expectRefused = async (bad: DocChange, code: string, reason: string, by: RawDevice = anna) => {
  const before = await stateOf(bad.doc);
  const { head } = await company.storage.counters();
  const seen = boss.received.length;
  const answer = await by.push(bad);
  expect(answer).toMatchObject({ ok: false, refusal: { code, reason } });
  expect(await stateOf(bad.doc)).toEqual(before);
  expect((await company.storage.counters()).head).toBe(head);
  expect(boss.received.slice(seen).filter(({ type }) => type === "page")).toEqual([]);
  expect(by.closed).toBeNull();
  expect((await anna.push(anna.edit(acme, { region: `still works ${String(head)}` }))).ok).toBe(true);
  expect(boss.row(ACME)?.region).toBe(`still works ${String(head)}`);
};

/** An update made by writing freely into a copy of what the device holds. */
const forged = (doc: DocId, client: number, write: (copy: Y.Doc) => void, changes: Record<string, FieldValue>, by: RawDevice = anna): DocChange => {
  const copy = loadDocument(doc, by.held.has(doc) ? Y.encodeStateAsUpdate(by.held.get(doc)!.doc) : null, client);
  const vector = Y.encodeStateVector(copy);
  copy.transact(() => write(copy));
  return { doc, update: Y.encodeStateAsUpdate(copy, vector), changes: Object.entries(changes).map(([path, to]) => ({ path, from: null, to, at: by.hlc() })) };
};

const set = (path: string, value: unknown) => (copy: Y.Doc) => void fieldsOf(copy).set(path, value as FieldValue);

describe("gate: structs", () => {
  it("[G-03] a client id leased to another device is refused", () =>
    expectRefused(forged(acme, boss.client(), set("phone", "2"), { phone: "2" }), "malformed", "foreignClient"));

  it("[G-03] the relay's own client id is refused", async () => {
    const copy = loadDocument(acme, Y.encodeStateAsUpdate(anna.held.get(acme)!.doc), 1);
    const vector = Y.encodeStateVector(copy);
    set("phone", "2")(copy);
    const update = Y.encodeStateAsUpdate(copy, vector);
    await expectRefused({ doc: acme, update, changes: [{ path: "phone", from: null, to: "2", at: anna.hlc() }] }, "malformed", "foreignClient");
  });

  it("[G-03] a stock client's range is refused to devices", () =>
    expectRefused(forged(acme, 77 * CLIENT_IDS, set("phone", "2"), { phone: "2" }), "malformed", "foreignClient"));

  it("[G-04] a gap in a client's clock is refused as stale", async () => {
    const copy = loadDocument(acme, Y.encodeStateAsUpdate(anna.held.get(acme)!.doc), anna.client());
    set("phone", "2")(copy);
    const vector = Y.encodeStateVector(copy);
    set("phone", "3")(copy);
    const update = Y.encodeStateAsUpdate(copy, vector);
    await expectRefused({ doc: acme, update, changes: [{ path: "phone", from: "2", to: "3", at: anna.hlc() }] }, "stale", "gap");
  });

  it("[G-04] a clock that is already used is refused", async () => {
    const client = anna.client();
    const first = anna.edit(acme, { phone: "2" }, { client });
    expect((await anna.push(first)).ok).toBe(true);
    await expectRefused(first, "malformed", "usedClock");
  });

  it("[G-05] bytes that are no update are refused, also the seven that ask for 230 MB", async () => {
    const changes = [{ path: "phone", from: null, to: "2", at: anna.hlc() }];
    for (const bytes of [[], [1], [255, 255, 255, 255, 15], [1, 255, 255, 255, 127, 0, 0], [1, 1, 1, 0, 40, 255, 255, 255, 255, 255, 15]]) {
      await expectRefused({ doc: acme, update: Uint8Array.from(bytes), changes }, "malformed", "undecodable");
    }
  });

  it("[G-05] a struct that claims an enormous length is refused", async () => {
    const client = anna.client();
    const encoded: number[] = [];
    for (let rest = client; ; rest = Math.floor(rest / 128)) {
      if (rest < 128) {
        encoded.push(rest);
        break;
      }
      encoded.push((rest % 128) | 128);
    }
    const update = Uint8Array.from([1, 1, ...encoded, 0, 0, 255, 255, 255, 255, 255, 31, 0]);
    await expectRefused({ doc: acme, update, changes: [{ path: "phone", from: null, to: "2", at: anna.hlc() }] }, "tooLarge", "tooManyStructs");
  });

  it("[G-05] an item that names its own future as its parent is refused", async () => {
    const encoder = encoding.createEncoder();
    const client = anna.client();
    for (const part of [1, 1, client, 0]) encoding.writeVarUint(encoder, part);
    encoding.writeUint8(encoder, 4);
    for (const part of [0, client, 5]) encoding.writeVarUint(encoder, part);
    encoding.writeVarString(encoder, "x");
    encoding.writeVarUint(encoder, 0);
    const update = encoding.toUint8Array(encoder);
    const changes = [{ path: "prose/requirement", from: null, to: null, at: anna.hlc() }];
    await expectRefused({ doc: deal, update, changes }, "malformed", "unknownPlace");
  });

  it("[G-06] any root besides fields and declared proses is refused", async () => {
    await expectRefused(forged(acme, anna.client(), (copy) => copy.getMap("other").set("phone", "2"), { phone: "2" }), "malformed", "unknownRoot");
    await expectRefused(forged(acme, anna.client(), (copy) => copy.getXmlFragment("prose/requirement").insert(0, [new Y.XmlText("x")]), { "prose/requirement": null }), "malformed", "unknownRoot");
  });

  it("[G-07] nested types, binary and text in fields are refused", async () => {
    await expectRefused(forged(acme, anna.client(), set("phone", new Y.Map()), { phone: "2" }), "malformed", "fieldContent");
    await expectRefused(forged(acme, anna.client(), set("phone", Uint8Array.of(1)), { phone: "2" }), "malformed", "fieldContent");
    await expectRefused(forged(acme, anna.client(), (copy) => copy.getArray("fields").insert(0, ["2"]), { phone: "2" }), "malformed", "fieldContent");
  });

  it("[G-07] documents, hooks and maps in prose are refused", async () => {
    const into = (content: () => unknown) => (copy: Y.Doc) => copy.getXmlFragment("prose/requirement").insert(0, [content() as Y.XmlElement]);
    for (const content of [() => new Y.XmlHook("x"), () => new Y.Map()]) {
      await expectRefused(forged(deal, anna.client(), into(content), { "prose/requirement": null }), "malformed", "proseContent");
    }
  });

  it("[G-07] prose nested deeper than any editor makes it is refused", async () => {
    const nest = (copy: Y.Doc) => {
      let parent: Y.XmlFragment = copy.getXmlFragment("prose/requirement");
      for (let depth = 0; depth < 40; depth += 1) {
        const child = new Y.XmlElement("blockquote");
        parent.insert(0, [child]);
        parent = child;
      }
    };
    await expectRefused(forged(deal, anna.client(), nest, { "prose/requirement": null }), "malformed", "tooDeep");
  });

  it("[G-08] deleting what the relay does not have is refused as stale", async () => {
    const copy = loadDocument(acme, Y.encodeStateAsUpdate(anna.held.get(acme)!.doc), anna.client());
    set("fax", "x")(copy);
    const vector = Y.encodeStateVector(copy);
    fieldsOf(copy).delete("fax");
    const update = Y.encodeStateAsUpdate(copy, vector);
    await expectRefused({ doc: acme, update, changes: [{ path: "phone", from: null, to: null, at: anna.hlc() }] }, "stale", "unknownDelete");
  });
});

describe("gate: update and words", () => {
  it("[G-09] a write that the words do not name is refused", () =>
    expectRefused(forged(acme, anna.client(), (copy) => {
      set("phone", "2")(copy);
      set("region", "hidden")(copy);
    }, { phone: "2" }), "malformed", "disagrees"));

  it("[G-09] a word that the update does not carry out is refused", () =>
    expectRefused(forged(acme, anna.client(), set("phone", "2"), { phone: "2", region: "x" }), "malformed", "disagrees"));

  it("[G-09] a word that says another value than the update is refused", () =>
    expectRefused(forged(acme, anna.client(), set("phone", "2"), { phone: "3" }), "malformed", "disagrees"));

  it("[G-09] a delete without a word is refused, and a word of delete without one", async () => {
    await expectRefused(forged(acme, anna.client(), (copy) => {
      set("region", "x")(copy);
      fieldsOf(copy).delete("phone");
    }, { region: "x" }), "malformed", "disagrees");
    await expectRefused(forged(acme, anna.client(), set("region", "x"), { region: "x", phone: null }), "malformed", "disagrees");
  });

  it("[G-09] prose that is not named, or named and not written, is refused", async () => {
    const write = (copy: Y.Doc) => copy.getXmlFragment("prose/requirement").insert(0, [new Y.XmlText("x")]);
    await expectRefused(forged(deal, anna.client(), (copy) => {
      write(copy);
      set("address", "y")(copy);
    }, { address: "y" }), "malformed", "disagrees");
    await expectRefused(forged(deal, anna.client(), set("address", "y"), { address: "y", "prose/requirement": null }), "malformed", "disagrees");
  });

  it("[G-09] a field deleted from under prose words is seen through the prose", async () => {
    const sneaky = forged(deal, anna.client(), (copy) => {
      copy.getXmlFragment("prose/requirement").insert(0, [new Y.XmlText("x")]);
      fieldsOf(copy).delete("subject");
    }, { "prose/requirement": null });
    await expectRefused(sneaky, "malformed", "disagrees");
  });

  it("[G-02] one document twice in a transaction is refused", async () => {
    const answer = await anna.push(anna.edit(acme, { phone: "2" }), anna.edit(acme, { phone: "3" }));
    expect(answer).toMatchObject({ ok: false, refusal: { code: "malformed", reason: "sameDocumentTwice" } });
  });
});

describe("gate: schema", () => {
  const cases: readonly [string, Record<string, FieldValue>, string][] = [
    ["an unknown field", { colour: "red" }, "unknownField"],
    ["a facet's field in the main document", { cost: "1" }, "unknownField"],
    ["a value of the wrong kind", { employees: "many" }, "notNumber"],
    ["an option that does not exist", { category: "best" }, "notOption"],
    ["a reference to another kind", { parent: DEAL }, "notReference"],
    ["a text beyond its length", { phone: "1".repeat(61) }, "tooLong"],
    ["a required field cleared", { name: null }, "required"],
  ];
  for (const [what, values, reason] of cases) it(`[G-10] ${what} is refused`, () => expectRefused(anna.edit(acme, values), "invalid", reason));

  it("[G-10] a new record without a required field is refused", () =>
    expectRefused(anna.edit(docId(recordId("customer", "new")), { phone: "1", owner: ANNA }), "invalid", "required"));

  it("[V-05] a new record of an app with other definitions is not refused for a required field that the app may not know", async () => {
    const old = await company.device(ANNA, { definitions: 1 });
    const late = docId(recordId("customer", "late"));
    expect(await old.push(old.edit(late, { phone: "1", owner: ANNA }))).toMatchObject({ ok: true });
    await expectRefused(old.edit(acme, { employees: "many" }), "invalid", "notNumber", old);
  });

  it("[G-10] kinds and facets that do not exist are refused", async () => {
    await expectRefused(anna.edit(docId(recordId("invoice", "x")), { name: "x" }), "malformed", "unknownKind");
    await expectRefused(anna.edit(docId(ACME, "secret"), { name: "x" }), "malformed", "unknownKind");
  });

  it("[G-10] [R-06] references may name records that have not arrived yet", async () => {
    const answer = await anna.push(anna.edit(deal, { customer: recordId("customer", "later") }));
    expect(answer.ok).toBe(true);
  });

  it("[G-10] a facet needs its record", async () => {
    await expectRefused(boss.edit(docId(recordId("product", "ghost"), "cost"), { cost: "1" }), "invalid", "noRecord", boss);
  });
});

describe("gate: rights", () => {
  it("[G-11] another's record is refused, and the refusal does not tell what stands there", async () => {
    const bolt = forged(docId(BOLT), anna.client(), set("phone", "2"), { phone: "2" });
    const answer = await anna.push(bolt);
    expect(answer).toMatchObject({ ok: false, refusal: { code: "denied", reason: "notYours" } });
    expect(JSON.stringify(answer)).not.toContain("Bolt");
    await expectRefused(bolt, "denied", "notYours");
  });

  it("[G-11] the cost facet is refused without its right", () =>
    expectRefused(forged(docId(PUMP, "cost"), anna.client(), set("cost", "1"), { cost: "1" }), "denied", "needsRight"));

  it("[G-11] products need the right to write them", () => expectRefused(anna.edit(docId(PUMP), { name: "Pump 2" }), "denied", "needsRight"));

  it("[G-11] a record cannot be made over to somebody whose records one does not see", () =>
    expectRefused(anna.edit(docId(recordId("customer", "x")), { name: "X", owner: OTHER, created: { by: ANNA, at: 1 } }), "denied", "notOwner"));

  it("[G-11] an owner gives a record to anybody; who only shares it does not", async () => {
    expect((await boss.push(boss.edit(acme, { [`set/sharedWith/${BEN}`]: 1 }))).ok).toBe(true);
    const ben = await company.device(BEN);
    expect(await ben.push(ben.edit(acme, { owner: BEN }))).toMatchObject({ ok: false, refusal: { code: "denied", reason: "notOwner" } });
    expect((await anna.push(anna.edit(acme, { owner: OTHER }))).ok).toBe(true);
  });

  it("[G-11] a manager makes a record for somebody they lead, not for anybody else", async () => {
    const manager = await company.device(MANAGER);
    const made = (id: string, owner: RecordId) => manager.edit(docId(recordId("customer", id)), { name: "X", owner, created: { by: MANAGER, at: 1 } });
    expect((await manager.push(made("x", BEN))).ok).toBe(true);
    expect(await manager.push(made("y", OTHER))).toMatchObject({ ok: false, refusal: { code: "denied", reason: "notOwner" } });
  });

  it("[G-11] nobody signs for another", () => expectRefused(anna.edit(acme, { deleted: { by: BEN, at: 1 } }), "denied", "notYou"));

  it("[G-11] a log entry is never changed, whatever the device says stood there", async () => {
    const path = `log/advances/${anna.keys.next()}`;
    expect((await anna.push(anna.edit(deal, { [path]: { by: ANNA, at: 1, stage: "engaging" } }))).ok).toBe(true);
    const change = forged(deal, anna.client(), set(path, { by: ANNA, at: 1, stage: "won" }), { [path]: { by: ANNA, at: 1, stage: "won" } });
    await expectRefused(change, "denied", "appendOnly");
  });

  it("[G-11] rights are those of the moment of the commit, not of the edit", async () => {
    const late = anna.edit(acme, { phone: "2" });
    await boss.push(boss.edit(acme, { owner: OTHER }));
    expect(await anna.push(late)).toMatchObject({ ok: false, refusal: { code: "denied", reason: "notYours" } });
  });

  it("[G-11] rights change within one batch: what comes after in it is judged by them", async () => {
    const give = boss.edit(acme, { owner: OTHER });
    const late = anna.edit(acme, { phone: "2" });
    boss.send({ type: "push", txs: [{ id: boss.keys.next(), docs: [give] }] });
    expect(await anna.push(late)).toMatchObject({ ok: false, refusal: { code: "denied" } });
  });

  it("[G-11] an account name belongs to one user", () => expectRefused(boss.edit(docId(BEN), { account: " ANNA " }), "invalid", "taken", boss));

  it("[G-11] an account name is free once its user has another or is purged, also within one push", async () => {
    const users = [docId(ANNA), docId(BEN)].map((doc, index) => boss.edit(doc, { account: ["anne", "Anna"][index]! }));
    const ids = users.map(() => boss.keys.next());
    boss.send({ type: "push", txs: users.map((docs, index) => ({ id: ids[index]!, docs: [docs] })) });
    await boss.settled();
    expect(ids.map((id) => boss.answerTo(id)?.ok)).toEqual([true, true]);
    expect(await boss.push(boss.edit(docId(ANNA), { account: "anna" }))).toMatchObject({ ok: false, refusal: { code: "invalid", reason: "taken", path: "account", current: "anne" } });
    boss.send({ type: "command", request: 1, do: { name: "purge", record: BEN } });
    await boss.settled();
    expect((await boss.push(boss.edit(docId(ANNA), { account: "anna" }))).ok).toBe(true);
  });

  it("[G-11] two users of one account name are refused in one transaction as a whole", async () => {
    const made = (id: string) => boss.edit(docId(recordId("user", id)), { name: id, account: "twin", created: { by: BOSS, at: 1 } });
    expect(await boss.push(made("a"), made("b"))).toMatchObject({ ok: false, refusal: { code: "invalid", reason: "taken", path: "account", doc: "user/b" } });
    expect([boss.row(recordId("user", "a")), boss.row(recordId("user", "b"))]).toEqual([undefined, undefined]);
    expect((await boss.push(made("b"))).ok).toBe(true);
  });
});

describe("gate: transactions", () => {
  it("[G-01] a repeated transaction gets the first answer and changes nothing", async () => {
    const tx = { id: anna.keys.next(), docs: [anna.edit(acme, { phone: "2" })] };
    const first = await anna.pushTx(tx);
    await anna.push(anna.edit(acme, { phone: "3" }));
    expect(await anna.pushTx(tx)).toEqual(first);
    expect(boss.row(ACME)?.phone).toBe("3");
    const bad = { id: anna.keys.next(), docs: [anna.edit(acme, { name: null })] };
    const refused = await anna.pushTx(bad);
    expect(refused.ok).toBe(false);
    expect(await anna.pushTx(bad)).toEqual(refused);
  });

  it("[G-01] an answer is forgotten once its device holds the transaction no more, not before, and not within a month", async () => {
    const tx = { id: anna.keys.next(), docs: [anna.edit(acme, { phone: "2" })] };
    const first = await anna.pushTx(tx);
    const kept = async () => (await company.storage.answers([tx.id])).length;
    const again = async (device: RawDevice, user: RecordId, oldest: Key | null): Promise<void> => {
      device.disconnect();
      await device.connect(user, { oldest });
    };
    await again(anna, ANNA, null);
    expect(await kept()).toBe(1);
    company.clock.pass(31 * 86_400_000);
    await again(anna, ANNA, tx.id);
    expect(await kept()).toBe(1);
    expect(await anna.pushTx(tx)).toEqual(first);
    await again(boss, BOSS, null);
    expect(await kept()).toBe(1);
    await again(anna, ANNA, null);
    expect(await kept()).toBe(0);
    // Judged anew, the same bytes are of no use: their clocks are used.
    expect(await anna.pushTx(tx)).toMatchObject({ ok: false, refusal: { reason: "usedClock" } });
  });

  it("[G-01] twice in one push counts once, and another person cannot take the answer", async () => {
    const tx = { id: anna.keys.next(), docs: [anna.edit(acme, { phone: "2" })] };
    anna.send({ type: "push", txs: [tx, tx] });
    await anna.settled();
    const answers = anna.received.flatMap((message) => (message.type === "answers" ? message.answers : []));
    expect(answers).toHaveLength(2);
    expect(answers[0]).toEqual(answers[1]);
    expect(await boss.pushTx(tx)).toMatchObject({ ok: false, refusal: { reason: "usedTransaction" } });
  });

  it("[G-02] a transaction is taken whole or not at all", async () => {
    const before = await stateOf(deal);
    const answer = await anna.push(anna.edit(deal, { address: "x" }), anna.edit(acme, { name: null }));
    expect(answer.ok).toBe(false);
    expect(await stateOf(deal)).toEqual(before);
    expect((await anna.push(anna.edit(deal, { address: "y" }), anna.edit(acme, { phone: "7" }))).ok).toBe(true);
    expect([boss.row(DEAL)?.address, boss.row(ACME)?.phone]).toEqual(["y", "7"]);
  });

  it("[G-02] a refused transaction does not touch its neighbours in the same push", async () => {
    const ids = [anna.keys.next(), anna.keys.next(), anna.keys.next()] as const;
    const docs = [anna.edit(acme, { phone: "2" }), anna.edit(acme, { name: null }), anna.edit(deal, { address: "x" })] as const;
    anna.send({ type: "push", txs: ids.map((id, index) => ({ id, docs: [docs[index]!] })) });
    await anna.settled();
    expect(ids.map((id) => anna.answerTo(id)?.ok)).toEqual([true, false, true]);
  });

  it("[G-12] a document that would outgrow a frame is refused, and stays as it was", async () => {
    const write = (copy: Y.Doc) => copy.getXmlFragment("prose/requirement").insert(0, [new Y.XmlText("x".repeat(240_000))]);
    expect((await anna.push(forged(deal, anna.client(), write, { "prose/requirement": null }))).ok).toBe(true);
    await expectRefused(forged(deal, anna.client(), write, { "prose/requirement": null }), "tooLarge", "tooLarge");
    expect((await anna.push(anna.edit(deal, { address: "after" }))).ok).toBe(true);
    expect(valueAt(boss.held.get(deal)!.doc, "address")).toBe("after");
  });

  it("[G-12] [R-07] a transaction refused for its size leaves its numbers to the next", async () => {
    const write = (copy: Y.Doc) => copy.getXmlFragment("prose/requirement").insert(0, [new Y.XmlText("x".repeat(240_000))]);
    expect((await anna.push(forged(deal, anna.client(), write, { "prose/requirement": null }))).ok).toBe(true);
    const made = (id: string, values: Record<string, FieldValue>) => anna.edit(docId(recordId("customer", id)), { name: id, owner: ANNA, created: { by: ANNA, at: 1 }, ...values });
    const tooLarge = forged(deal, anna.client(), write, { "prose/requirement": null });
    const txs = [[made("a", { customerNo: "K-7" }), made("b", {}), tooLarge], [made("c", { customerNo: "K-7" })], [made("d", {})]];
    const ids = txs.map(() => anna.keys.next());
    anna.send({ type: "push", txs: txs.map((docs, index) => ({ id: ids[index]!, docs })) });
    await anna.settled();
    expect(ids.map((id) => anna.answerTo(id)?.ok)).toEqual([false, true, true]);
    expect([await company.storage.holderOf("customer", "K-7"), anna.row(recordId("customer", "d"))?.customerNo]).toEqual([recordId("customer", "c"), "C-000003"]);
  });

  it("[G-02] an update larger than any edit is refused before it is read", () =>
    expectRefused({ doc: acme, update: new Uint8Array(262_145), changes: [{ path: "phone", from: null, to: "2", at: anna.hlc() }] }, "tooLarge", "update"));

  it("[G-13] what a client deleted in its own update never reaches another", async () => {
    const hidden = forged(deal, anna.client(), (copy) => {
      const text = new Y.XmlText("SECRET");
      copy.getXmlFragment("prose/requirement").insert(0, [text]);
      copy.getXmlFragment("prose/requirement").delete(0, 1);
      fieldsOf(copy).set("address", "SECRET");
      fieldsOf(copy).set("address", "open");
    }, { address: "open", "prose/requirement": null });
    expect((await anna.push(hidden)).ok).toBe(true);
    const [stored] = await company.storage.documents([deal]);
    expect(Buffer.from(stored!.snapshot).includes("SECRET")).toBe(false);
    expect(boss.row(DEAL)?.address).toBe("open");
  });

  it("[G-04] the welcome tells how far the lease is used", async () => {
    const client = anna.client();
    await anna.push(anna.edit(acme, { phone: "2" }, { client }));
    anna.disconnect();
    await anna.connect(ANNA);
    expect(anna.welcome.used).toBe((client % CLIENT_IDS) + 1);
  });

  it("[G-14] a clock ahead of the relay's counts as now", async () => {
    const change = anna.edit(acme, { phone: "future" });
    const ahead = { ...change, changes: change.changes.map((one) => ({ ...one, at: hlcOf(company.clock.now() + 86_400_000, 9) })) };
    await anna.push(ahead);
    company.clock.pass(1_000);
    await boss.push(boss.edit(acme, { phone: "later" }));
    expect(anna.row(ACME)?.phone).toBe("later");
  });
});
