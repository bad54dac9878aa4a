import { describe, expect, it } from "vitest";
import { demoLogo } from "#domain/demo/logo.ts";
import { termOf } from "#domain/entities/workspace/term.ts";
import { WORKSPACE } from "#domain/entities/workspace/workspace.ts";
import { docId, recordId, type RecordId } from "#domain/id.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { createCollisions } from "#sync-server/collisions.ts";
import { createAccounts } from "#sync-server/accounts.ts";
import { createEmptyWorkspace } from "#sync-server/create-workspace.ts";
import { describeAccount } from "#sync-server/describe-account.ts";
import type { SeedRecord } from "#sync-server/seed.ts";
import { createMemoryStorage } from "#sync-server/storage/memory.ts";
import { ACME, ANNA, BEN, BOSS, COMPANY, createCompany, MANAGER, OTHER, PUMP, START } from "./company.ts";
import { countingRandom, type RawDevice } from "./raw-device.ts";

const EAST = recordId("department", "east");
const user = (key: string) => recordId("user", key);
const of = (id: RecordId, values: Readonly<Record<string, FieldValue>>): SeedRecord => ({ id, values, at: START - 500_000, by: BOSS });
const companyWith = (...records: readonly SeedRecord[]) => createCompany(createMemoryStorage(), [...COMPANY, ...records]);

const edit = async (device: RawDevice, record: RecordId, values: Readonly<Record<string, FieldValue>>): Promise<string> => {
  const answer = await device.push(device.edit(docId(record), values));
  return answer.ok ? "ok" : `${answer.refusal.code}: ${answer.refusal.reason}`;
};
const may = (kind: string, ...actions: readonly string[]) => Object.fromEntries(actions.map((action) => [`set/may/${kind}.${action}`, 1]));

describe("the company's record", () => {
  it("[S-16][OG-01] administrators change name and logo, everybody has them, and what is no small picture is refused", async () => {
    const { device } = await companyWith();
    const [boss, anna] = [await device(BOSS), await device(ANNA)];
    expect(await edit(boss, WORKSPACE, { logo: demoLogo(), shortName: "Test" })).toBe("ok");
    expect([anna.row(WORKSPACE)?.["logo"], anna.row(WORKSPACE)?.["shortName"]]).toEqual([demoLogo(), "Test"]);
    expect(await edit(anna, WORKSPACE, { logo: null })).toBe("denied: needsRight");
    expect(await edit(boss, WORKSPACE, { logo: "https://evil.example/pixel.png" })).toBe("invalid: notImage");
    expect(await edit(boss, WORKSPACE, { logo: `data:image/png;base64,${"A".repeat(100_000)}` })).toBe("invalid: imageTooLarge");
    expect(await edit(boss, WORKSPACE, { fiscalYearStart: 13 })).toBe("invalid: tooLarge");
    expect(anna.row(WORKSPACE)?.["logo"]).toBe(demoLogo());
  });

  it("[S-16][OG-02][OG-03] what the operator says of the account is written by nobody else, and is kept with its history", async () => {
    const { relay, device, storage } = await companyWith();
    await describeAccount(relay, { account: "acme-east", plan: "Team", expires: "2027-01-31" });
    const [boss, anna] = [await device(BOSS), await device(ANNA)];
    expect(anna.row(WORKSPACE)).toMatchObject({ name: "Test", account: "acme-east", plan: "Team", expires: "2027-01-31" });
    for (const values of [{ expires: "2099-01-01" }, { plan: null }, { account: "mine" }, { activated: START }, { applied: "hosted" }]) {
      expect(await edit(boss, WORKSPACE, values)).toBe("denied: fixed");
    }
    expect(await edit(boss, WORKSPACE, { phone: "2" })).toBe("ok");
    await describeAccount(relay, { account: "acme-east", expires: "2028-01-31" });
    const past = await storage.history([docId(WORKSPACE)], null, 20);
    expect(past.filter(({ path }) => path === "expires").map(({ from, to }) => [from, to])).toEqual([["2027-01-31", "2028-01-31"], [null, "2027-01-31"]]);
    expect(past.filter(({ path }) => path === "account")).toHaveLength(1);
    expect((await device(BOSS)).row(WORKSPACE)).toMatchObject({ plan: "Team", expires: "2028-01-31", phone: "2" });
    await expect(describeAccount(relay, { expires: "soon" })).rejects.toThrow("--expires soon: notDay");
  });

  it("[OG-02] a new workspace says how it was set up and since when it is active", async () => {
    const rowAfter = async (...applied: readonly ("selfHosted" | "hosted")[]) => {
      const { relay, clock, storage } = await createCompany(createMemoryStorage(), []);
      const accounts = createAccounts({ storage, directory: relay.directory, tokens: relay.tokens, clock, random: countingRandom, cut: relay.cut });
      await createEmptyWorkspace({ relay, accounts, clock, random: countingRandom }, ...applied);
      return (await storage.documents([docId(WORKSPACE)]))[0]?.row;
    };
    expect(await rowAfter()).toMatchObject({ applied: "selfHosted", activated: START });
    expect(await rowAfter("hosted")).toMatchObject({ applied: "hosted", activated: START });
  });

  it("[OG-03] days are counted to the last one, and a workspace without one does not expire", () => {
    const row = (expires: string | null) => ({ id: WORKSPACE, expires });
    expect(termOf(row("2026-12-24"), "2026-11-22")).toEqual({ until: "2026-12-24", left: 32 });
    expect([termOf(row("2026-11-22"), "2026-11-22")?.left, termOf(row("2026-11-20"), "2026-11-22")?.left]).toEqual([0, -2]);
    expect(termOf(row(null), "2026-11-22")).toBeNull();
  });

  it("[A-09][OG-13] whether a customer is taken is told to everybody, or to those with the feature, as the company says", async () => {
    const { relay, device } = await companyWith();
    const [boss, collisions] = [await device(BOSS), createCollisions(relay)];
    const asked = async () => [await collisions.mayAsk(ANNA), await collisions.mayAsk(BOSS), await collisions.mayAsk(user("nobody"))];
    expect(await asked()).toEqual([true, true, true]);
    expect(await edit(boss, WORKSPACE, { lookUpBy: "feature" })).toBe("ok");
    expect(await asked()).toEqual([false, false, false]);
    const FINDER = recordId("jobFunction", "finder");
    await edit(boss, FINDER, { name: "Finder", created: { by: BOSS, at: START }, "set/features/lookUp": 1, ...may("customer", "read") });
    await edit(boss, ANNA, { [`set/functions/${FINDER}`]: 1 });
    await edit(boss, BOSS, { "set/rights/lookUp": 1 });
    expect(await asked()).toEqual([true, true, false]);
  });
});

describe("permissions by area of work", () => {
  const ORDER = recordId("order", "first");
  const order = of(ORDER, { subject: "Pumps", owner: ANNA, customer: ACME, orderNo: "O-1", paidAmount: "10", date: "2026-10-01" });

  it("[S-04][OG-14] orders are managed by those whose function lets them, payments by fewer still", async () => {
    const CLERK = recordId("jobFunction", "clerk");
    const { device } = await companyWith(order, of(CLERK, { name: "Clerk", ...may("order", "read", "change"), "set/readOnly/order.paidAmount": 1 }));
    const [boss, anna] = [await device(BOSS), await device(ANNA)];
    expect(await edit(anna, ORDER, { paidAmount: "20" })).toBe("ok");
    await edit(boss, ANNA, { [`set/functions/${CLERK}`]: 1 });
    expect(await edit(anna, ORDER, { paidAmount: "30" })).toBe("denied: readOnly");
    expect(await edit(anna, ORDER, { remarks: "by truck" })).toBe("ok");
    expect(await edit(anna, ORDER, { deleted: { by: ANNA, at: START } })).toBe("denied: mayNotDelete");
    expect(await edit(anna, recordId("order", anna.keys.next()), { subject: "Valves", owner: ANNA, customer: ACME, date: "2026-10-02", created: { by: ANNA, at: START } })).toBe("denied: mayNotCreate");
    await edit(boss, CLERK, { "set/may/order.change": null });
    expect(await edit(anna, ORDER, { remarks: "by ship" })).toBe("denied: mayNotChange");
    await edit(boss, CLERK, { "set/may/order.read": null });
    expect(anna.gone.has(docId(ORDER))).toBe(true);
  });

  it("[S-05][OG-15] products are kept by those with the feature, and cost prices reach those with theirs alone", async () => {
    const [KEEPER, COUNTER] = [recordId("jobFunction", "keeper"), recordId("jobFunction", "counter")];
    const all = may("customer", "read");
    const { device } = await companyWith(of(KEEPER, { name: "Keeper", "set/features/products": 1, ...all }), of(COUNTER, { name: "Counter", "set/features/cost": 1, ...all }));
    const [boss, anna, ben] = [await device(BOSS), await device(ANNA), await device(BEN)];
    const costOf = (one: RawDevice) => one.held.get(docId(PUMP, "cost"));
    const setCost = async (one: RawDevice, cost: string) => (await one.push(one.edit(docId(PUMP, "cost"), { cost }))).ok;
    expect(await edit(anna, PUMP, { listPrice: "110" })).toBe("denied: needsRight");
    expect([costOf(anna), costOf(ben)]).toEqual([undefined, undefined]);
    await edit(boss, ANNA, { [`set/functions/${KEEPER}`]: 1 });
    await edit(boss, BEN, { [`set/functions/${COUNTER}`]: 1 });
    expect(await edit(anna, PUMP, { listPrice: "110.0525" })).toBe("ok");
    expect(await edit(ben, PUMP, { listPrice: "120" })).toBe("denied: needsRight");
    expect([costOf(anna) === undefined, costOf(ben) === undefined, await setCost(anna, "50"), await setCost(ben, "50")]).toEqual([true, false, false, true]);
    await edit(boss, COUNTER, { "set/features/cost": null });
    expect(ben.gone.has(docId(PUMP, "cost"))).toBe(true);
  });

  it("[S-02][OG-17] service sees the kinds that its role shows whole, and adds follow-ups as its function lets it", async () => {
    const [DESK, HOTLINE] = [recordId("jobFunction", "desk"), recordId("role", "hotline")];
    const NOTE = recordId("followUp", "note");
    const { device } = await companyWith(
      of(DESK, { name: "Desk", ...may("customer", "read"), ...may("followUp", "read", "create") }),
      of(HOTLINE, { name: "Hotline", data: "own", addressBook: "all", "set/whole/customer": 1 }),
      of(NOTE, { owner: ANNA, customer: ACME, content: "Called", at: START }),
      of(user("service"), { name: "S", account: "s", role: "service", department: EAST, [`set/functions/${DESK}`]: 1 }),
    );
    const [boss, service] = [await device(BOSS), await device(user("service"))];
    const seen = () => [ACME, NOTE, PUMP].filter((id) => service.row(id) !== undefined);
    expect(seen()).toEqual([ACME, NOTE, PUMP]);
    expect(await edit(service, ACME, { phone: "9" })).toBe("denied: notYours");
    const mine = { owner: user("service"), content: "Called back", customer: ACME, at: START, created: { by: user("service"), at: START } };
    expect(await edit(service, recordId("followUp", service.keys.next()), mine)).toBe("ok");
    expect(await edit(service, recordId("customer", service.keys.next()), { name: "New", owner: user("service"), created: { by: user("service"), at: START } })).toBe("denied: mayNotCreate");
    await edit(boss, user("service"), { customRole: HOTLINE });
    expect([service.row(ACME) !== undefined, service.gone.has(docId(NOTE))]).toEqual([true, true]);
  });
});

describe("an organisation of several levels", () => {
  const LEVELS = [2, 3, 4] as const;
  it.each(LEVELS)("[S-01][OG-04] of %i levels: at each, the head sees what is at and below it and nothing beside or above", async (levels) => {
    const departments = Array.from({ length: levels }, (_, level) => recordId("department", `level${level}`));
    const heads = departments.map((_, level) => user(`head${level}`));
    const beside = departments.map((_, level) => recordId("department", `beside${level}`));
    const asides = departments.map((_, level) => user(`aside${level}`));
    const customer = (owner: RecordId) => recordId("customer", `of-${owner.slice(5)}`);
    const people = (ids: readonly RecordId[], units: readonly RecordId[]) => ids.map((id, level) => of(id, { name: id, account: id.slice(5), role: "director", department: units[level] ?? EAST }));
    const { device } = await companyWith(
      ...departments.map((id, level) => of(id, { name: id, ...(level === 0 ? {} : { parent: departments[level - 1] ?? null }) })),
      ...beside.map((id, level) => of(id, { name: id, ...(level === 0 ? {} : { parent: departments[level - 1] ?? null }) })),
      ...people(heads, departments),
      ...people(asides, beside),
      ...[...heads, ...asides].map((owner) => of(customer(owner), { name: owner, owner })),
    );
    for (const [level, head] of heads.entries()) {
      const one = await device(head);
      const seen = [...heads, ...asides].filter((owner) => one.row(customer(owner)) !== undefined);
      // Who stands beside level n is below the head of level n - 1.
      expect(seen).toEqual([...heads.slice(level), ...asides.slice(level + 1)]);
      const below = heads.at(-1) ?? head;
      expect(await edit(one, customer(below), { phone: String(level) })).toBe("ok");
      if (level > 0) expect(await edit(one, customer(heads[level - 1] ?? head), { phone: "0" })).toBe("denied: notYours");
    }
    const lowest = await device(asides.at(-1) ?? BOSS);
    expect([...heads, ...asides].filter((owner) => lowest.row(customer(owner)) !== undefined)).toEqual(asides.slice(-1));
    expect([(await device(MANAGER)).row(customer(heads[0] ?? BOSS)), (await device(OTHER)).row(customer(heads[0] ?? BOSS))]).toEqual([undefined, undefined]);
  });
});
