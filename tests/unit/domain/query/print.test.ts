import { describe, expect, it } from "vitest";
import { parseFilter } from "#domain/query/parse.ts";
import { printFilter } from "#domain/query/print.ts";
import type { Filter } from "#domain/schema/entity.ts";

const texts = [
  "stage=won",
  "name~'O''Brien'",
  "amount>=-12 and amount<500",
  "rate='12.5'",
  "category=vip and (country=China or country=Korea)",
  "category=vip and country=China or hot is not empty",
  "not (stage=won or stage=lost)",
  "stage in (won, lost, 'and')",
  "not (stage in (won))",
  "owner=user/0mb1-x",
  "signed within 2026-01-01..2026-03-31",
  "signed within last 30 days",
  "signed within quarter-2",
  "signed>=today-7 and signed<=today",
  "parent=null",
  "remark='today'",
  "code='12'",
];

describe("a filter as text", () => {
  it.each(texts)("[OG-27] %s is read and written the same", (text) => {
    const filter = parseFilter(text);
    expect(filter.ok && printFilter(filter.value)).toBe(text);
  });

  it("[OG-27] several values that are not meant read back as none of them", () => {
    const text = printFilter({ field: "stage", is: "not", value: ["won", "lost"] });
    expect(text).toBe("stage not in (won, lost)");
    expect(parseFilter(text ?? "")).toEqual({ ok: true, value: { not: { field: "stage", is: "in", value: ["won", "lost"] } } });
  });

  it("[OG-27] what the text form has no words for is not written", () => {
    const none: readonly Filter[] = [
      { field: "stage", is: "in", value: [] },
      { field: "name", is: "equals", value: { period: "month" } },
      { field: "name", is: "within", value: "x" },
      { all: [{ field: "a", is: "empty" }, { field: "b", is: "in", value: [] }] },
    ];
    expect(none.map(printFilter)).toEqual([null, null, null, null]);
  });
});
