import { expect, it, vi } from "vitest";
import { docId, recordId } from "#domain/id.ts";
import type { Tx } from "#domain/protocol/up/push.ts";
import { createRelay } from "#sync-server/relay.ts";
import { createMemoryStorage } from "#sync-server/storage/memory.ts";
import type { Storage } from "#sync-server/storage/storage.ts";
import { StorageUnreachable } from "#sync-server/storage/unreachable.ts";
import { ACME, ANNA, BEN, BOLT, BOSS, createCompany, OTHER } from "./company.ts";
import { countingRandom, createRawDevice } from "./raw-device.ts";

const GHOST = recordId("customer", "ghost");

/** A company whose relay fails in judging `GHOST`, and half way in giving `ACME` to somebody else, as long as `broken` is set. */
const createBroken = async () => {
  const memory = createMemoryStorage();
  const state = { broken: true, commits: true, answers: true };
  const away = () => Promise.reject(new StorageUnreachable("the database cannot be reached"));
  const storage: Storage = {
    ...memory,
    counters: () => (state.answers ? memory.counters() : away()),
    holderOf: (kind, number) => (state.answers ? memory.holderOf(kind, number) : away()),
    isPurged: async (record) => (record === GHOST ? Promise.reject(new Error("judging fails")) : memory.isPurged(record)),
    childrenOf: async (record) => (state.broken && record === ACME ? Promise.reject(new Error("taking in fails")) : memory.childrenOf(record)),
    commit: async (commit) => (state.commits ? memory.commit(commit) : Promise.reject(new Error("disk full"))),
  };
  const { clock } = await createCompany(memory);
  const reports: string[] = [];
  const relay = await createRelay({ storage, clock, random: countingRandom, defer: setImmediate, report: (what) => reports.push(what) });
  const connect = async (user: typeof ANNA) => {
    const device = createRawDevice(relay, clock);
    await device.connect(user);
    return device;
  };
  return { relay, storage: memory, state, reports, anna: await connect(ANNA), boss: await connect(BOSS) };
};

const FAULT = { ok: false, refusal: { code: "invalid", reason: "fault" } };

it("[G-15] a transaction that cannot be judged is refused alone: what came with it is taken, nobody is cut off", async () => {
  const { anna, boss, reports } = await createBroken();
  const txs: Tx[] = [
    { id: anna.keys.next(), docs: [anna.edit(docId(ACME), { phone: "2" })] },
    { id: anna.keys.next(), docs: [anna.edit(docId(GHOST), { name: "Ghost", owner: ANNA, created: { by: ANNA, at: 1 } })] },
    { id: anna.keys.next(), docs: [anna.edit(docId(recordId("customer", "new")), { name: "New", owner: ANNA, created: { by: ANNA, at: 1 } })] },
  ];
  anna.send({ type: "push", txs });
  await anna.settled();
  expect(txs.map(({ id }) => anna.answerTo(id))).toMatchObject([{ ok: true }, FAULT, { ok: true }]);
  expect([anna.closed, boss.closed]).toEqual([null, null]);
  expect(boss.row(ACME)?.phone).toBe("2");
  expect(reports).toEqual(["judging a submission failed"]);
});

it("[G-15] one that fails half way is taken back whole, and the others keep their places and numbers", async () => {
  const { anna, boss, state, storage, reports } = await createBroken();
  const made = recordId("customer", "made");
  const kept: Tx = { id: anna.keys.next(), docs: [anna.edit(docId(made), { name: "Made", owner: ANNA, created: { by: ANNA, at: 1 } })] };
  const lost: Tx = { id: anna.keys.next(), docs: [anna.edit(docId(ACME), { owner: BEN, phone: "lost" })] };
  const txs = [kept, lost];
  anna.send({ type: "push", txs });
  await anna.settled();
  expect(txs.map(({ id }) => anna.answerTo(id))).toMatchObject([{ ok: true }, FAULT]);
  expect([anna.closed, boss.closed]).toEqual([null, null]);
  expect((await storage.documents([docId(ACME)]))[0]?.row).toMatchObject({ owner: ANNA, phone: "1" });
  expect((await storage.documents([docId(made)]))[0]?.row.customerNo).toBe("C-000003");
  expect(reports).toEqual(["taking in a submission failed"]);
  expect(await anna.pushTx(lost)).toMatchObject(FAULT);
  state.broken = false;
  expect(await boss.push(boss.edit(docId(ACME), { owner: BEN }))).toMatchObject({ ok: true });
  expect((await storage.documents([docId(ACME)]))[0]?.row).toMatchObject({ owner: BEN, phone: "1" });
});

it("[F-10] what fails once a commit is durable takes nothing back: answers and pages go out", async () => {
  const { relay, anna, boss, reports } = await createBroken();
  const stopped: string[] = [];
  relay.follow({
    committed: () => {
      throw new Error("a follower fails");
    },
    stop: (reason) => stopped.push(reason),
    person: null, signIn: null,
  });
  expect(await anna.push(anna.edit(docId(ACME), { phone: "2" }))).toMatchObject({ ok: true });
  expect(boss.row(ACME)?.phone).toBe("2");
  expect([anna.closed, boss.closed]).toEqual([null, null]);
  expect(stopped).toEqual(["restarting"]);
  expect(reports).toEqual(["following a commit failed"]);
});

it("[F-10] every submission of a commit that fails is settled, without an answer", async () => {
  const { relay, state, reports, boss } = await createBroken();
  state.commits = false;
  const standing = relay.directory.standing(BOSS);
  if (!standing) throw new Error("the boss is known");
  const edit = boss.edit(docId(BOLT), { phone: "9" });
  const writer = { person: standing.person, scopes: standing.scopes, device: boss.welcome.device, offset: 0, mayUse: () => true };
  expect(await relay.submit({ docs: [edit] }, async () => writer)).toBeNull();
  expect(boss.closed).toBe("restarting");
  state.commits = true;
  await boss.connect(BOSS);
  expect(await boss.push(boss.edit(docId(BOLT), { phone: "8" }))).toMatchObject({ ok: true });
  expect(reports).toEqual(["commit failed"]);
});

it("[F-10] as long as the storage cannot be read nobody has any standing and nothing is refused; afterwards it goes on by itself", async () => {
  const { relay, state, reports, anna, boss } = await createBroken();
  state.answers = false;
  const edit = boss.edit(docId(recordId("customer", "later")), { name: "Later", owner: BOSS, created: { by: BOSS, at: 1 } });
  const standing = relay.directory.standing(BOSS);
  if (!standing) throw new Error("the boss is known");
  const writer = { person: standing.person, scopes: standing.scopes, device: boss.welcome.device, offset: 0, mayUse: () => true };
  expect(await relay.submit({ docs: [edit] }, async () => writer)).toBeNull();
  await vi.waitUntil(() => relay.directory.standing(BOSS) === null);
  expect([anna.closed, boss.closed]).toEqual(["restarting", "restarting"]);
  await expect(relay.read(async ({ head }) => head)).rejects.toThrow("cannot be reached");
  state.answers = true;
  await boss.connect(BOSS);
  expect(await boss.push(edit)).toMatchObject({ ok: true });
  expect(reports).toEqual(["commit failed", "reading the storage again failed"]);
});

it("[S-08] [F-10] records whose new scopes could not be stored get them with the next commit", async () => {
  const memory = createMemoryStorage();
  let fails = false;
  const commit: Storage["commit"] = async (given) => {
    if (!fails || !given.documents.some(({ doc }) => doc === docId(ACME))) return memory.commit(given);
    throw new Error("disk full");
  };
  const { clock } = await createCompany(memory);
  const reports: string[] = [];
  const relay = await createRelay({ storage: { ...memory, commit }, clock, random: countingRandom, defer: setImmediate, report: (what) => reports.push(what) });
  const [boss, other] = [createRawDevice(relay, clock), createRawDevice(relay, clock)];
  await boss.connect(BOSS);
  await other.connect(OTHER);
  expect(other.row(ACME)).toBeUndefined();
  fails = true;
  const rule = recordId("sharingRule", "annas");
  await boss.push(boss.edit(docId(rule), { name: "Anna's", of: "customer", level: "read", [`set/owners/${ANNA}`]: 1, [`set/users/${OTHER}`]: 1, created: { by: BOSS, at: 1 } }));
  await vi.waitUntil(() => boss.closed === "restarting");
  fails = false;
  await boss.connect(BOSS);
  await other.connect(OTHER);
  await boss.push(boss.edit(docId(BOLT), { phone: "8" }));
  await other.settled();
  expect(other.row(ACME)?.name).toBe("Acme");
  expect(reports).toEqual(["commit failed", "settling sharing rules failed"]);
});
