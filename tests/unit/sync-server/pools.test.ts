import { describe, expect, it } from "vitest";
import { docId, recordId, type RecordId } from "#domain/id.ts";
import { doneMoves, movePath } from "#domain/policy/move.ts";
import type { Answer } from "#domain/protocol/down/answers.ts";
import { entityOf } from "#domain/entities/registry.ts";
import { logOf } from "#domain/schema/read.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { createCollisions } from "#sync-server/collisions.ts";
import type { SeedRecord } from "#sync-server/seed.ts";
import { createMemoryStorage } from "#sync-server/storage/memory.ts";
import { ACME, ANNA, BEN, BOSS, COMPANY, createCompany, MANAGER, OTHER, START } from "./company.ts";
import type { RawDevice } from "./raw-device.ts";

const EAST = recordId("pool", "east");
const WEST = recordId("pool", "west");
const DAY = 86_400_000;
const free = (n: number): RecordId => recordId("customer", `free${n}`);

const of = (id: RecordId, values: Readonly<Record<string, FieldValue>>): SeedRecord => ({ id, values, at: START - 500_000, by: BOSS });

/** Two pools: Anna and Ben claim from the eastern one, which the manager assigns from; somebody else alone is in the western one. */
const poolsWith = async (limits: Readonly<Record<string, FieldValue>> = {}, ...more: readonly SeedRecord[]) =>
  createCompany(createMemoryStorage(), [
    ...COMPANY,
    of(EAST, { name: "East", [`set/users/${ANNA}`]: 1, [`set/users/${BEN}`]: 1, [`set/managers/${MANAGER}`]: 1, ...limits }),
    of(WEST, { name: "West", [`set/users/${OTHER}`]: 1 }),
    ...[1, 2, 3].map((n) => of(free(n), { name: `Free ${n}`, pool: EAST, creditLimit: "5" })),
    of(recordId("contact", "kim"), { name: "Kim", [`set/customers/${free(1)}`]: 1 }),
    ...more,
  ]);

type Wish = Readonly<Record<string, FieldValue>>;

/** Hands in a wish, whatever an honest device would say of it. */
const move = (device: RawDevice, by: RecordId, record: RecordId, wish: Wish, at = START): Promise<Answer> => device.push(device.edit(docId(record), { [movePath(device.keys.next())]: { by, at, ...wish } as FieldValue }));

const said = (answer: Answer): string => (answer.ok ? "ok" : `${answer.refusal.code}: ${answer.refusal.reason}`);
const CLAIM = { does: "claim" };
const release = (pool: RecordId, reason = "no budget"): Wish => ({ does: "release", pool, reason });
const assign = (to: RecordId): Wish => ({ does: "assign", to });

describe("claiming, releasing and assigning", () => {
  it("[M-01] [CU-58] what is in a pool is read by its people and managers, what follows it too, and changed by none of them; what is held, by its holder and the managers", async () => {
    const { device } = await poolsWith();
    const [anna, ben, manager, other, boss] = [await device(ANNA), await device(BEN), await device(MANAGER), await device(OTHER), await device(BOSS)];
    const seen = () => [anna, ben, manager, other, boss].map((one) => [one.row(free(1)), one.row(recordId("contact", "kim"))].map((row) => (row ? "x" : "-")).join(""));
    expect(seen()).toEqual(["xx", "xx", "xx", "--", "xx"]);
    expect(said(await ben.push(ben.edit(docId(free(1)), { phone: "1" })))).toBe("denied: notYours");
    expect(said(await move(anna, ANNA, free(1), CLAIM))).toBe("ok");
    expect(seen()).toEqual(["xx", "--", "xx", "--", "xx"]);
    expect(said(await anna.push(anna.edit(docId(free(1)), { phone: "1" })))).toBe("ok");
    expect(said(await move(anna, ANNA, free(1), release(EAST)))).toBe("ok");
    expect(seen()).toEqual(["xx", "xx", "xx", "--", "xx"]);
  });

  it("[M-02] [M-03] [CU-57] of two claims the first to arrive counts, whatever the clocks say, and the second is told who has it since when", async () => {
    const { device, clock } = await poolsWith();
    const [anna, ben] = [await device(ANNA), await device(BEN)];
    const late = anna.edit(docId(free(1)), { [movePath(anna.keys.next())]: { by: ANNA, at: START - 7 * DAY, ...CLAIM } as FieldValue });
    const claimed = clock.now();
    expect(said(await move(ben, BEN, free(1), CLAIM, START + DAY))).toBe("ok");
    clock.pass(60_000);
    expect(await anna.push(late)).toMatchObject({ ok: false, refusal: { code: "invalid", reason: "held", told: { by: BEN, at: claimed } } });
    const row = ben.row(free(1));
    expect([row?.["owner"], row?.["pool"]]).toEqual([BEN, EAST]);
    expect(logOf(row!, "moves")).toMatchObject([{ by: BEN, does: "claim", to: BEN, pool: EAST, done: claimed }]);
    expect(said(await move(ben, BEN, free(1), CLAIM))).toBe("invalid: held");
  });

  it("[M-03] [CU-59] [LD-17] the limit counts what arrived before, also in the same commit, and what was given back no more", async () => {
    const { device } = await poolsWith({ limit: 2 });
    const [anna, manager] = [await device(ANNA), await device(MANAGER)];
    const wishes = [1, 2, 3].map((n) => anna.edit(docId(free(n)), { [movePath(anna.keys.next())]: { by: ANNA, at: START, ...CLAIM } as FieldValue }));
    expect((await Promise.all(wishes.map((one) => anna.push(one)))).map(said)).toEqual(["ok", "ok", "invalid: poolFull"]);
    expect(await move(manager, MANAGER, free(3), assign(ANNA))).toMatchObject({ ok: false, refusal: { reason: "poolFull", told: 2 } });
    expect(said(await move(anna, ANNA, free(1), release(EAST)))).toBe("ok");
    expect(said(await move(anna, ANNA, free(3), CLAIM))).toBe("ok");
  });

  it("[M-03] [CU-59] the limit counts what the same transaction has claimed before, and nothing of it is done then", async () => {
    const { device } = await poolsWith({ limit: 2 });
    const anna = await device(ANNA);
    const claims = [1, 2, 3].map((n) => anna.edit(docId(free(n)), { [movePath(anna.keys.next())]: { by: ANNA, at: START, ...CLAIM } as FieldValue }));
    anna.send({ type: "push", txs: [{ id: anna.keys.next(), docs: claims }] });
    await anna.settled();
    const message = anna.received.findLast((one) => one.type === "answers");
    expect(message?.type === "answers" && message.answers[0]).toMatchObject({ ok: false, refusal: { code: "invalid", reason: "poolFull", told: 2 } });
    expect([1, 2, 3].map((n) => anna.row(free(n))?.["owner"] ?? null)).toEqual([null, null, null]);
  });

  it("[M-03] what is done within one millisecond, or while the relay's clock was set back, keeps its order", async () => {
    const { device, clock } = await poolsWith({});
    const anna = await device(ANNA);
    await move(anna, ANNA, free(1), CLAIM);
    await move(anna, ANNA, free(1), release(EAST));
    clock.pass(-DAY);
    await move(anna, ANNA, free(1), CLAIM);
    const done = doneMoves(anna.row(free(1)) ?? { id: free(1) });
    expect(done.map(({ does }) => does)).toEqual(["claim", "release", "claim"]);
    expect(new Set(done.map((one) => one.done)).size).toBe(3);
  });

  it("[M-03] [CU-56] whoever released a record waits before claiming it again; others do not, and a manager may give it back", async () => {
    const { device, clock } = await poolsWith({ waitDays: 3 });
    const [anna, ben, manager] = [await device(ANNA), await device(BEN), await device(MANAGER)];
    await move(anna, ANNA, free(1), CLAIM);
    clock.pass(1_000);
    expect(said(await move(anna, ANNA, free(1), release(EAST)))).toBe("ok");
    const until = clock.now() + 3 * DAY;
    clock.pass(DAY);
    expect(await move(anna, ANNA, free(1), CLAIM)).toMatchObject({ ok: false, refusal: { reason: "tooSoon", told: until } });
    expect(said(await move(ben, BEN, free(1), CLAIM))).toBe("ok");
    expect(said(await move(ben, BEN, free(1), release(EAST)))).toBe("ok");
    expect(said(await move(manager, MANAGER, free(1), assign(ANNA)))).toBe("ok");
    clock.pass(1_000);
    expect(said(await move(anna, ANNA, free(1), release(EAST)))).toBe("ok");
    clock.pass(3 * DAY);
    expect(said(await move(anna, ANNA, free(1), CLAIM))).toBe("ok");
  });

  it("[M-02] [LD-13] [CU-62] managers assign, to people of the pool alone, and take back; members do neither", async () => {
    const { device } = await poolsWith();
    const [anna, ben, manager] = [await device(ANNA), await device(BEN), await device(MANAGER)];
    expect(said(await move(anna, ANNA, free(1), assign(BEN)))).toBe("denied: notManager");
    expect(said(await move(manager, MANAGER, free(1), assign(OTHER)))).toBe("invalid: notInReach");
    expect(said(await move(manager, MANAGER, free(1), assign(BEN)))).toBe("ok");
    expect(ben.row(free(1))?.["owner"]).toBe(BEN);
    expect(said(await move(manager, MANAGER, free(1), release(EAST, "quiet for too long")))).toBe("ok");
    expect(said(await move(manager, MANAGER, free(1), release(EAST)))).toBe("invalid: notHeld");
    expect(said(await move(manager, MANAGER, free(1), release(WEST)))).toBe("denied: notMember");
  });

  it("[M-02] [LD-19] an own record is released into a pool of one's own, with a reason, and is shared with nobody any more", async () => {
    const { device } = await poolsWith();
    const [anna, ben] = [await device(ANNA), await device(BEN)];
    await anna.push(anna.edit(docId(ACME), { [`set/sharedWith/${OTHER}`]: 1 }));
    const other = await device(OTHER);
    expect(other.row(ACME)).toBeDefined();
    expect(said(await move(anna, ANNA, ACME, CLAIM))).toBe("denied: notInPool");
    expect(said(await move(anna, ANNA, ACME, release(WEST)))).toBe("denied: notMember");
    expect(said(await move(anna, ANNA, ACME, { does: "release", pool: EAST }))).toBe("denied: relayOnly");
    expect(said(await move(anna, ANNA, ACME, release(EAST)))).toBe("ok");
    expect([other.row(ACME), ben.row(ACME)?.["owner"], ben.row(ACME)?.["sharedWith"], ben.row(ACME)?.["pool"]]).toEqual([undefined, undefined, undefined, EAST]);
  });

  it("[M-04] somebody outside who knows the id is told nothing, held or not", async () => {
    const { device } = await poolsWith();
    const [anna, other] = [await device(ANNA), await device(OTHER)];
    const outside = async () => {
      const answer = await move(other, OTHER, free(1), CLAIM);
      return answer.ok ? null : { ...answer.refusal, path: null };
    };
    const before = await outside();
    await move(anna, ANNA, free(1), CLAIM);
    expect(before).toEqual({ code: "denied", reason: "notYours", doc: docId(free(1)), path: null });
    expect(await outside()).toEqual(before);
  });

  it("[M-05] the relay alone writes the pool, and the owner of what is in one; a wish comes alone, as one's own, and is not done already", async () => {
    const { device } = await poolsWith();
    const [anna, ben, boss] = [await device(ANNA), await device(BEN), await device(BOSS)];
    const write = async (who: RawDevice, record: RecordId, values: Readonly<Record<string, FieldValue>>) => said(await who.push(who.edit(docId(record), values)));
    const wish = { by: ANNA, at: START, ...CLAIM } as FieldValue;
    const path = movePath(anna.keys.next());
    expect(await write(anna, free(1), { owner: ANNA })).toBe("denied: notYours");
    expect(await write(boss, free(1), { owner: BOSS })).toBe("denied: inPool");
    expect(await write(boss, ACME, { pool: EAST })).toBe("denied: relayOnly");
    expect(await write(anna, free(1), { [path]: { by: ANNA, at: START, ...CLAIM, done: START } })).toBe("denied: relayOnly");
    expect(await write(anna, free(1), { [path]: wish, phone: "1" })).toBe("denied: relayOnly");
    expect(await write(ben, free(1), { [path]: wish })).toBe("denied: notYou");
    expect(await write(anna, recordId("customer", "mine"), { name: "Mine", owner: ANNA, pool: EAST, created: { by: ANNA, at: START } })).toBe("denied: relayOnly");
    expect(await write(anna, recordId("customer", "mine"), { name: "Mine", owner: ANNA, [path]: wish, created: { by: ANNA, at: START } })).toBe("denied: relayOnly");
    expect(await write(anna, free(1), { [path]: wish })).toBe("ok");
    expect(await write(anna, free(1), { [path]: null })).toBe("invalid: notMark");
    expect(await write(anna, free(1), { [path]: { by: ANNA, at: START, ...release(EAST) } as FieldValue })).toBe("denied: appendOnly");
    expect(await write(anna, free(1), { owner: null })).toBe("denied: inPool");
    expect(await write(anna, free(1), { owner: BEN })).toBe("ok");
  });

  it("[M-03] the history has the wish as it was done, and whose the record was and became", async () => {
    const { device, storage } = await poolsWith();
    const anna = await device(ANNA);
    await move(anna, ANNA, free(1), CLAIM);
    await move(anna, ANNA, free(1), release(EAST));
    const told = await storage.history([docId(free(1))], null, 20);
    const short = told.filter(({ path }) => path !== "created").map(({ path, from, to, by }) => [path.replace(/\/[^/]+$/, ""), from && typeof from === "object" ? "entry" : from, (to as { does?: string } | null)?.does ?? to, by]);
    expect(short).toEqual([
      ["owner", ANNA, null, ANNA],
      ["log/moves", null, "release", ANNA],
      ["owner", null, ANNA, ANNA],
      ["log/moves", null, "claim", ANNA],
    ]);
    expect(told.find(({ path }) => path.startsWith("log/"))?.to).toMatchObject({ does: "release", from: ANNA, reason: "no budget" });
  });

  it("[A-09] [M-01] who looks up the name of what is in a pool is told the pool", async () => {
    const { device, relay } = await poolsWith();
    const find = () => createCollisions(relay).find(entityOf("customer"), "FREE 1", OTHER);
    expect(await find()).toEqual([{ title: "Free 1", owner: "East", id: null }]);
    await move(await device(ANNA), ANNA, free(1), CLAIM);
    expect(await find()).toEqual([{ title: "Free 1", owner: "anna", id: null }]);
  });

  it("[M-01] [S-11] what another pool would mean for its people is counted beforehand", async () => {
    const { device } = await poolsWith();
    const boss = await device(BOSS);
    boss.send({ type: "command", request: 1, do: { name: "preview", rows: [{ id: EAST, name: "East", users: [ANNA, OTHER], managers: [MANAGER] }] } });
    await boss.settled();
    const done = boss.received.find((message) => message.type === "done");
    expect(done?.effect).toEqual([
      { person: BEN, lost: 4, gained: 0 },
      { person: OTHER, lost: 0, gained: 4 },
    ]);
  });

  it("[M-01] a pool in the recycle bin has no people: nobody claims from it", async () => {
    const { device } = await poolsWith();
    const [anna, boss] = [await device(ANNA), await device(BOSS)];
    await boss.push(boss.edit(docId(EAST), { deleted: { by: BOSS, at: START } }));
    expect(anna.row(free(1))).toBeUndefined();
    expect(said(await move(anna, ANNA, free(1), CLAIM))).toBe("denied: notYours");
  });
});
