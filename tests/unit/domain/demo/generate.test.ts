import { describe, expect, it } from "vitest";
import { flowFor, flowsIn, isHeld } from "#domain/approval/flow.ts";
import { flowNeeded } from "#domain/approval/flow-needed.ts";
import { runOf, stateOf } from "#domain/approval/run.ts";
import { dayOf, type Instant } from "#domain/clock.ts";
import { DEMO_SIZE, generateDemo } from "#domain/demo/generate.ts";
import type { DemoRecord } from "#domain/demo/record.ts";
import { DEMO_SIGN_INS } from "#domain/demo/staff.ts";
import { entityOf, findEntity } from "#domain/entities/registry.ts";
import { kindOf, parseRecordId } from "#domain/id.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { findColumn } from "#domain/query/column.ts";
import { checkFilter } from "#domain/query/filter.ts";
import { missingFields } from "#domain/record/missing.ts";
import { projectPaths } from "#domain/record/project.ts";
import { compare } from "#domain/schema/decimal.ts";
import type { Entity, Filter, Sort } from "#domain/schema/entity.ts";
import type { Field, FieldValue } from "#domain/schema/field.ts";
import { markOf } from "#domain/schema/read.ts";
import { isMark } from "#domain/schema/mark.ts";
import { checkLogEntry, checkValue } from "#domain/schema/validate.ts";

const NOW: Instant = Date.parse("2026-11-22T04:00:00Z");
const TODAY = dayOf(NOW, 480);
const demo = generateDemo({ seed: 7, now: NOW });

const of = (kind: string) => demo.filter((record) => kindOf(record.id) === kind);
const byId = new Map<string, DemoRecord>(demo.map((record) => [record.id, record]));
const tally = (records: readonly DemoRecord[], field: string) => {
  const counts: Record<string, number> = {};
  for (const { values } of records) counts[String(values[field])] = (counts[String(values[field])] ?? 0) + 1;
  return counts;
};
const day = (value: FieldValue | undefined) => (typeof value === "string" ? value : "");
const members = (record: DemoRecord, set: string) =>
  Object.keys(record.values).flatMap((path) => (path.startsWith(`set/${set}/`) ? [path.slice(set.length + 5)] : []));

/** The definition that a path of the values stands for; undefined when the kind has no such path. */
const checkPath = (entity: Entity, path: string, value: FieldValue): string | null => {
  const verdict = (field: Field | undefined, given = value) => {
    if (!field) return `${path}: no such field`;
    const checked = checkValue(field, given, path);
    return checked.ok ? null : `${path}: ${checked.error.reason}`;
  };
  const [part, name = "", ...rest] = path.split("/");
  if (rest.length === 0) return verdict(entity.fields[path]);
  if (part === "set") return value === 1 ? verdict(entity.sets?.[name]?.of, rest.join("/")) : `${path}: not 1`;
  if (part === "log") {
    const checked = checkLogEntry(entity.logs?.[name]?.details ?? {}, value, path);
    return checked.ok ? null : `${path}: ${checked.error.reason}`;
  }
  const [, field] = rest;
  if (field === undefined) return isMark(value) ? null : `${path}: not a mark`;
  return verdict(entity.lines?.[name]?.fields[field]);
};

const referencesOf = ({ values }: DemoRecord): string[] =>
  Object.entries(values).flatMap(([path, value]) => {
    const inPath = path.startsWith("set/") && path.split("/").length === 4 ? [path.split("/").slice(2).join("/")] : [];
    const found = isMark(value) ? [value.by] : typeof value === "string" && parseRecordId(value) && /^[a-zA-Z]+\/[0-9a-z]{16}$/.test(value) ? [value] : [];
    return [...inPath, ...found];
  });

describe("the sample workspace", () => {
  it("has the promised number of records of each kind", () => {
    const counts = Object.fromEntries(["customer", "contact", "opportunity", "order", "expense", "followUp"].map((kind) => [kind, of(kind).length]));
    expect(counts).toEqual({
      customer: DEMO_SIZE.customers,
      contact: DEMO_SIZE.contacts,
      opportunity: DEMO_SIZE.opportunities,
      order: DEMO_SIZE.orders,
      expense: DEMO_SIZE.expenses,
      followUp: DEMO_SIZE.followUps,
    });
    expect(of("product").length).toBeGreaterThanOrEqual(40);
  });

  it("is the same for the same seed and another for another", { timeout: 60_000 }, () => {
    const again = generateDemo({ seed: 7, now: NOW });
    expect(JSON.stringify(again) === JSON.stringify(demo)).toBe(true);
    expect(JSON.stringify(generateDemo({ seed: 8, now: NOW })) === JSON.stringify(demo)).toBe(false);
  });

  it("holds only values that the definitions allow", () => {
    const wrong = demo.flatMap((record) => {
      const entity = entityOf(kindOf(record.id));
      return Object.entries(record.values).flatMap(([path, value]) => checkPath(entity, path, value) ?? []);
    });
    expect(wrong).toEqual([]);
  });

  it("lacks no required field and has prose only where the kind has it", () => {
    for (const record of demo) {
      const entity = entityOf(kindOf(record.id));
      expect(missingFields(entity, null, projectPaths(entity, record.id, Object.entries(record.values)))).toEqual([]);
      expect(Object.keys(record.prose ?? {}).filter((name) => !entity.prose?.[name])).toEqual([]);
    }
  });

  it("comes in order of time, ends before now and refers only to what is there by then", () => {
    const seen = new Set<string>();
    const unknown: string[] = [];
    let last = 0;
    for (const record of demo) {
      expect(record.at).toBeGreaterThanOrEqual(last);
      last = record.at;
      for (const reference of referencesOf(record)) if (!byId.has(reference)) unknown.push(`${record.id} -> ${reference}`);
      seen.add(record.id);
    }
    expect(last).toBeLessThanOrEqual(NOW);
    expect(unknown).toEqual([]);
    expect(seen.size).toBe(demo.length);
  });

  it("refers to customers, contacts, products and opportunities that exist already", () => {
    const early = demo.flatMap((record) =>
      referencesOf(record)
        .filter((id) => kindOf(id) !== "user" && (byId.get(id)?.at ?? Infinity) > record.at)
        .map((id) => `${record.id} -> ${id}`),
    );
    expect(early).toEqual([]);
  });

  it("[CU-58] [LD-15] has two pools with customers to claim: each customer is in one pool or has an owner", () => {
    const customers = of("customer");
    expect(of("pool").map(({ id }) => customers.filter(({ values }) => values["pool"] === id && values["owner"] === undefined).length)).toEqual([18, 12]);
    expect(customers.filter(({ values }) => values["pool"] === undefined && values["owner"] === undefined)).toEqual([]);
  });

  it("[CO-02] has contacts of one customer, of several and of none", () => {
    const customers = of("contact").map((record) => members(record, "customers").length);
    expect(customers.filter((count) => count > 1).length).toBeGreaterThan(8);
    expect(customers.filter((count) => count === 0).length).toBeGreaterThan(4);
    expect(customers.filter((count) => count === 1).length).toBeGreaterThan(850);
  });

  it("[CU-05] has saved views of one person and of everybody, whose filters ask for what there is", () => {
    const views = of("view");
    expect(views.some(({ values }) => values["shared"] && values["pinned"])).toBe(true);
    expect(views.some(({ values }) => !values["shared"])).toBe(true);
    const context: QueryContext = { now: NOW, today: "2026-11-22", offsetMinutes: 480, me: "user/0", locale: "en", entity: findEntity, row: () => undefined };
    for (const { values } of views) {
      const spec = JSON.parse(String(values["spec"])) as { filter: Filter; sort: readonly Sort[] };
      const entity = entityOf(String(values["of"]));
      expect(checkFilter(spec.filter, entity, context)).toMatchObject({ ok: true });
      for (const { by } of spec.sort) expect(findColumn(entity, by, context), by).not.toBeNull();
    }
  });

  it("has no two customers of one name and no two accounts alike", () => {
    const names = of("customer").map((record) => record.values["name"]);
    expect(new Set(names).size).toBe(names.length);
    const accounts = of("user").map((record) => record.values["account"]);
    expect(new Set(accounts).size).toBe(accounts.length);
  });

  it("offers sign-ins of people who exist and still work there", () => {
    for (const { account, name, role } of DEMO_SIGN_INS) {
      const person = of("user").find((record) => record.values["account"] === account);
      expect(person?.values).toMatchObject({ name, role });
      expect(person?.values["disabled"]).toBeUndefined();
    }
    expect(new Set(DEMO_SIGN_INS.map(({ role }) => role)).size).toBeGreaterThanOrEqual(5);
  });

  it("has a company of three levels with rights where they belong", () => {
    expect(tally(of("user"), "role")).toMatchObject({ boss: 1, director: 2, manager: 4, service: 1, finance: 1, warehouse: 1 });
    const withCost = of("user").filter((record) => members(record, "rights").includes("cost"));
    expect(new Set(withCost.map((record) => record.values["role"]))).toEqual(new Set(["boss", "director", "finance"]));
  });
});

describe("sample opportunities", () => {
  const opportunities = of("opportunity");
  const stages = tally(opportunities, "stage");

  it("are won in a plausible share of the closed ones", () => {
    const share = (stages["won"] ?? 0) / ((stages["won"] ?? 0) + (stages["lost"] ?? 0));
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.45);
  });

  it("narrow from stage to stage while they are open", () => {
    const count = (...names: string[]) => names.reduce((total, name) => total + (stages[name] ?? 0), 0);
    expect(count("prospecting", "engaging")).toBeGreaterThan(count("analysis", "proposal"));
    expect(count("analysis", "proposal")).toBeGreaterThan(count("negotiation"));
    expect(count("negotiation")).toBeGreaterThan(5);
    expect(count("prospecting", "engaging", "analysis", "proposal", "negotiation")).toBeLessThan(320);
  });

  it("have a stage history that ends where the record stands", () => {
    for (const { values } of opportunities) {
      const log = Object.entries(values)
        .filter(([path]) => path.startsWith("log/advances/"))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, entry]) => entry as unknown as { at: number; stage: string; probability: string });
      expect(log.map(({ at }) => at)).toEqual(log.map(({ at }) => at).sort((a, b) => a - b));
      expect(log.at(-1)).toMatchObject({ stage: values["stage"], probability: values["probability"] });
      expect(log.at(-1)?.at).toBeLessThanOrEqual(NOW);
    }
  });

  it("are closed on a day that has been, exactly when they are won or lost", () => {
    const odd = opportunities.filter(({ values }) => {
      const closed = values["stage"] === "won" || values["stage"] === "lost";
      return closed !== (values["closedOn"] !== undefined) || day(values["closedOn"]) > TODAY || (closed && day(values["closedOn"]) < day(values["discoveredOn"]));
    });
    expect(odd).toEqual([]);
  });

  it("give a reason exactly when they are lost", () => {
    expect(opportunities.filter(({ values }) => (values["stage"] === "lost") !== (values["lostReason"] !== undefined))).toEqual([]);
  });

  it("involve contacts of their own customer", () => {
    const strange = opportunities.flatMap((record) =>
      members(record, "contacts").filter((id) => byId.get(id)?.values[`set/customers/${String(record.values["customer"])}`] !== 1),
    );
    expect(strange).toEqual([]);
  });

  it("are signed more in the last week of a month than in the first", () => {
    const dates = opportunities.filter(({ values }) => values["stage"] === "won").map(({ values }) => Number(day(values["closedOn"]).slice(8)));
    expect(dates.filter((date) => date > 23).length).toBeGreaterThan(1.5 * dates.filter((date) => date < 9).length);
  });

  it("have amounts of many sizes, few of them round", () => {
    const amounts = opportunities.flatMap(({ values }) => (typeof values["expectedAmount"] === "string" ? [Number(values["expectedAmount"])] : [])).sort((a, b) => a - b);
    const middle = amounts[Math.floor(amounts.length / 2)] ?? 0;
    expect(middle).toBeGreaterThan(30_000);
    expect(middle).toBeLessThan(150_000);
    expect((amounts.at(-1) ?? 0) / middle).toBeGreaterThan(8);
  });

  it("are sometimes overdue and otherwise expected within a year", () => {
    const open = opportunities.filter(({ values }) => values["stage"] !== "won" && values["stage"] !== "lost");
    const overdue = open.filter(({ values }) => day(values["expectedSignDate"]) < TODAY);
    expect(overdue.length).toBeGreaterThan(3);
    expect(overdue.length).toBeLessThan(open.length * 0.3);
    expect(open.filter(({ values }) => day(values["expectedSignDate"]) > "2027-11-30")).toEqual([]);
  });
});

describe("sample orders and follow-ups", () => {
  it("are paid no more than they come to, and in full when completed", () => {
    for (const { values } of of("order")) {
      if (values["orderStatus"] === "completed") expect(values["deliveryStatus"]).toBe("delivered");
      if (values["manualTotal"] === undefined || values["paidAmount"] === undefined) continue;
      expect(compare(String(values["paidAmount"]), String(values["manualTotal"]))).toBeLessThanOrEqual(0);
    }
    const status = tally(of("order"), "orderStatus");
    expect(status["completed"]).toBeGreaterThan(status["confirmed"] ?? 0);
  });

  it("[OG-31] have their special prices approved before they are confirmed, and some of them waiting", () => {
    const rows = of("order").map(({ id, values }) => projectPaths(entityOf("order"), id, new Map(Object.entries(values))));
    const flows = flowsIn(of("approvalFlow").map(({ id, values }) => projectPaths(entityOf("approvalFlow"), id, new Map(Object.entries(values)))), findEntity);
    const [since = NOW] = of("approvalFlow").map(({ at }) => at);
    const asked = rows.filter((row) => flowFor(flows, row) !== null && (markOf(row, "created")?.at ?? 0) > since && row["orderStatus"] !== "cancelled");
    expect(asked.filter((row) => stateOf(row) === "running").length).toBeGreaterThanOrEqual(3);
    expect(asked.filter((row) => stateOf(row) === "approved").length).toBeGreaterThan(3);
    expect(asked.filter((row) => isHeld(entityOf("order"), row) && flowNeeded(flows, row) !== null)).toEqual([]);
  });

  it("[OG-23] [OG-31] [EX-02] expenses are approved before they are paid back, by the lead or the boss after the rank of who laid them out", () => {
    const rows = of("expense").map(({ id, values }) => projectPaths(entityOf("expense"), id, new Map(Object.entries(values))));
    const flows = flowsIn(of("approvalFlow").map(({ id, values }) => projectPaths(entityOf("approvalFlow"), id, new Map(Object.entries(values)))), findEntity);
    expect(rows.filter((row) => isHeld(entityOf("expense"), row) && flowNeeded(flows, row) !== null)).toEqual([]);
    const ranks = new Map(of("user").map(({ id, values }) => [id as string, Number(values["rank"])]));
    const firsts = new Set(rows.flatMap((row) => {
      const run = runOf(row);
      return run ? [`${(ranks.get(run.by) ?? 0) > 4 ? "above" : "below"}: ${run.nodes[0]?.approvers.join()}`] : [];
    }));
    expect([...firsts].sort()).toEqual(["above: as:boss", "below: lead"]);
  });

  it("come mostly from opportunities that were won", () => {
    const linked = of("order").filter(({ values }) => values["opportunity"] !== undefined);
    expect(linked.length).toBeGreaterThan(of("order").length / 2);
    expect(linked.filter(({ values }) => byId.get(String(values["opportunity"]))?.values["stage"] !== "won")).toEqual([]);
  });

  it("happen on weekdays and leave no placeholder in a text", () => {
    const weekend = of("followUp").filter(({ values }) => [0, 6].includes(new Date(Number(values["at"]) + 480 * 60_000).getUTCDay()));
    expect(weekend).toEqual([]);
    const texts = demo.filter(({ id }) => !id.startsWith("view/")).flatMap(({ values: { approvalRun: _run, ...values }, prose }) => [...Object.values(values), ...Object.values(prose ?? {}).flat()]).filter((value) => typeof value === "string");
    expect(texts.filter((text) => /[{}[\]]|undefined|NaN|\((으|와|은|이)\)/.test(text))).toEqual([]);
  });

  it("rarely repeat a text word for word", () => {
    const contents = of("followUp").map(({ values }) => values["content"]);
    expect(new Set(contents).size / contents.length).toBeGreaterThan(0.85);
  });

  it("are written in three languages", () => {
    const contents = of("followUp").map(({ values }) => String(values["content"]));
    const korean = contents.filter((text) => /[가-힣]/.test(text)).length;
    const chinese = contents.filter((text) => /[一-鿿]/.test(text)).length;
    expect(korean).toBeGreaterThan(300);
    expect(chinese).toBeGreaterThan(1200);
    expect(contents.length - korean - chinese).toBeGreaterThan(150);
  });
});

it("keeps to the definitions with another seed on another day", { timeout: 60_000 }, () => {
  const other = generateDemo({ seed: 3, now: Date.parse("2027-03-03T01:30:00Z") });
  const wrong = other.flatMap((record) => Object.entries(record.values).flatMap(([path, value]) => checkPath(entityOf(kindOf(record.id)), path, value) ?? []));
  expect(wrong).toEqual([]);
});
