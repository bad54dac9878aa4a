import { describe, expect, it } from "vitest";
import { parseFilter, parseSort } from "#domain/query/parse.ts";

const parsed = (text: string): unknown => {
  const result = parseFilter(text);
  return result.ok ? result.value : `${result.error.at}: ${result.error.message}`;
};

describe("typed filter", () => {
  it("reads conditions joined by and, stronger than or, with brackets and not", () => {
    const a = { field: "stage", is: "equals", value: "won" };
    const b = { field: "expectedAmount", is: "above", value: 1000 };
    const c = { field: "owner.department", is: "equals", value: "East Side" };
    expect(parsed("stage=won and expectedAmount>1000 and owner.department='East Side'")).toEqual({ all: [a, b, c] });
    expect(parsed('stage = won or expectedAmount > 1000 AND owner.department="East Side"')).toEqual({ any: [a, { all: [b, c] }] });
    expect(parsed("not (stage=won or expectedAmount>1000)")).toEqual({ not: { any: [a, b] } });
  });

  it("keeps what must stay text: decimals beyond doubles, leading zeros, quoted numbers, doubled quotes", () => {
    expect(parsed("expectedAmount>=1000.05")).toEqual({ field: "expectedAmount", is: "atLeast", value: "1000.05" });
    expect(parsed("customerNo=007")).toEqual({ field: "customerNo", is: "equals", value: "007" });
    expect(parsed("name='it''s 5'")).toEqual({ field: "name", is: "equals", value: "it's 5" });
    expect(parsed("externalNo='12'")).toEqual({ field: "externalNo", is: "equals", value: "12" });
    expect(parsed("name~上海")).toEqual({ field: "name", is: "contains", value: "上海" });
  });

  it("reads lists, emptiness, relative days and periods", () => {
    expect(parsed("stage in (won, lost)")).toEqual({ field: "stage", is: "in", value: ["won", "lost"] });
    expect(parsed("stage not in (won)")).toEqual({ not: { field: "stage", is: "in", value: ["won"] } });
    expect(parsed("phone is empty and email is not empty")).toEqual({ all: [{ field: "phone", is: "empty" }, { field: "email", is: "filled" }] });
    expect(parsed("expectedSignDate<=today+30")).toEqual({ field: "expectedSignDate", is: "atMost", value: { days: 30 } });
    expect(parsed("date within year-1")).toEqual({ field: "date", is: "within", value: { period: "year", back: 1 } });
    expect(parsed("date within last 30 days")).toEqual({ field: "date", is: "within", value: { days: -30 } });
    expect(parsed("date within 2026-01-01..2026-03-31")).toEqual({ field: "date", is: "within", value: ["2026-01-01", "2026-03-31"] });
  });

  it("says where and why it stops making sense", () => {
    expect(parsed("")).toBe("0: expected a column, but the text ends here");
    expect(parsed("stage won")).toMatch(/^6: expected = != .* after "stage", found "won"$/);
    expect(parsed("stage=")).toBe("6: expected a value, but the text ends here");
    expect(parsed("(stage=won")).toBe('10: expected "and", "or" or ")", but the text ends here');
    expect(parsed("stage=won stage=lost")).toBe('10: expected "and", "or" or the end, found "stage"');
    expect(parsed("name='open")).toBe("5: this quote is never closed");
    expect(parsed("date within fortnight")).toMatch(/^12: expected month, quarter or year/);
    expect(parsed("stage in won")).toBe('9: expected "(" and a list of values, found "won"');
  });
});

describe("typed sort", () => {
  it("reads columns, the first weighing most, minus for largest first", () => {
    expect(parseSort("-expectedAmount, subject,owner.department")).toEqual({ ok: true, value: [{ by: "expectedAmount", down: true }, { by: "subject" }, { by: "owner.department" }] });
  });

  it("names what is no column", () => {
    expect(parseSort("subject,,x")).toEqual({ ok: false, error: { type: "ParseError", message: 'expected a column such as -expectedAmount, found ""', at: 8 } });
  });
});
