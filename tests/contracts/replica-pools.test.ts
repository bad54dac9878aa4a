import { describe, expect, it } from "vitest";
import { recordId, type RecordId } from "#domain/id.ts";
import { movePath, pendingMove } from "#domain/policy/move.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { AttentionItem } from "#workers/replica/api.ts";
import type { Replica } from "#workers/replica/replica.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import { ANN, BEN, BOSS, createWorld, rowOf, stateOf, type Device } from "./replica-world.ts";

const POOL = recordId("pool", "p");
const free = (n: number): RecordId => recordId("customer", `free${n}`);

const trayOf = (replica: Replica): readonly AttentionItem[] => {
  let items: readonly AttentionItem[] = [];
  replica.attention((now) => {
    items = now;
  }).stop();
  return items;
};

const wish = async ({ replica }: Device, by: RecordId, record: RecordId, values: Readonly<Record<string, FieldValue>>, at: number) =>
  replica.commit([{ record, values: { [movePath(await replica.newKey())]: { by, at, ...values } as FieldValue } }]);

const company = async () => {
  const world = await createWorld();
  await world.seed(POOL, { name: "Pool", [`set/users/${ANN}`]: 1, [`set/users/${BEN}`]: 1, [`set/managers/${BOSS}`]: 1 });
  for (const n of [1, 2]) await world.seed(free(n), { name: `Free ${n}`, pool: POOL });
  const storage = createMemoryStorage();
  const [ann, ben] = [await world.device(ANN, { storage }), await world.device(BEN, { seed: 8 })];
  await world.pass();
  const claim = (device: Device, by: RecordId, n: number) => wish(device, by, free(n), { does: "claim" }, world.time.now());
  const at = async (device: Device, n: number) => {
    const row = await rowOf(device.replica, free(n));
    return row ? [row["owner"] ?? null, pendingMove(row)?.does ?? null] : null;
  };
  return { world, ann, ben, claim, at, storage };
};

describe("claiming without a network", () => {
  it("[M-06] [CU-57] two devices claim the same offline: both wait, nobody has it, the first to arrive gets it and the other is told who", async () => {
    const { world, ann, ben, claim, at } = await company();
    ann.online(false);
    ben.online(false);
    expect((await claim(ann, ANN, 1)).ok).toBe(true);
    await world.pass(60_000);
    expect((await claim(ben, BEN, 1)).ok).toBe(true);
    expect([await at(ann, 1), await at(ben, 1)]).toEqual([[null, "claim"], [null, "claim"]]);
    expect(await ann.replica.commit([{ record: free(1), values: { phone: "1" } }])).toMatchObject({ ok: false, error: { reason: "notYours" } });
    ben.online(true);
    await world.pass(40_000);
    expect(await at(ben, 1)).toEqual([BEN, null]);
    const taken = (await rowOf(ben.replica, free(1)))?.["moves"] as unknown as readonly { done: number }[];
    ann.online(true);
    await world.pass(40_000);
    expect([await at(ann, 1), await at(ben, 1)]).toEqual([null, [BEN, null]]);
    expect(trayOf(ann.replica)).toMatchObject([{ refusal: { reason: "held", told: { by: BEN, at: taken[0]?.done } }, docs: [{ title: "Free 1" }] }]);
    expect([stateOf(ann.replica), stateOf(ben.replica)]).toMatchObject([{ waiting: 0, attention: 1 }, { waiting: 0, attention: 0 }]);
    expect((await ben.replica.commit([{ record: free(1), values: { phone: "2" } }])).ok).toBe(true);
    await world.pass();
    expect(stateOf(ben.replica)).toMatchObject({ waiting: 0, attention: 0 });
  });

  it("[M-06] a wish that waits can be taken back, before and after the device was started anew, and never reaches the relay", async () => {
    const { world, ann, ben, claim, at, storage } = await company();
    ann.online(false);
    await world.pass();
    for (const n of [1, 2]) await claim(ann, ANN, n);
    await ann.replica.withdrawMove(free(1));
    expect([await at(ann, 1), await at(ann, 2)]).toEqual([[null, null], [null, "claim"]]);
    ann.replica.stop();
    const again = await world.device(ANN, { storage });
    again.online(false);
    await world.pass();
    await again.replica.withdrawMove(free(2));
    expect(await at(again, 2)).toEqual([null, null]);
    expect(stateOf(again.replica)).toMatchObject({ waiting: 0, attention: 0 });
    again.online(true);
    await world.pass(40_000);
    expect([await at(ben, 1), await at(ben, 2)]).toEqual([[null, null], [null, null]]);
    expect((await claim(again, ANN, 2)).ok).toBe(true);
    await world.pass();
    expect(await at(again, 2)).toEqual([ANN, null]);
  });

  it("[M-06] what else waits of a record survives the taking back of a wish", async () => {
    const { world, ann, claim, at } = await company();
    await claim(ann, ANN, 1);
    await world.pass();
    ann.online(false);
    await world.pass();
    await ann.replica.commit([{ record: free(1), values: { phone: "1" } }]);
    expect((await wish(ann, ANN, free(1), { does: "release", pool: POOL, reason: "quiet" }, world.time.now())).ok).toBe(true);
    await ann.replica.commit([{ record: free(1), values: { address: "2" } }]);
    expect(await at(ann, 1)).toEqual([ANN, "release"]);
    await ann.replica.withdrawMove(free(1));
    expect(await at(ann, 1)).toEqual([ANN, null]);
    ann.online(true);
    await world.pass(40_000);
    expect(stateOf(ann.replica)).toMatchObject({ waiting: 0, attention: 0 });
    expect(await rowOf(ann.replica, free(1))).toMatchObject({ owner: ANN, phone: "1", address: "2" });
  });

  it("[M-06] what is released offline stays the holder's until the relay has taken it back, and then leaves for the pool", async () => {
    const { world, ann, ben, claim, at } = await company();
    await claim(ann, ANN, 1);
    await world.pass();
    expect(await at(ben, 1)).toBeNull();
    ann.online(false);
    await wish(ann, ANN, free(1), { does: "release", pool: POOL, reason: "quiet" }, world.time.now());
    expect([await at(ann, 1), await at(ben, 1)]).toEqual([[ANN, "release"], null]);
    ann.online(true);
    await world.pass(40_000);
    expect([await at(ann, 1), await at(ben, 1)]).toEqual([[null, null], [null, null]]);
  });
});
