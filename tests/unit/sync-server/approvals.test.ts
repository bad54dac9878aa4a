import { beforeEach, describe, expect, it } from "vitest";
import { flowsIn } from "#domain/approval/flow.ts";
import { pendingIn, runOf, saidOf } from "#domain/approval/run.ts";
import { sayingValues, type Saying } from "#domain/approval/say.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { createKeySource, docId, recordId, type RecordId } from "#domain/id.ts";
import { completedIn } from "#domain/record/completed.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { MAX_DOCUMENT } from "#sync-server/batch.ts";
import { createRelay } from "#sync-server/relay.ts";
import type { SeedRecord } from "#sync-server/seed.ts";
import { createMemoryStorage } from "#sync-server/storage/memory.ts";
import type { Storage } from "#sync-server/storage/storage.ts";
import { ACME, ANNA, BEN, BOSS, COMPANY, createCompany, MANAGER, OTHER, START, type Company } from "./company.ts";
import { countingRandom, createRawDevice, type RawDevice } from "./raw-device.ts";

const keys = createKeySource({ now: () => START }, countingRandom);
const mark = { by: BOSS, at: START };
const LINE = keys.next();
const ORDER = recordId("order", "one");
const FLOW = recordId("approvalFlow", "discount");
const GROUP = recordId("group", "specials");

const seeded = (id: RecordId, values: Readonly<Record<string, FieldValue>>): SeedRecord => ({ id, values, at: START - 1_000, by: BOSS });

const node = (values: Readonly<Record<string, FieldValue>>): Readonly<Record<string, FieldValue>> => {
  const line = `line/nodes/${keys.next()}`;
  return { [line]: mark, ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`${line}/${name}`, value])) };
};

const flow = (...nodes: readonly Readonly<Record<string, FieldValue>>[]) =>
  seeded(FLOW, { name: "Discounts", of: "order", condition: "lines.discount>10", ...Object.assign({}, ...nodes) as object });

const order = seeded(ORDER, { subject: "Pumps", customer: ACME, owner: ANNA, orderStatus: "draft", [`line/lines/${LINE}`]: mark, [`line/lines/${LINE}/product`]: recordId("product", "pump"), [`line/lines/${LINE}/quantity`]: "2", [`line/lines/${LINE}/unitPrice`]: "100", [`line/lines/${LINE}/discount`]: "20" });
const group = seeded(GROUP, { name: "Specials", purpose: "process", [`set/users/${OTHER}`]: 1, [`set/users/${BEN}`]: 1 });

const DISCOUNT = `line/lines/${LINE}/discount`;
const flowOf = (device: RawDevice) => flowsIn([device.row(FLOW) ?? { id: FLOW }], findEntity);

let company: Company;
let anna: RawDevice;
let ben: RawDevice;
let other: RawDevice;
let manager: RawDevice;
let boss: RawDevice;

const begin = async (...nodes: readonly Readonly<Record<string, FieldValue>>[]) => {
  company = await createCompany(createMemoryStorage(), [...COMPANY, group, order, flow(...nodes)]);
  [anna, ben, other, manager, boss] = [await company.device(ANNA), await company.device(BEN), await company.device(OTHER), await company.device(MANAGER), await company.device(BOSS)];
};

const edit = async (device: RawDevice, record: RecordId, values: Readonly<Record<string, FieldValue>>): Promise<string> => {
  const answer = await device.push(device.edit(docId(record), values));
  return answer.ok ? "ok" : `${answer.refusal.code}: ${answer.refusal.reason}`;
};

const saying = (device: RawDevice, who: RecordId, what: Saying, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, FieldValue>> => {
  const row = device.row(ORDER);
  const values = row && sayingValues(row, what, { me: who, now: company.clock.now(), key: keys.next() }, flowOf(device));
  if (!values) throw new Error("there is nothing to say");
  return Object.fromEntries(Object.entries(values).map(([path, entry]) => [path, { ...(entry as object), ...more } as unknown as FieldValue]));
};

const say = (device: RawDevice, who: RecordId, what: Saying, more: Readonly<Record<string, string>> = {}): Promise<string> => edit(device, ORDER, saying(device, who, what, more));

const state = (device: RawDevice = anna) => device.row(ORDER)?.["approval"];

const historyOf = async (device: RawDevice): Promise<readonly HistoryEntry[]> => {
  device.send({ type: "askHistory", request: 1, record: ORDER, before: null, limit: 50 });
  await device.settled();
  const answer = device.received.findLast((message) => message.type === "history");
  return answer?.type === "history" ? answer.entries : [];
};

describe("[OG-29] approvals, as the relay enforces them", () => {
  beforeEach(() => begin(node({ approvers: GROUP }), node({ approvers: "as:boss" })));

  it("[K-08] an order is not confirmed before it is approved, and is afterwards", async () => {
    expect(await edit(anna, ORDER, { orderStatus: "confirmed" })).toBe("denied: needsApproval");
    expect(await say(anna, ANNA, { does: "submit", note: "large customer" })).toBe("ok");
    expect(await edit(boss, ORDER, { orderStatus: "confirmed" })).toBe("denied: needsApproval");
    expect(await say(other, OTHER, { does: "approve" })).toBe("ok");
    expect(await say(boss, BOSS, { does: "approve", note: "fine" })).toBe("ok");
    expect(state()).toBe("approved");
    expect(await edit(anna, ORDER, { orderStatus: "confirmed" })).toBe("ok");
  });

  it("[K-09] [OG-26] those asked read the record, in one commit with the submission; others do not come to it", async () => {
    expect(other.row(ORDER)).toBeUndefined();
    await say(anna, ANNA, { does: "submit" });
    expect([ben, other].map((device) => device.row(ORDER)?.["approvers"])).toEqual([[BEN, OTHER], [BEN, OTHER]]);
    await say(other, OTHER, { does: "approve" });
    expect(other.row(ORDER)?.["formerApprovers"]).toEqual([BEN, OTHER]);
    expect(await edit(other, ORDER, { remarks: "mine" })).toBe("denied: notYours");
    await say(boss, BOSS, { does: "reject" });
    expect(other.row(ORDER)?.["approval"]).toBe("rejected");
    await say(anna, ANNA, { does: "submit" });
    await say(anna, ANNA, { does: "withdraw" });
    expect(other.row(ORDER)).toBeUndefined();
  });

  it("[K-03] covered fields are locked for everybody, the rest is not; withdrawn, they are free again", async () => {
    await say(anna, ANNA, { does: "submit" });
    for (const device of [anna, manager, boss]) expect(await edit(device, ORDER, { [DISCOUNT]: "5" })).toBe("denied: inApproval");
    expect(await edit(anna, ORDER, { [`line/lines/${LINE}`]: null })).toBe("denied: inApproval");
    expect(await edit(anna, ORDER, { remarks: "still open", [`line/lines/${LINE}/deliveredQuantity`]: "1" })).toBe("ok");
    expect(await say(anna, ANNA, { does: "withdraw" })).toBe("ok");
    expect(await edit(anna, ORDER, { [DISCOUNT]: "5" })).toBe("ok");
  });

  it("[K-02] a submission of other content than the relay has, and a decision about another, are refused and leave no trace", async () => {
    const stale = saying(anna, ANNA, { does: "submit" });
    expect(await edit(manager, ORDER, { [DISCOUNT]: "30" })).toBe("ok");
    expect(await edit(anna, ORDER, stale)).toBe("denied: otherContent");
    expect(await say(anna, ANNA, { does: "submit" })).toBe("ok");
    expect(await say(ben, BEN, { does: "approve" }, { hash: "f".repeat(64) })).toBe("denied: otherContent");
    const first = saying(ben, BEN, { does: "approve" });
    await say(anna, ANNA, { does: "withdraw" });
    await edit(anna, ORDER, { [DISCOUNT]: "40" });
    await say(anna, ANNA, { does: "submit" });
    expect(await edit(ben, ORDER, first)).toBe("denied: otherContent");
    expect(state()).toBe("running");
    expect(anna.row(ORDER)?.["approvals"]).toHaveLength(3);
  });

  it("[K-09] nobody writes the state, the run or who is asked, also not in a new record", async () => {
    for (const values of [{ approval: "approved" }, { approvalRun: "{}" }, { [`set/approvers/${ANNA}`]: 1 }, { [`set/formerApprovers/${ANNA}`]: 1 }, { [`set/formerOwners/${ANNA}`]: 1 }]) {
      expect(await edit(anna, ORDER, values)).toBe("denied: relayOnly");
      expect(await edit(boss, recordId("order", "two"), { subject: "T", customer: ACME, owner: BOSS, created: { by: BOSS, at: START }, ...values })).toBe("denied: relayOnly");
    }
  });

  it("[K-04] nobody speaks for another, decides what is not theirs, or decides twice", async () => {
    await say(anna, ANNA, { does: "submit" });
    expect(await edit(ben, ORDER, saying(ben, OTHER, { does: "approve" }))).toMatch(/^denied/);
    expect(await say(manager, MANAGER, { does: "approve" })).toBe("denied: notAsked");
    expect(await say(anna, ANNA, { does: "approve" })).toBe("denied: notAsked");
    expect(await say(ben, BEN, { does: "withdraw" })).toBe("denied: notAsked");
    expect(await say(ben, BEN, { does: "approve" })).toBe("ok");
    expect(await say(anna, ANNA, { does: "submit" })).toBe("denied: inApproval");
    const both = { ...saying(boss, BOSS, { does: "approve" }), ...saying(boss, BOSS, { does: "comment" }) };
    expect(await edit(boss, ORDER, both)).toBe("denied: notRunning");
    expect(await say(manager, MANAGER, { does: "comment", note: "go on" })).toBe("ok");
  });

  it("[K-11] the relay completes what is said in the order of arrival: no clock of a device puts it into another submission or before what came first", async () => {
    await begin(node({ approvers: `${BEN} ${OTHER}`, everyone: mark }));
    const DAY = 86_400_000;
    /** Says it on a device whose clock is wrong by so many days. */
    const sayAt = (days: number, device: RawDevice, who: RecordId, what: Saying): Promise<string> => {
      const skewed = createKeySource({ now: () => START + days * DAY }, countingRandom);
      const values = sayingValues(device.row(ORDER) ?? { id: ORDER }, what, { me: who, now: START + days * DAY, key: skewed.next() }, flowOf(device));
      return edit(device, ORDER, { ...values });
    };
    const row = () => other.row(ORDER) ?? { id: ORDER };
    expect(await sayAt(300, anna, ANNA, { does: "submit", note: "first" })).toBe("ok");
    const first = runOf(row())?.id;
    expect(await sayAt(-300, ben, BEN, { does: "comment", note: "wait" })).toBe("ok");
    expect(await sayAt(200, anna, ANNA, { does: "withdraw" })).toBe("ok");
    expect(await sayAt(-200, anna, ANNA, { does: "submit", note: "second" })).toBe("ok");
    const second = runOf(row())?.id;
    expect(await sayAt(400, ben, BEN, { does: "approve" })).toBe("ok");
    expect(await sayAt(-400, other, OTHER, { does: "approve" })).toBe("ok");
    expect(pendingIn(row())).toEqual([]);
    expect(completedIn(row(), "approvals").map(({ does, run, state }) => [does, run, state])).toEqual([
      ["submit", first, "running"], ["comment", first, "running"], ["withdraw", first, "withdrawn"],
      ["submit", second, "running"], ["approve", second, "running"], ["approve", second, "approved"],
    ]);
    expect(saidOf(row()).map(({ by, does }) => [by, does])).toEqual([[ANNA, "submit"], [BEN, "approve"], [OTHER, "approve"]]);
    const [last] = (await historyOf(anna)).filter(({ path }) => path.startsWith("log/approvals/"));
    expect(last?.to).toMatchObject({ by: OTHER, does: "approve", run: second, state: "approved", done: completedIn(row(), "approvals").at(-1)?.done });
  });

  it("[K-11] what was said before the relay completed anything is completed when it starts, in the order of its keys", async () => {
    const [first, second] = [keys.next(), keys.next()];
    const old = { ...order, values: { ...order.values, [`log/approvals/${second}`]: { by: BEN, at: START, does: "comment", run: first }, [`log/approvals/${first}`]: { by: ANNA, at: START, does: "submit" } } };
    const memory = createMemoryStorage();
    const { clock } = await createCompany(memory, [...COMPANY, old, flow(node({ approvers: BEN }))]);
    const device = createRawDevice(await createRelay({ storage: memory, clock, random: countingRandom, defer: setImmediate, report: (what) => expect.fail(what) }), clock);
    await device.connect(ANNA);
    const row = device.row(ORDER) ?? { id: ORDER };
    expect([pendingIn(row), completedIn(row, "approvals").map(({ does, run }) => [does, run])]).toEqual([[], [["submit", first], ["comment", first]]]);
  });

  it("[K-11] nobody says themselves that the relay has completed something", async () => {
    await say(anna, ANNA, { does: "submit" });
    for (const more of [{ done: START as never }, { state: "approved" }]) expect(await say(ben, BEN, { does: "approve" }, more)).toBe("denied: relayOnly");
    expect(state()).toBe("running");
  });

  it("[K-07] a decision is passed on; the colleague receives the record, and who passed it on is asked no more", async () => {
    await begin(node({ approvers: BEN }));
    await say(anna, ANNA, { does: "submit" });
    expect(await say(ben, BEN, { does: "delegate", to: OTHER, note: "on leave" })).toBe("ok");
    expect(other.row(ORDER)?.["approvers"]).toEqual([OTHER]);
    expect(await say(ben, BEN, { does: "approve" })).toBe("denied: notAsked");
    expect(await say(other, OTHER, { does: "delegate", to: recordId("user", "nobody") })).toBe("denied: badDelegate");
    expect(await say(other, OTHER, { does: "approve" })).toBe("ok");
    expect(state()).toBe("approved");
  });

  it("[K-06] an approver disabled meanwhile is asked no more: whoever is left, or leads the owner, is, without anybody doing anything", async () => {
    await begin(node({ approvers: `${BEN} ${OTHER}`, everyone: mark }));
    await say(anna, ANNA, { does: "submit" });
    await say(ben, BEN, { does: "approve" });
    expect(await edit(boss, OTHER, { disabled: { by: BOSS, at: START } })).toBe("ok");
    await anna.settled();
    expect(state()).toBe("approved");
    const told = (await historyOf(anna)).filter(({ path }) => path === "approval").map(({ to, by, device }) => [to, by, device === 0]);
    expect(told).toEqual([["approved", BOSS, true], ["running", ANNA, false]]);

    await begin(node({ approvers: BEN }));
    await say(anna, ANNA, { does: "submit" });
    await edit(boss, BEN, { disabled: { by: BOSS, at: START } });
    await anna.settled();
    expect(anna.row(ORDER)?.["approvers"]).toEqual([MANAGER]);
  });

  it("[K-06] the submitter is the only approver: those who lead them decide", async () => {
    await begin(node({ approvers: ANNA }));
    await say(anna, ANNA, { does: "submit" });
    expect(await say(anna, ANNA, { does: "approve" })).toBe("denied: notAsked");
    expect(await say(manager, MANAGER, { does: "approve" })).toBe("ok");
    expect(state()).toBe("approved");
  });

  it("[K-06] nobody approves their own record by having a colleague submit it", async () => {
    await begin(node({ approvers: "as:manager" }));
    expect(await edit(boss, ORDER, { owner: MANAGER, [`set/sharedWith/${ANNA}`]: 1 })).toBe("ok");
    expect(await say(anna, ANNA, { does: "submit" })).toBe("ok");
    expect(manager.row(ORDER)?.["approvers"]).toEqual([BOSS]);
    expect(await say(manager, MANAGER, { does: "approve" })).toBe("denied: notAsked");
    expect(await say(boss, BOSS, { does: "delegate", to: MANAGER })).toBe("denied: badDelegate");
  });

  it("[K-12] whoever had a record does not decide about it by giving it to somebody else first; once it was approved, they may", async () => {
    await begin(node({ approvers: "lead" }));
    await edit(boss, ORDER, { owner: MANAGER });
    company.clock.pass(1_000);
    expect(await edit(manager, ORDER, { owner: ANNA })).toBe("ok");
    expect(anna.row(ORDER)?.["formerOwners"]).toEqual([ANNA, MANAGER]);
    expect(await say(anna, ANNA, { does: "submit" })).toBe("ok");
    expect(anna.row(ORDER)?.["approvers"]).toEqual([BOSS]);
    expect(await say(manager, MANAGER, { does: "approve" })).toBe("denied: notAsked");
    expect(await say(boss, BOSS, { does: "delegate", to: MANAGER })).toBe("denied: badDelegate");
    expect(await say(boss, BOSS, { does: "approve" })).toBe("ok");
    expect(anna.row(ORDER)?.["formerOwners"]).toBeUndefined();
    await say(anna, ANNA, { does: "withdraw" });
    await say(anna, ANNA, { does: "submit" });
    expect(anna.row(ORDER)?.["approvers"]).toEqual([MANAGER]);
    expect((await historyOf(anna)).filter(({ path }) => path.startsWith("set/formerOwners"))).toEqual([]);
  });

  it("[K-12] whoever becomes the owner while others decide is asked no more, in the same commit", async () => {
    await begin(node({ approvers: MANAGER }));
    await say(anna, ANNA, { does: "submit" });
    expect(anna.row(ORDER)?.["approvers"]).toEqual([MANAGER]);
    expect(await edit(manager, ORDER, { owner: MANAGER })).toBe("ok");
    expect(manager.row(ORDER)?.["approvers"]).toEqual([BOSS]);
    expect(await say(manager, MANAGER, { does: "approve" })).toBe("denied: notAsked");
  });

  it("[K-13] where nobody can be asked any more the run says so and goes on as soon as somebody can; it can be withdrawn", async () => {
    const lonely = [ANNA, OTHER, BOSS].map((id) => seeded(id, { ...COMPANY.find((one) => one.id === id)?.values, department: null, role: "sales", ...(id === BOSS ? { "set/rights/admin": 1 } : {}) }));
    company = await createCompany(createMemoryStorage(), [...COMPANY.filter(({ id }) => ![ANNA, OTHER, BOSS, MANAGER].includes(id) && !id.startsWith("role/")), ...lonely, order, flow(node({ approvers: OTHER }))]);
    [anna, other, boss] = [await company.device(ANNA), await company.device(OTHER), await company.device(BOSS)];
    expect(await say(anna, ANNA, { does: "submit" })).toBe("ok");
    const asked = () => [anna.row(ORDER)?.["approvers"] ?? [], runOf(anna.row(ORDER) ?? { id: ORDER })?.nodes[0]?.instead];
    expect(asked()).toEqual([[OTHER], undefined]);
    expect(await edit(boss, OTHER, { disabled: { by: BOSS, at: START } })).toBe("ok");
    await anna.settled();
    expect(asked()).toEqual([[BOSS], "admins"]);
    expect(await edit(boss, BOSS, { "set/functions/jobFunction/blind": 1 })).toBe("ok");
    expect(await edit(boss, recordId("jobFunction", "blind"), { name: "No orders", "set/may/customer.read": 1, created: mark })).toBe("ok");
    await anna.settled();
    expect(asked()).toEqual([[], "nobody"]);
    expect(state()).toBe("running");
    expect(await edit(boss, OTHER, { disabled: null })).toBe("ok");
    await anna.settled();
    expect(asked()).toEqual([[OTHER], undefined]);
    expect(await say(anna, ANNA, { does: "withdraw" })).toBe("ok");
  });

  it("[K-14] comments end at ten of one person in one submission, and are for what was submitted; decisions go on", async () => {
    expect(await say(manager, MANAGER, { does: "comment", note: "early" })).toBe("denied: notSubmitted");
    await say(anna, ANNA, { does: "submit" });
    for (let n = 0; n < 10; n += 1) expect(await say(ben, BEN, { does: "comment", note: `${n}` })).toBe("ok");
    expect(await say(ben, BEN, { does: "comment", note: "more" })).toBe("denied: saidEnough");
    expect(await say(ben, BEN, { does: "delegate", to: MANAGER })).toBe("denied: saidEnough");
    expect(await say(manager, MANAGER, { does: "comment", note: "mine" })).toBe("ok");
    expect(await say(ben, BEN, { does: "approve" })).toBe("ok");
    expect(await say(boss, BOSS, { does: "reject" })).toBe("ok");
    await say(anna, ANNA, { does: "submit" });
    expect(await say(ben, BEN, { does: "comment", note: "anew" })).toBe("ok");
  });

  it("[K-15] an administrator brings in an order that was confirmed elsewhere; its log says so for good, and its content stays as it came", async () => {
    const two = recordId("order", "two");
    const brought = (by: RecordId, key = keys.next()) => ({ ...order.values, subject: "Old", owner: by, orderStatus: "confirmed", created: { by, at: START }, [`line/lines/${LINE}`]: { by, at: START }, [`log/approvals/${key}`]: { by, at: START, does: "bringIn" } });
    expect(await edit(anna, two, brought(ANNA))).toBe("denied: mayNotBringIn");
    expect(await edit(boss, two, brought(BOSS))).toBe("ok");
    const row = boss.row(two) ?? { id: two };
    expect([row["orderStatus"], row["approval"], completedIn(row, "approvals").map(({ by, does }) => [by, does])]).toEqual(["confirmed", undefined, [[BOSS, "bringIn"]]]);
    expect(await edit(boss, two, { remarks: "paid since" })).toBe("ok");
    expect(await edit(boss, two, { [DISCOUNT]: "30" })).toBe("denied: needsApproval");
  });

  it("[K-06] who may not read orders any more is asked no more", async () => {
    await begin(node({ approvers: `${BEN} ${OTHER}` }));
    const blind = recordId("jobFunction", "blind");
    expect(await edit(boss, blind, { name: "No orders", "set/may/customer.read": 1, created: mark })).toBe("ok");
    await say(anna, ANNA, { does: "submit" });
    expect(await edit(boss, OTHER, { [`set/functions/${blind}`]: 1 })).toBe("ok");
    await anna.settled();
    expect(anna.row(ORDER)?.["approvers"]).toEqual([BEN]);
    expect(await say(ben, BEN, { does: "delegate", to: OTHER })).toBe("denied: badDelegate");
  });

  it("[OG-23] [K-05] the rank of the owner chooses the branch", async () => {
    await begin(node({ approvers: "as:manager", rankTo: 2 }), node({ approvers: "as:boss", rankFrom: 3 }));
    await say(anna, ANNA, { does: "submit" });
    expect(anna.row(ORDER)?.["approvers"]).toEqual([MANAGER]);
    await say(anna, ANNA, { does: "withdraw" });
    await edit(boss, ANNA, { rank: 3 });
    await say(anna, ANNA, { does: "submit" });
    expect(anna.row(ORDER)?.["approvers"]).toEqual([BOSS]);
  });

  it("[K-01] a run goes by the flow as it stood; a flow that changes or goes does not touch it, nor what was approved", async () => {
    await begin(node({ approvers: BEN }));
    await say(anna, ANNA, { does: "submit" });
    const [line] = (boss.row(FLOW)?.["nodes"] as readonly { key: string }[]) ?? [];
    await edit(boss, FLOW, { [`line/nodes/${line?.key}/approvers`]: OTHER, condition: "lines.discount>1", name: "Other" });
    expect(await say(ben, BEN, { does: "approve" })).toBe("ok");
    expect(runOf(anna.row(ORDER) ?? { id: ORDER })?.name).toBe("Discounts");
    expect(await edit(anna, ORDER, { orderStatus: "confirmed" })).toBe("ok");
    expect(await edit(anna, FLOW, { name: "mine" })).toBe("denied: needsRight");
  });

  it("[K-09] the history tells each step with who made it", async () => {
    await begin(node({ approvers: BEN }));
    await say(anna, ANNA, { does: "submit" });
    await say(ben, BEN, { does: "approve" });
    const told = (await historyOf(anna)).filter(({ path }) => path === "approval").map(({ from, to, by }) => [from, to, by]);
    expect(told).toEqual([["running", "approved", BEN], [null, "running", ANNA]]);
  });

  it("[K-06] where asking anew fails, the next commit asks, and the history names whoever changed the organisation", async () => {
    const memory = createMemoryStorage();
    let broken = true;
    const reports = new Set<string>();
    const storage: Storage = { ...memory, ofKind: async (kind) => (broken && kind === "order" ? Promise.reject(new Error("reading fails")) : memory.ofKind(kind)) };
    company = await createCompany(memory, [...COMPANY, order]);
    const relay = await createRelay({ storage, clock: company.clock, random: countingRandom, defer: setImmediate, report: (what) => reports.add(what) });
    [anna, boss] = [createRawDevice(relay, company.clock), createRawDevice(relay, company.clock)];
    await anna.connect(ANNA);
    await boss.connect(BOSS);
    expect(await edit(boss, FLOW, { ...flow(node({ approvers: BEN })).values, created: mark })).toBe("ok");
    expect(await say(anna, ANNA, { does: "submit" })).toBe("ok");
    await edit(boss, BEN, { disabled: { by: BOSS, at: START } });
    await anna.settled();
    expect(anna.row(ORDER)?.["approvers"]).toEqual([BEN]);
    expect([...reports]).toEqual(["asking approvers anew failed"]);
    broken = false;
    await edit(anna, ORDER, { remarks: "meanwhile" });
    await anna.settled();
    expect(anna.row(ORDER)?.["approvers"]).toEqual([MANAGER]);
    const told = (await historyOf(anna)).filter(({ path }) => path === `set/approvers/${MANAGER}`).map(({ to, by, device }) => [to, by, device]);
    expect(told).toEqual([[1, BOSS, 0]]);
  });

  it("[G-12] a submission is refused where the order outgrows a frame by what the relay writes of it", async () => {
    const sized = async (padding: number): Promise<number> => {
      company = await createCompany(createMemoryStorage(), [...COMPANY, { ...order, values: { ...order.values, remarks: "x".repeat(padding) } }, flow(node({ approvers: BEN }))]);
      return (await company.storage.documents([docId(ORDER)]))[0]?.snapshot.length ?? 0;
    };
    const least = await sized(100_000);
    expect(await sized(100_000 + MAX_DOCUMENT - least - 400)).toBe(MAX_DOCUMENT - 400);
    anna = await company.device(ANNA);
    const [path = "", entry = null] = Object.entries(saying(anna, ANNA, { does: "submit" }))[0] ?? [];
    expect(await edit(anna, ORDER, { [path]: entry })).toBe("tooLarge: tooLarge");
    expect(state()).toBeUndefined();
    expect(await edit(anna, ORDER, { orderStatus: "cancelled" })).toBe("ok");
  });
});
