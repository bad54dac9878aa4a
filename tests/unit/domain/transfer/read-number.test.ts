import { describe, expect, it } from "vitest";
import { numberEvidence, readNumber, readPercent, type DecimalPoint } from "#domain/transfer/read-number.ts";

const number = (text: string, point: DecimalPoint = "."): string => {
  const read = readNumber(text, point);
  return read.ok ? read.value : read.error.reason;
};

describe("reading a number", () => {
  it.each([
    ["1,234.50", ".", "1234.5"],
    ["1.234,50", ",", "1234.5"],
    ["1 234,50", ",", "1234.5"],
    ["1'234.50", ".", "1234.5"],
    ["12,34,567.00", ".", "1234567"],
    ["¥1,234", ".", "1234"],
    ["￥１，２３４．５", ".", "1234.5"],
    ["₩12,000", ".", "12000"],
    ["$ 99.90", ".", "99.9"],
    ["99,90 €", ",", "99.9"],
    ["USD 1,000", ".", "1000"],
    ["1000元", ".", "1000"],
    ["1.5万", ".", "15000"],
    ["3억", ".", "300000000"],
    ["(1,234.50)", ".", "-1234.5"],
    ["-5", ".", "-5"],
    ["5-", ".", "-5"],
    ["−12", ".", "-12"],
    ["0", ".", "0"],
    [".5", ".", "0.5"],
  ] as const)("[I-05] %s with decimals after %s", (text, point, expected) => expect(number(text, point)).toBe(expected));

  it("[I-05] separators that do not fit the column are a fault, never guessed", () => {
    expect(number("1.234,50", ".")).toBe("separators");
    expect(number("1,234.50", ",")).toBe("separators");
    expect(number("1,23", ".")).toBe("separators");
    expect(number("1,234,5", ".")).toBe("separators");
    expect(number("12.50", ",")).toBe("separators");
  });

  it.each(["", "abc", "12 pcs", "1-2", "--1", "1e5", "(-1)", "NaN", "Infinity", "0x10"])("[I-05] %j is no number", (text) => expect(number(text)).toBe("notNumber"));

  it("[I-05] percent points, and parts of one where the column is written so", () => {
    expect(readPercent("12.5%", ".", false)).toEqual({ ok: true, value: "12.5" });
    expect(readPercent("0.125", ".", true)).toEqual({ ok: true, value: "12.5" });
    expect(readPercent("12.5%", ".", true)).toEqual({ ok: true, value: "12.5" });
  });
});

describe("the decimal point", () => {
  it("[I-05] one value that can be read only one way settles the column", () => {
    expect(numberEvidence(["1.234", "2.500", "1.234,50"])).toMatchObject({ point: ",", ambiguous: false });
    expect(numberEvidence(["1,234", "1,234.50"])).toMatchObject({ point: ".", ambiguous: false });
    expect(numberEvidence(["1.234.567"])).toMatchObject({ point: ",", ambiguous: false });
    expect(numberEvidence(["12,5"])).toMatchObject({ point: ",", ambiguous: false });
  });

  it("[I-05] a column of lone groups of three is ambiguous", () => {
    expect(numberEvidence(["1,234", "5,678"])).toMatchObject({ point: ".", ambiguous: true });
    expect(numberEvidence(["100", "200"])).toMatchObject({ ambiguous: false });
  });

  it("[I-05] parts of one are told from percent points", () => {
    expect(numberEvidence(["0.1", "0.25", "1"])).toMatchObject({ fraction: true });
    expect(numberEvidence(["10", "25"])).toMatchObject({ fraction: false });
  });
});
