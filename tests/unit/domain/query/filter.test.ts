import { describe, expect, it } from "vitest";
import { opportunity } from "#domain/entities/opportunity/opportunity.ts";
import { customer } from "#domain/entities/customer/customer.ts";
import type { Filter, Row } from "#domain/schema/entity.ts";
import { checkFilter, compileFilter } from "#domain/query/filter.ts";
import { queryRows } from "#domain/query/query.ts";
import { contextOf, createMemorySource, mark, ME, rowOf } from "./memory-source.ts";

const east = rowOf("department", "east", { name: "East" });
const me = rowOf("user", "me", { name: "Ana", department: east.id });
const other = rowOf("user", "other", { name: "Béla" });
const acme = rowOf("customer", "acme", { name: "Acme", sector: "retail" });
const deals = [
  rowOf("opportunity", "a", { subject: "Ämter ＡＢＣ", stage: "won", expectedAmount: "1000.1", owner: ME, expectedSignDate: "2026-11-30", customer: acme.id, created: mark("2026-11-01") }),
  rowOf("opportunity", "b", { subject: "Pumps", stage: "proposal", expectedAmount: "999.9", owner: other.id, created: { ...mark("2026-10-30"), by: other.id }, expectedSignDate: "2026-12-24", contacts: ["contact/x", "contact/y"], lines: [{ key: "1", added: mark("2026-11-01"), product: "product/p" }] }),
  rowOf("opportunity", "c", { subject: "Valves", stage: "lost", expectedSignDate: "2025-11-22", probability: "0" }),
  rowOf("opportunity", "d", { subject: "Binned", stage: "won", deleted: mark("2026-11-20") }),
];
const source = createMemorySource([east, me, other, acme, ...deals]);
const context = contextOf(source);

const keys = (filter: Filter): string =>
  deals.filter(compileFilter(filter, opportunity, context)).map((row) => row.id.split("/")[1]).join("");

describe("filter", () => {
  it("[CU-05] any combination of conditions with and, or and not", () => {
    const big: Filter = { field: "expectedAmount", is: "atLeast", value: "999.9" };
    expect(keys({ all: [big, { not: { field: "stage", is: "equals", value: "won" } }] })).toBe("b");
    expect(keys({ any: [big, { field: "stage", is: "equals", value: "lost" }] })).toBe("abc");
    expect(keys({ all: [] })).toBe("abcd");
    expect(keys({ any: [] })).toBe("");
  });

  it("compares decimals by value, never as text", () => {
    expect(keys({ field: "expectedAmount", is: "above", value: 999.95 })).toBe("a");
    expect(keys({ field: "expectedAmount", is: "equals", value: "1000.100" })).toBe("a");
    expect(keys({ field: "expectedAmount", is: "within", value: ["999", "1000"] })).toBe("b");
    const huge = [rowOf("opportunity", "x", { expectedAmount: "9007199254740993" }), rowOf("opportunity", "y", { expectedAmount: "9007199254740992" })];
    expect(huge.filter(compileFilter({ field: "expectedAmount", is: "above", value: "9007199254740992" }, opportunity, context))).toEqual([huge[0]]);
  });

  it("text is found whatever its case, width and accents", () => {
    expect(keys({ field: "subject", is: "contains", value: "amter abc" })).toBe("a");
    expect(keys({ field: "subject", is: "starts", value: "PUM" })).toBe("b");
    expect(keys({ field: "subject", is: "equals", value: "valves" })).toBe("c");
  });

  it("an absent value matches only empty and not", () => {
    expect(keys({ field: "owner", is: "empty" })).toBe("cd");
    expect(keys({ field: "expectedAmount", is: "below", value: 5 })).toBe("");
    expect(keys({ field: "probability", is: "not", value: "0" })).toBe("abd");
    expect(keys({ field: "probability", is: "equals", value: 0 })).toBe("c");
  });

  it("me and relative days are those of the moment the filter runs", () => {
    expect(keys({ field: "owner", is: "equals", value: "me" })).toBe("a");
    expect(keys({ field: "owner", is: "in", value: ["me", other.id] })).toBe("ab");
    expect(keys({ field: "expectedSignDate", is: "atMost", value: { days: 10 } })).toBe("ac");
    expect(keys({ field: "expectedSignDate", is: "within", value: { days: 30 } })).toBe("a");
    expect(keys({ field: "expectedSignDate", is: "within", value: { period: "month", back: 12 } })).toBe("c");
    expect(keys({ field: "expectedSignDate", is: "within", value: { period: "quarter" } })).toBe("ab");
  });

  it("marks are asked by person and by day, in the time zone of the person asking", () => {
    expect(keys({ field: "created", is: "equals", value: "me" })).toBe("a");
    expect(keys({ field: "created", is: "equals", value: "2026-11-01" })).toBe("a");
    expect(keys({ field: "created.by", is: "equals", value: "me" })).toBe("a");
    const late: Row = rowOf("opportunity", "z", { created: { by: ME, at: Date.parse("2026-10-31T20:00:00Z") } });
    const october: Filter = { field: "created", is: "atLeast", value: "2026-11-01" };
    expect(compileFilter(october, opportunity, context)(late)).toBe(false);
    expect(compileFilter(october, opportunity, { ...context, offsetMinutes: 480 })(late)).toBe(true);
  });

  it("[CU-05] conditions follow references, by id or by name, and look into sets, lines and derived columns", () => {
    expect(keys({ field: "owner.department", is: "equals", value: "east" })).toBe("a");
    expect(keys({ field: "owner.department", is: "equals", value: east.id })).toBe("a");
    expect(keys({ field: "customer.sector", is: "equals", value: "retail" })).toBe("a");
    expect(keys({ field: "owner", is: "contains", value: "bel" })).toBe("b");
    expect(keys({ field: "contacts", is: "equals", value: "contact/y" })).toBe("b");
    expect(keys({ field: "lines.product", is: "in", value: ["product/p"] })).toBe("b");
    expect(keys({ field: "daysInStage", is: "equals", value: 23 })).toBe("b");
  });

  it("options compare by their order in the definition", () => {
    expect(keys({ field: "stage", is: "below", value: "won" })).toBe("b");
  });

  it("a column that the kind does not have is named beforehand and matches nothing", () => {
    const filter: Filter = { any: [{ field: "owner.shoe", is: "filled" }, { field: "nope", is: "empty" }] };
    expect(keys(filter)).toBe("");
    expect(checkFilter(filter, opportunity, context)).toEqual({ ok: false, error: { type: "QueryError", reason: "unknownColumn", at: "owner.shoe" } });
  });

  it("the recycle bin is apart from every other list", () => {
    expect(queryRows({ kind: "opportunity", filter: { field: "stage", is: "equals", value: "won" } }, deals, context).map(({ id }) => id)).toEqual([deals[0]?.id]);
    expect(queryRows({ kind: "opportunity", deleted: true }, deals, context).map(({ id }) => id)).toEqual([deals[3]?.id]);
  });

  it("every preset view of the customer and opportunity lists can be answered", () => {
    for (const entity of [customer, opportunity]) {
      for (const view of entity.views) expect(checkFilter(view.filter, entity, context), view.id).toEqual({ ok: true, value: true });
    }
  });

  it("[CU-19] customers are found by keyword, type, region and industry together", () => {
    const rows = [
      rowOf("customer", "1", { name: "上海中锐科技", type: "company", region: "上海", industry: "software" }),
      rowOf("customer", "2", { name: "上海中锐贸易", type: "company", region: "上海", industry: "retail" }),
    ];
    const query = {
      kind: "customer",
      search: "中锐",
      filter: { all: [{ field: "type", is: "equals", value: "company" }, { field: "region", is: "equals", value: "上海" }, { field: "industry", is: "equals", value: "retail" }] },
    } as const;
    expect(queryRows(query, rows, context).map(({ id }) => id)).toEqual(["customer/2"]);
  });
});
