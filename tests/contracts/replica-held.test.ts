import { describe, expect, it } from "vitest";
import { createHeldStorage } from "#workers/replica/storage/held.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import type { ReplicaStorage } from "#workers/replica/storage/storage.ts";
import { ANN, createWorld, customer, rowOf, stateOf, type Device, type World } from "./replica-world.ts";

const FIRST = customer(1);

/** A device that has never stored anything, whose storage comes when it is let in. */
const newDevice = async (world: World, real: ReplicaStorage) => {
  let letIn: () => void = () => undefined;
  const way = new Promise<void>((resolve) => {
    letIn = resolve;
  });
  const failed = (problem: string): never => {
    throw new Error(problem);
  };
  const held = createHeldStorage({ come: () => way.then(() => real), failed });
  const device = await world.device(ANN, { storage: held });
  await world.pass();
  return { ...device, held, letIn };
};

const isEmpty = async (storage: ReplicaStorage): Promise<boolean> => (await storage.entries("rows")).length === 0 && (await storage.get("meta", "feed")) === undefined && (await storage.get("meta", "device")) === undefined;

const withOne = async () => {
  const world = await createWorld();
  await world.seed(FIRST, { name: "First", owner: ANN });
  return world;
};

/** The same device without a network, started again over what is stored. */
const startedAgain = async (world: World, real: ReplicaStorage): Promise<Device> => {
  const device = await world.device(ANN, { storage: real, seed: 8 });
  device.online(false);
  return device;
};

describe("a device that has nothing stored yet", () => {
  it("[D-21] shows what came before it can store it, and says that all is saved once it is", async () => {
    const world = await withOne();
    const real = createMemoryStorage();
    const { replica, held, letIn } = await newDevice(world, real);
    expect((await rowOf(replica, FIRST))?.name).toBe("First");
    expect(stateOf(replica)).toMatchObject({ kind: "saving", waiting: 0 });
    expect(await isEmpty(real)).toBe(true);
    held.settle();
    letIn();
    await world.pass();
    expect(stateOf(replica).kind).toBe("saved");
    replica.stop();
    const again = await startedAgain(world, real);
    expect((await rowOf(again.replica, FIRST))?.name).toBe("First");
  });

  it("[D-21] a change counts as made once it is stored, and goes to the relay then", async () => {
    const world = await withOne();
    const real = createMemoryStorage();
    const { replica, letIn } = await newDevice(world, real);
    const other = await world.device(ANN, { seed: 9 });
    let made = false;
    const changing = replica.commit([{ record: FIRST, values: { name: "Second" } }]).then((outcome) => (made = outcome.ok));
    await world.pass();
    expect(made).toBe(false);
    expect((await rowOf(other.replica, FIRST))?.name).toBe("First");
    letIn();
    await changing;
    expect(made).toBe(true);
    expect(await real.entries("outbox")).toHaveLength(1);
    await world.pass();
    expect((await rowOf(other.replica, FIRST))?.name).toBe("Second");
    expect(stateOf(replica)).toMatchObject({ kind: "saved", waiting: 0 });
  });

  it("[D-21] closed before anything was stored it begins from nothing, as another device", async () => {
    const world = await withOne();
    const real = createMemoryStorage();
    const { replica, letIn } = await newDevice(world, real);
    replica.stop();
    letIn();
    await world.pass();
    expect(await isEmpty(real)).toBe(true);
    const offline = await startedAgain(world, real);
    expect(await rowOf(offline.replica, FIRST)).toBeUndefined();
    offline.online(true);
    await world.pass(10_000);
    expect((await rowOf(offline.replica, FIRST))?.name).toBe("First");
    expect(stateOf(offline.replica).kind).toBe("saved");
  });

  it("[D-21] what comes while it is being stored is stored behind it, by the same count", async () => {
    const world = await withOne();
    const real = createMemoryStorage();
    const { replica, held, letIn } = await newDevice(world, real);
    const other = await world.device(ANN, { seed: 9 });
    await world.pass();
    await other.replica.commit([{ record: FIRST, values: { phone: "1" } }]);
    await world.pass();
    held.settle();
    await other.replica.commit([{ record: FIRST, values: { name: "Second" } }]);
    letIn();
    await world.pass();
    await other.replica.commit([{ record: FIRST, values: { address: "Harbour 1" } }]);
    await world.pass();
    replica.stop();
    const again = await startedAgain(world, real);
    expect(await rowOf(again.replica, FIRST)).toMatchObject({ name: "Second", phone: "1", address: "Harbour 1" });
  });

  it("[D-21] signed out before it has stored anything, it has nothing stored", async () => {
    const world = await withOne();
    const real = createMemoryStorage();
    const { replica, letIn } = await newDevice(world, real);
    const leaving = replica.signOut(false);
    letIn();
    expect(await leaving).toEqual({ ok: true, value: true });
    await world.pass();
    expect(await isEmpty(real)).toBe(true);
    expect(await rowOf(replica, FIRST)).toBeUndefined();
  });

  it("[D-21] a change that is still on its way to storage waits: whoever signs out is asked first", async () => {
    const world = await withOne();
    const real = createMemoryStorage();
    const { replica, letIn } = await newDevice(world, real);
    const changing = replica.commit([{ record: FIRST, values: { name: "Second" } }]);
    const leaving = replica.signOut(false);
    letIn();
    expect(await changing).toMatchObject({ ok: true });
    expect(await leaving).toMatchObject({ ok: false, error: { type: "ChangesWaiting", waiting: 1 } });
    await world.pass();
    expect(stateOf(replica)).toMatchObject({ kind: "saved", waiting: 0 });
  });

  it("[D-21] asking for the history of a record meanwhile does not keep others from coming", async () => {
    const world = await withOne();
    const { replica } = await newDevice(world, createMemoryStorage());
    const other = await world.device(ANN, { seed: 9 });
    await world.pass();
    void replica.history(FIRST);
    await world.pass();
    await other.replica.commit([{ record: FIRST, values: { name: "Second" } }]);
    await world.pass();
    expect((await rowOf(replica, FIRST))?.name).toBe("Second");
  });
});
