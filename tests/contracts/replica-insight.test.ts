import { describe, expect, it } from "vitest";
import { recordId } from "#domain/id.ts";
import { MOST_COUNTED } from "#domain/policy/touches.ts";
import type { Edit } from "#workers/replica/api.ts";
import type { Replica } from "#workers/replica/replica.ts";
import { ANN, BEN, BOSS, createWorld, customer, key, rowOf, START, type World } from "./replica-world.ts";

const EAST = recordId("department", "east");

const company = async () => {
  const world = await createWorld();
  for (const n of [1, 2, 3]) await world.seed(customer(n), { name: `Ann's ${n}`, owner: ANN, category: n === 1 ? "vip" : "ordinary" });
  await world.seed(recordId("contact", key(1)), { name: "Kim", owner: ANN, [`set/customers/${customer(1)}`]: 1 });
  await world.seed(EAST, { name: "East" });
  const boss = await world.device(BOSS);
  await world.pass();
  return { world, boss: boss.replica };
};

/** The relay's answer needs time, which passes only here. */
const ask = async (world: World, replica: Replica, edit: Edit) => {
  const answer = replica.effectOf([edit]);
  await world.pass();
  return answer;
};

describe("what an administrator asks before changing the organisation", () => {
  it("[S-11] the effect counts, for each person, the records lost and gained, and changes nothing", async () => {
    const { world, boss } = await company();
    const effect = await ask(world, boss, { record: BEN, values: { role: "service" } });
    expect(effect).toEqual({ ok: true, value: [{ person: BEN, lost: 0, gained: 4 }] });
    const fall = await ask(world, boss, { record: ANN, values: { disabled: { by: BOSS, at: START } } });
    expect(fall).toEqual({ ok: true, value: [{ person: ANN, lost: 4, gained: 0 }] });
    const rule = recordId("sharingRule", key(1));
    const shared = await ask(world, boss, { record: rule, values: { name: "VIP", of: "customer", level: "read", criteria: "category=vip", [`set/users/${BEN}`]: 1 } });
    expect(shared).toEqual({ ok: true, value: [{ person: BEN, lost: 0, gained: 2 }] });
    await world.pass();
    expect(await rowOf(boss, rule)).toBeUndefined();
    expect(await ask(world, boss, { record: customer(1), values: { owner: BEN } })).toEqual({ ok: true, value: [] });
  });

  it("[S-11] only administrators are told, and nobody while offline", async () => {
    const { world } = await company();
    const ann = await world.device(ANN);
    await world.pass();
    expect(await ask(world, ann.replica, { record: BEN, values: { role: "boss" } })).toEqual({ ok: false, error: { type: "Denied" } });
    ann.online(false);
    await world.pass();
    expect(await ask(world, ann.replica, { record: BEN, values: { role: "boss" } })).toEqual({ ok: false, error: { type: "Offline" } });
  });

  it("[S-11] more rows of the organisation than the relay counts at once are not asked about", async () => {
    const { boss } = await company();
    const edits = Array.from({ length: MOST_COUNTED + 1 }, (_, n) => ({ record: recordId("user", key(n)), values: { role: "boss" } }));
    expect(await boss.effectOf(edits)).toEqual({ ok: false, error: { type: "TooMany" } });
  });

  it("[S-10] the sentence that grants or denies is found for any person and record", async () => {
    const { boss } = await company();
    const reasons = async (person: typeof ANN, record: ReturnType<typeof customer>) => (await boss.why(person, record))?.grants.map(({ reason }) => reason);
    expect(await reasons(ANN, customer(1))).toEqual(["own"]);
    expect(await reasons(BEN, customer(1))).toEqual([]);
    expect(await reasons(BOSS, customer(1))).toEqual(["role"]);
    const contact = await boss.why(ANN, recordId("contact", key(1)));
    expect(contact?.follows).toEqual([{ record: customer(1), grants: [expect.objectContaining({ reason: "own", write: true }) as unknown] }]);
    expect(await boss.why(BOSS, customer(9))).toBe(null);
    expect((await boss.why(BEN, customer(1)))?.facets).toEqual([{ facet: "credit", granted: false }]);
  });
});
