import { describe, expect, it } from "vitest";
import { answerEdits, wishValues, type Wish } from "#domain/entities/access-request/edits.ts";
import { recordId, type RecordId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { Replica } from "#workers/replica/replica.ts";
import { ANN, attentionOf, BEN, BOSS, createWorld, customer, rowOf, stateOf, type World } from "./replica-world.ts";

const ask = async (replica: Replica, wish: Wish): Promise<RecordId> => {
  const id = await replica.newId("accessRequest");
  const values = wishValues(wish);
  if (!values) throw new Error("too much for one request");
  const made = await replica.commit([{ record: id, values }]);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return id;
};

const openRequests = async (replica: Replica, me: RecordId): Promise<readonly Row[]> =>
  (await replica.allRows("accessRequest")).filter((row) => row["owner"] !== me && row["answer"] === undefined);

const answer = async (world: World, replica: Replica, me: RecordId, request: Row, given: Parameters<typeof answerEdits>[1]) => {
  const edits = answerEdits(request, given, await replica.subjectOf(request.id), { me, now: world.time.now() });
  const done = await replica.commit(edits);
  expect(done.ok).toBe(true);
};

const company = async () => {
  const world = await createWorld();
  for (const n of [1, 2, 3]) await world.seed(customer(n), { name: `Ann's ${n}`, owner: ANN, phone: "1", ...(n === 3 ? {} : { [`set/sharedWith/${BEN}`]: 1 }) });
  const [ann, ben, boss] = [await world.device(ANN), await world.device(BEN, { seed: 8 }), await world.device(BOSS, { seed: 9 })];
  await world.pass();
  return { world, ann, ben, boss };
};

describe("asking for access", () => {
  it("[S-13] [CU-18] refused changes in two records: asked offline, granted with one press each, retried with one press and taken", async () => {
    const { world, ann, ben } = await company();
    ben.online(false);
    for (const n of [1, 2]) await ben.replica.commit([{ record: customer(n), values: { phone: `ben ${n}` } }]);
    for (const n of [1, 2]) await ann.replica.commit([{ record: customer(n), values: { [`set/sharedWith/${BEN}`]: null, ...(n === 1 ? { [`set/readers/${BEN}`]: 1 } : {}) } }]);
    await world.pass();
    ben.online(true);
    await world.pass(10_000);
    expect(attentionOf(ben.replica).map(({ refusal }) => refusal.reason)).toEqual(["notYours", "notYours"]);
    expect(await rowOf(ben.replica, customer(2))).toBeUndefined();

    ben.online(false);
    for (const n of [1, 2]) await ask(ben.replica, { about: { record: customer(n) }, title: `Ann's ${n}`, wants: "change", note: `why ${n}` });
    await world.pass();
    expect(stateOf(ben.replica)).toMatchObject({ kind: "offline", waiting: 2 });
    expect(await openRequests(ann.replica, ANN)).toEqual([]);
    ben.online(true);
    await world.pass(10_000);
    ann.online(false);
    const requests = await openRequests(ann.replica, ANN);
    expect(requests.map(({ owner, record, wants, note }) => ({ owner, record, wants, note }))).toEqual([1, 2].map((n) => ({ owner: BEN, record: customer(n), wants: "change", note: `why ${n}` })));
    for (const request of requests) await answer(world, ann.replica, ANN, request, "change");
    ann.online(true);
    await world.pass(10_000);

    for (const item of attentionOf(ben.replica)) expect(await ben.replica.retry(item.tx)).toMatchObject({ ok: true });
    await world.pass();
    expect(stateOf(ben.replica)).toMatchObject({ kind: "saved", waiting: 0, attention: 0 });
    expect(stateOf(ann.replica)).toMatchObject({ kind: "saved", waiting: 0, attention: 0 });
    for (const { replica } of [ann, ben]) for (const n of [1, 2]) expect((await rowOf(replica, customer(n)))?.["phone"]).toBe(`ben ${n}`);
    expect(await openRequests(ann.replica, ANN)).toEqual([]);
  });

  it("[S-13] granted to read, a record arrives and cannot be changed; declined, nothing does; the asker sees either answer", async () => {
    const { world, ann, ben } = await company();
    await ask(ben.replica, { about: { kind: "customer", name: "ANN'S 3" }, title: "Ann's 3", wants: "read", note: null });
    await world.pass();
    const [first] = await openRequests(ann.replica, ANN);
    if (!first) throw new Error("no request arrived");
    expect(await ann.replica.subjectOf(first.id)).toBe(customer(3));
    await answer(world, ann.replica, ANN, first, "declined");
    await world.pass();
    expect((await rowOf(ben.replica, first.id))?.["answer"]).toBe("declined");
    expect(await rowOf(ben.replica, customer(3))).toBeUndefined();
    await answer(world, ann.replica, ANN, first, "read");
    await world.pass();
    expect((await rowOf(ben.replica, customer(3)))?.["name"]).toBe("Ann's 3");
    expect(await ben.replica.commit([{ record: customer(3), values: { phone: "2" } }])).toMatchObject({ ok: false, error: { reason: "notYours" } });
    expect(await ben.replica.commit([{ record: first.id, values: { answer: "change" } }])).toMatchObject({ ok: false, error: { reason: "notYours" } });
  });

  it("[S-13] a request follows its record to the next owner, who alone then sees it, besides those who lead", async () => {
    const { world, ann, ben, boss } = await company();
    await world.seed(recordId("user", "cy"), { name: "cy", account: "cy", role: "sales" });
    const cy = await world.device(recordId("user", "cy"), { seed: 5 });
    const cyAsks = await ask(cy.replica, { about: { record: customer(3) }, title: "?", wants: "read", note: null });
    await world.pass();
    const seen = async () => Promise.all([ann, ben, boss].map(async ({ replica }) => (await rowOf(replica, cyAsks)) !== undefined));
    expect(await seen()).toEqual([true, false, true]);
    await ann.replica.commit([{ record: customer(3), values: { owner: BEN } }]);
    await world.pass();
    expect(await seen()).toEqual([false, true, true]);
  });
});

describe("handing over a refused change", () => {
  it("[S-14] a colleague who may write the record sees who proposes what, and applies or dismisses it", async () => {
    const { world, ann, ben, boss } = await company();
    await ann.replica.commit([{ record: customer(1), values: { [`set/sharedWith/${BEN}`]: null, [`set/readers/${BEN}`]: 1 } }]);
    await world.pass();
    expect([...(await ben.replica.writersOf(customer(1)))].sort()).toEqual([ANN, BOSS]);
    const changes = [{ path: "phone", from: "1", to: "ben" }];
    const wish: Wish = { about: { record: customer(1) }, title: "Ann's 1", wants: "apply", note: null, to: ANN, changes };
    const [applied, dismissed] = [await ask(ben.replica, wish), await ask(ben.replica, { ...wish, changes: [{ path: "phone", from: "1", to: "no" }] })];
    await world.pass();
    expect(await rowOf(boss.replica, applied)).toBeUndefined();
    for (const [id, given] of [[dismissed, "declined"], [applied, "applied"]] as const) {
      const request = await rowOf(ann.replica, id);
      if (!request) throw new Error("no proposal arrived");
      await answer(world, ann.replica, ANN, request, given);
    }
    await world.pass();
    for (const { replica } of [ann, ben]) expect((await rowOf(replica, customer(1)))?.["phone"]).toBe("ben");
    expect([(await rowOf(ben.replica, dismissed))?.["answer"], (await rowOf(ben.replica, applied))?.["answer"]]).toEqual(["declined", "applied"]);
  });
});
