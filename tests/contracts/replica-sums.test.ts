import { describe, expect, it } from "vitest";
import type { Funnel } from "#domain/reports/funnel.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import type { ReplicaStorage } from "#workers/replica/storage/storage.ts";
import { ANN, BOSS, createWorld, customer, deal, type Device, type World } from "./replica-world.ts";

const REST = 20_000;

/** Asks for the funnel until `stop`. */
const follow = ({ replica }: Device) => {
  const amounts: (string | undefined)[] = [];
  const { stop } = replica.funnel({ kind: "opportunity" }, (funnel: Funnel | null) => amounts.push(funnel?.amount));
  return { amounts, stop };
};

/** Code is fetched in real time. */
const told = (amounts: readonly unknown[]): Promise<void> => expect.poll(() => amounts.length).toBeGreaterThan(0);

const sumsIn = (storage: ReplicaStorage): Promise<unknown> => storage.get("meta", "sums");

/** Says twice as much in what is stored, so that an answer shows where it is from. */
const double = async (storage: ReplicaStorage): Promise<void> => {
  const stored = structuredClone(await sumsIn(storage)) as { readonly sums: Record<string, Record<string, { readonly tallies: readonly { readonly sums: Float64Array }[] }>> };
  for (const grid of Object.values(stored.sums.opportunity ?? {})) for (const { sums } of grid.tallies) sums.forEach((sum, at) => (sums[at] = 2 * sum));
  await storage.write([{ table: "meta", key: "sums", put: stored }], "relaxed");
};

/** A device that has asked for the funnel, stored its sums, and is shut down. */
const company = async (): Promise<{ readonly world: World; readonly storage: ReplicaStorage; readonly again: () => Promise<Device> }> => {
  const world = await createWorld();
  await world.seed(customer(1), { name: "Acme", owner: ANN });
  await world.seed(deal(1), { subject: "Fans", owner: ANN, customer: customer(1), stage: "prospecting", expectedAmount: "1000" });
  await world.seed(deal(2), { subject: "Pumps", owner: BOSS, customer: customer(1), stage: "proposal", expectedAmount: "500" });
  const storage = createMemoryStorage();
  const boss = await world.device(BOSS, { storage });
  await world.pass();
  const { amounts } = follow(boss);
  await told(amounts);
  expect(amounts.at(-1)).toBe("1500");
  await world.pass(REST);
  boss.online(false);
  await boss.replica.stop();
  return { world, storage, again: () => world.device(BOSS, { storage }) };
};

describe("sums of reports that the device has stored", () => {
  it("[D-23] a start answers from them, and from the records soon after", async () => {
    const { world, storage, again } = await company();
    await double(storage);
    const boss = await again();
    await world.pass();
    // The relay had nothing new.
    expect(await sumsIn(storage)).toBeDefined();
    boss.online(false);
    const { amounts } = follow(boss);
    await told(amounts);
    expect(amounts).toEqual(["3000"]);
    await world.pass();
    expect(amounts.at(-1)).toBe("1500");
    await boss.replica.commit([{ record: deal(2), values: { expectedAmount: "700" } }]);
    await world.pass();
    expect(amounts.at(-1)).toBe("1700");
  });

  it("[D-23] are not used while something waits to be sent, and gone once anything is stored of records", async () => {
    const { world, storage, again } = await company();
    await double(storage);
    const first = await again();
    first.online(false);
    await first.replica.commit([{ record: deal(2), values: { expectedAmount: "700" } }]);
    await first.replica.stop();
    const boss = await again();
    const { amounts } = follow(boss);
    await told(amounts);
    expect(amounts).toEqual(["1700"]);
    expect(await sumsIn(storage)).toBeDefined();
    await world.pass();
    expect(await sumsIn(storage)).toBeUndefined();
    await world.pass(REST);
    expect(await sumsIn(storage)).toBeDefined();
  });

  it.each([
    ["the code that made them", { build: "another" }],
    ["the records that they were made of", { of: "0" }],
  ])("[D-23] hold for %s alone", async (_what, other) => {
    const { storage, again } = await company();
    await double(storage);
    await storage.write([{ table: "meta", key: "sums", put: { ...((await sumsIn(storage)) as object), ...other } }], "relaxed");
    const boss = await again();
    boss.online(false);
    const { amounts } = follow(boss);
    await told(amounts);
    expect(amounts).toEqual(["1500"]);
  });
});
