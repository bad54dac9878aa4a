import { beforeAll, describe, expect, it } from "vitest";
import { kindOf, recordId, type RecordId } from "#domain/id.ts";
import type { LogFilter } from "#domain/protocol/up/ask-log.ts";
import type { Funnel } from "#domain/reports/funnel.ts";
import type { ListResult, LogPage } from "#workers/replica/api.ts";
import { ANN, BEN, BOSS, createWorld, customer, deal, START, type World } from "./replica-world.ts";
import type { Core } from "#workers/replica/core.ts";
import { createLives } from "#workers/replica/live.ts";
import { needReportCode } from "#workers/replica/late-reports.ts";

const DAY = 86_400_000;
const ANY: LogFilter = { by: null, kind: null, record: null, path: null, since: null, until: null };

/** The relay's answer needs time, which passes only here. */
const answered = async <T>(world: World, question: Promise<T>): Promise<T> => {
  await world.pass();
  return question;
};

const write = async (world: World, by: { readonly replica: { readonly commit: (edits: readonly { record: RecordId; values: Record<string, string | null> }[]) => Promise<{ readonly ok: boolean }> } }, record: RecordId, values: Record<string, string | null>) => {
  const done = await by.replica.commit([{ record, values }]);
  expect(done).toEqual({ ok: true, value: expect.anything() as unknown });
  await world.pass();
};

/* Questions are answered at once when their code is here. */
beforeAll(async () => {
  await needReportCode();
});

describe("an earlier day", () => {
  it("[T-06] is let go when nobody looks at it any more: the device does not tell it of anything", () => {
    let told = 0;
    const core = { rows: { subscribe: () => () => undefined }, deps: { log: () => undefined }, onState: () => ((told += 1), () => undefined) } as unknown as Core;
    createLives(core, true);
    expect(told).toBe(0);
    createLives(core);
    expect(told).toBe(1);
  });
});

describe("the data log", () => {
  const company = async () => {
    const world = await createWorld();
    await world.seed(customer(1), { name: "Acme", owner: ANN });
    await world.seed(customer(2), { name: "Beta", owner: BEN });
    const boss = await world.device(BOSS);
    const ann = await world.device(ANN);
    await world.pass();
    await write(world, ann, customer(1), { name: "Acme Ltd" });
    await write(world, boss, customer(2), { name: "Beta Ltd" });
    return { world, boss, ann };
  };
  const paths = ({ entries }: LogPage): readonly string[] => entries.map(({ path, to }) => `${path}=${String(to)}`);

  it("[CU-26] [T-04] tells the boss of every change, by person, kind, record, field and time, in pages", async () => {
    const { world, boss } = await company();
    const log = async (filter: Partial<LogFilter>, before: number | null = null, limit = 50) => {
      const page = await answered(world, boss.replica.log({ ...ANY, ...filter }, before, limit));
      if (!page.ok) throw new Error(page.error.type);
      return page.value;
    };
    const all = await log({ kind: "customer", path: "name" });
    expect(paths(all)).toEqual(["name=Beta Ltd", "name=Acme Ltd"]);
    expect(all.next).toBe(null);
    expect(all.entries[1]).toMatchObject({ doc: customer(1), from: "Acme", to: "Acme Ltd", by: ANN, outcome: "kept" });
    expect(all.entries[1]?.device).toBeGreaterThan(0);
    expect(paths(await log({ by: BOSS, path: "name" }))).toEqual(["name=Beta Ltd"]);
    expect(paths(await log({ record: customer(2), path: "name" }))).toEqual(["name=Beta Ltd"]);
    expect(paths(await log({ until: START - 2 * DAY, path: "name" }))).toEqual([]);
    const first = await log({ path: "name" }, null, 1);
    expect([paths(first), paths(await log({ path: "name" }, first.next, 1))]).toEqual([["name=Beta Ltd"], ["name=Acme Ltd"]]);
  });

  it("[T-04] is refused to everybody else, holds nothing that its reader may not read, and is not there without the relay", async () => {
    const { world, boss, ann } = await company();
    expect(await answered(world, ann.replica.log(ANY, null, 50))).toEqual({ ok: false, error: { type: "Denied" } });
    const clerk = recordId("user", "clerk");
    await world.seed(clerk, { name: "Clerk", account: "clerk", role: "sales", "set/rights/admin": 1 });
    const administers = await world.device(clerk);
    await world.pass();
    const page = await answered(world, administers.replica.log(ANY, null, 50));
    if (!page.ok) throw new Error(page.error.type);
    expect(page.value.entries.map(({ doc }) => doc).filter((doc) => kindOf(doc) === "customer")).toEqual([]);
    expect(page.value.entries.map(({ doc }) => doc)).toContain(clerk);
    boss.online(false);
    expect(await answered(world, boss.replica.log(ANY, null, 50))).toEqual({ ok: false, error: { type: "Offline" } });
  });
});

describe("an earlier day", () => {
  const company = async () => {
    const world = await createWorld();
    await world.seed(customer(1), { name: "Acme", owner: ANN });
    await world.seed(deal(1), { subject: "Fans", owner: ANN, customer: customer(1), stage: "prospecting", expectedAmount: "1000" });
    const ann = await world.device(ANN);
    const ben = await world.device(BEN);
    await world.pass();
    await world.pass(DAY);
    const before = world.time.now();
    await world.pass(DAY);
    await write(world, ann, customer(1), { name: "Acme Ltd" });
    await write(world, ann, deal(1), { stage: "proposal", expectedAmount: "5000" });
    const made = await ann.replica.newId("opportunity");
    await write(world, ann, made, { subject: "Later", owner: ANN, customer: customer(1), expectedAmount: "1" });
    const fetched = await answered(world, ann.replica.fetchPast("opportunity", before));
    return { world, ann, ben, before, made, fetched };
  };

  it("[T-06] a record stands as it stood at the end of it, or did not exist", async () => {
    const { world, ann, ben, before, made } = await company();
    const then = async (replica: typeof ann.replica, record: RecordId, at = before) => {
      const row = await answered(world, replica.rowAt(record, at));
      return row.ok ? row.value : row.error;
    };
    expect(await then(ann.replica, customer(1))).toMatchObject({ name: "Acme", owner: ANN });
    expect(await then(ann.replica, customer(1), world.time.now())).toMatchObject({ name: "Acme Ltd" });
    expect(await then(ann.replica, made)).toBe(null);
    expect(await then(ben.replica, customer(1))).toBe(null);
    ann.online(false);
    expect(await then(ann.replica, customer(1))).toEqual({ type: "Offline" });
  });

  it("[T-06] the list and the funnel of a kind answer for it, without what waits on this device", async () => {
    const { world, ann, before, fetched } = await company();
    expect(fetched).toEqual({ ok: true, value: true });
    const past = { kind: "opportunity", at: before };
    ann.online(false);
    await ann.replica.commit([{ record: deal(1), values: { subject: "Fans, unsent" } }]);
    await answered(world, Promise.resolve());
    ann.online(true);
    await answered(world, ann.replica.fetchPast("opportunity", before));
    const shown: ListResult[] = [];
    ann.replica.list({ kind: "opportunity" }, ["subject", "stage", "expectedAmount"], (result) => shown.push(result), past).stop();
    expect(shown.at(-1)).toMatchObject({ count: 1, rows: [{ subject: "Fans", stage: "prospecting", expectedAmount: "1000" }] });
    const funnels: (Funnel | null)[] = [];
    ann.replica.funnel({ kind: "opportunity" }, (funnel) => funnels.push(funnel), undefined, past).stop();
    expect(funnels.at(-1)?.amount).toBe("1000");
    expect(funnels.at(-1)?.stages.filter(({ count }) => count > 0).map(({ stage }) => stage)).toEqual(["prospecting"]);
    expect((await ann.replica.rows([deal(1)], past))[0]).toMatchObject({ stage: "prospecting" });
    expect((await ann.replica.rows([deal(1)]))[0]).toMatchObject({ stage: "proposal" });
  });
});
