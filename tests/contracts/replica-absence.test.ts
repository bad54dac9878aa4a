import { describe, expect, it } from "vitest";
import { docId, recordId } from "#domain/id.ts";
import { demoLogo } from "#domain/demo/logo.ts";
import { WORKSPACE } from "#domain/entities/workspace/workspace.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import { TABLES } from "#workers/replica/storage/storage.ts";
import { ANN, BOSS, createWorld, rowOf, START, stateOf, type Device } from "./replica-world.ts";

const DAY = 86_400_000;
const ACME = recordId("customer", "acme");

const officeWith = async (workspace: Readonly<Record<string, string | number>> = {}) => {
  const world = await createWorld();
  await world.seed(WORKSPACE, { name: "Office", ...workspace });
  await world.seed(ACME, { name: "Acme", owner: ANN });
  return world;
};
const accessOf = ({ replica }: Device) => stateOf(replica).access;
const edit = ({ replica }: Device, phone: string) => replica.commit([{ record: ACME, values: { phone } }]);
const numberOf = async ({ storage }: Device): Promise<number> => ((await storage.get("meta", "device")) as { readonly number: number }).number;

describe("a device that does not reach the relay", () => {
  it("[A-19] locks after a fortnight, keeps what it has and what waits, and opens with the next contact", async () => {
    const world = await officeWith();
    const ann = await world.device(ANN);
    await world.pass();
    ann.online(false);
    await edit(ann, "written offline");
    await world.pass(14 * DAY - 60_000);
    expect(accessOf(ann)).toBe("open");
    await world.pass(120_000);
    expect(accessOf(ann)).toBe("locked");
    expect((await rowOf(ann.replica, ACME))?.["phone"]).toBe("written offline");
    expect((await ann.replica.exportOutbox()).size).toBeGreaterThan(0);
    ann.online(true);
    await world.pass();
    expect([accessOf(ann), stateOf(ann.replica).waiting]).toEqual(["open", 0]);
  });

  it("[D-03][OG-01] knows the company's name and logo without a network, and the new ones after the next contact", async () => {
    const world = await officeWith({ logo: demoLogo() });
    const storage = createMemoryStorage();
    const first = await world.device(ANN, { storage });
    await world.pass();
    first.replica.stop();
    const second = await world.device(ANN, { storage });
    second.online(false);
    expect(await rowOf(second.replica, WORKSPACE)).toMatchObject({ name: "Office", logo: demoLogo() });
    const boss = await world.device(BOSS);
    await world.pass();
    expect((await boss.replica.commit([{ record: WORKSPACE, values: { logo: null, shortName: "HQ" } }])).ok).toBe(true);
    await world.pass();
    expect(await rowOf(second.replica, WORKSPACE)).toMatchObject({ logo: demoLogo() });
    second.online(true);
    await world.pass();
    const row = await rowOf(second.replica, WORKSPACE);
    expect([row?.["logo"] ?? null, row?.["shortName"]]).toEqual([null, "HQ"]);
  });

  it("[A-19] locks as soon as the workspace says, also when it was closed meanwhile", async () => {
    const world = await officeWith({ offlineDays: 3 });
    const storage = createMemoryStorage();
    const first = await world.device(ANN, { storage });
    await world.pass();
    first.online(false);
    first.replica.stop();
    await world.pass(2 * DAY);
    const second = await world.device(ANN, { storage });
    second.online(false);
    expect(accessOf(second)).toBe("open");
    second.replica.stop();
    await world.pass(DAY);
    const third = await world.device(ANN, { storage });
    expect(accessOf(third)).toBe("locked");
    await world.pass();
    expect(accessOf(third)).toBe("open");
  });

  it("[A-19] a clock set back gains nothing, nor does one that was ahead at the last contact", async () => {
    const world = await officeWith();
    let ahead = 0;
    const ann = await world.device(ANN, { clock: { now: () => world.time.now() + ahead } });
    ahead = 400 * DAY;
    await world.pass(120_000);
    ann.online(false);
    ahead = 0;
    await world.pass(7 * DAY);
    ahead = -7 * DAY;
    await world.pass(6 * DAY);
    expect(accessOf(ann)).toBe("open");
    await world.pass(DAY + 120_000);
    expect(accessOf(ann)).toBe("locked");
  });
});

describe("a device that is to be emptied", () => {
  const mark = async (world: Awaited<ReturnType<typeof officeWith>>, device: Device) => {
    const number = await numberOf(device);
    await world.relay.storage.entrance.saveContact({ device: number, person: ANN, session: null, first: START, seen: START, address: "", agent: "", state: "wipe" });
  };

  it("[A-20] hands in what was changed offline, then holds nothing any more and says so", async () => {
    const world = await officeWith();
    const ann = await world.device(ANN);
    await world.pass();
    ann.online(false);
    await edit(ann, "handed in");
    await mark(world, ann);
    const seen: string[] = [];
    ann.replica.watchState(({ access }) => void (seen.at(-1) === access || seen.push(access)));
    ann.online(true);
    await world.pass(10_000);
    expect(seen).toContain("wiped");
    const [stored] = await world.relay.storage.documents([docId(ACME)]);
    expect(stored?.row["phone"]).toBe("handed in");
    expect(await rowOf(ann.replica, ACME)).toBeUndefined();
    for (const table of TABLES) expect([table, await ann.storage.entries(table)]).toEqual([table, []]);
    expect((await world.relay.storage.entrance.contacts(ANN)).map(({ state }) => state)).toEqual(["emptied"]);
  });

  it("[A-20] is emptied also when its session has ended, without handing in", async () => {
    const world = await officeWith();
    const ann = await world.device(ANN);
    await world.pass();
    await mark(world, ann);
    ann.signedIn(false);
    await world.pass(60_000);
    expect(await rowOf(ann.replica, ACME)).toBeUndefined();
    expect(accessOf(ann)).toBe("open");
  });
});
