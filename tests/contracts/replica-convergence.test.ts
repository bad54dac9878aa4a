import { describe, expect, it } from "vitest";
import { docId, recordId, type RecordId } from "#domain/id.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { createDice } from "#tests/simulation/dice.ts";
import { unpackSegment } from "#workers/replica/segments.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import { openPage, type Page } from "./replica-page.ts";
import { ANN, BEN, BOSS, createWorld, deal, key, rowOf, stateOf, type Device } from "./replica-world.ts";

const deals = [1, 2, 3, 4].map(deal);
const people = [ANN, BEN, BOSS];

describe("random work on three devices", () => {
  it.each(Array.from({ length: 8 }, (_, n) => n + 1))("[O-07] ends with every device showing what the relay has, and nothing waiting (seed %i)", async (seed) => {
    const dice = createDice(seed);
    const world = await createWorld();
    for (const deal of deals) await world.seed(deal, { subject: deal, owner: ANN, stage: "engaging", [`set/sharedWith/${BEN}`]: 1 });
    const storages = people.map(() => createMemoryStorage());
    const devices: Device[] = [];
    const pages: (Page | null)[] = people.map(() => null);
    for (const [n, person] of people.entries()) devices.push(await world.device(person, { storage: storages[n] ?? createMemoryStorage(), seed: seed * 10 + n }));
    await world.pass();
    let words = 0;
    const taken: string[] = [];

    const values = (): Readonly<Record<string, FieldValue>> => {
      const line = `line/lines/${key(dice.below(3))}`;
      return dice.pick<() => Readonly<Record<string, FieldValue>>>([
        () => ({ subject: `s${dice.below(1_000)}` }),
        () => ({ budget: String(dice.below(100)), expectedAmount: String(dice.below(100)) }),
        () => ({ stage: dice.pick(["proposal", "won", "lost", "analysis"]) }),
        () => ({ [`set/sharedWith/${BEN}`]: dice.chance(0.5) ? 1 : null }),
        () => ({ owner: dice.pick([ANN, BEN]) }),
        () => ({ [line]: { by: ANN, at: 1 }, [`${line}/product`]: recordId("product", key(1)), [`${line}/quantity`]: String(dice.below(9)) }),
        () => ({ [line]: null }),
        () => ({ deleted: dice.chance(0.5) ? { by: ANN, at: 1 } : null }),
      ])();
    };

    const step = async (n: number): Promise<void> => {
      const device = devices[n];
      if (!device) return;
      const deal: RecordId = dice.pick(deals);
      const roll = dice.next();
      if (roll < 0.55) {
        await device.replica.commit([{ record: deal, values: values() }]);
      } else if (roll < 0.7) {
        const page = pages[n];
        if (!page || page.closes.length > 0) {
          page?.leave();
          pages[n] = (await rowOf(device.replica, deal)) ? await openPage(device.replica, docId(deal)) : null;
        } else {
          words += 1;
          taken.push(`w${words}.`);
          page.type(`w${words}.`);
        }
      } else if (roll < 0.8) {
        device.online(false);
      } else if (roll < 0.92) {
        device.online(true);
      } else {
        await device.replica.flush();
        device.online(false);
        device.replica.stop();
        pages[n] = null;
        devices[n] = await world.device(people[n] ?? ANN, { storage: storages[n] ?? createMemoryStorage(), seed: seed * 1_000 + dice.below(1_000) });
      }
      await world.pass(dice.pick([0, 1, 7, 50, 400, 3_000]));
    };

    for (let i = 0; i < 120; i += 1) await step(dice.below(people.length));
    for (const device of devices) device.online(true);
    await world.pass(200_000);

    const boss = devices[2];
    if (!boss) throw new Error("three devices");
    for (const [n, device] of devices.entries()) {
      expect(stateOf(device.replica), `device ${n}`).toMatchObject({ kind: "saved", waiting: 0 });
      for (const deal of deals) {
        const [stored] = await world.relay.storage.documents([docId(deal)]);
        const row = (await storages[n]?.entries("rows"))?.flatMap(([, stored]) => {
          const { docs, rows } = unpackSegment(stored);
          return (JSON.parse(rows) as object[]).filter((_, at) => docs[at] === docId(deal));
        }).at(-1);
        const mine = await rowOf(device.replica, deal);
        if (n === 2 || mine) expect(row, `${deal} on device ${n}`).toEqual(stored?.row);
        if (n === 2) expect(mine).toMatchObject(stored?.row ?? {});
      }
    }
    // Every word typed is in a record or in somebody's tray.
    const texts: string[] = [];
    for (const deal of deals) texts.push(String((await rowOf(boss.replica, deal))?.requirement ?? ""));
    for (const device of devices) {
      device.replica.attention((items) => texts.push(...items.map(({ text }) => text ?? ""))).stop();
    }
    expect(taken.filter((word) => !texts.join(" ").includes(word))).toEqual([]);
  });
});
