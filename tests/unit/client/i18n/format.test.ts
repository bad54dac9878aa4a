import { describe, expect, it } from "vitest";
import { createFormats } from "#client/i18n/format.ts";

const en = createFormats("en", "en-US");
const zh = createFormats("zh-CN");
const ko = createFormats("ko");

describe("money", () => {
  it("keeps every digit of amounts beyond what a double can hold", () => {
    expect(en.money("9007199254740993.37", "USD")).toBe("$9,007,199,254,740,993.37");
    expect(zh.money("123456789012345678.01", "CNY")).toBe("¥123,456,789,012,345,678.01");
  });
  it("writes a real minus sign before the currency", () => {
    expect(en.money("-39595.5", "CNY")).toBe("−¥39,595.50");
  });
  it("shows the places of the currency, and more only when the amount has them", () => {
    expect(ko.money("1200", "KRW")).toBe("₩1,200");
    expect(ko.money("1200.5", "KRW")).toBe("₩1,200.5");
    expect(en.money("0.1234", "USD")).toBe("$0.1234");
    expect(en.money("5", "USD")).toBe("$5.00");
  });
  it("writes two places without a currency", () => {
    expect(en.money("1234.5")).toBe("1,234.50");
  });
  it("gives the parts apart, so the currency can be quiet", () => {
    expect(zh.moneyParts("-1234.5", "CNY")).toEqual({ negative: true, currency: "¥", digits: "1,234.50", before: true });
  });
  it("shortens by the steps that the language counts in", () => {
    expect(en.moneyShort("1234567", "CNY")).toBe("¥1.2M");
    expect(zh.moneyShort("1234567", "CNY")).toBe("¥123.5万");
    expect(ko.moneyShort("1234567", "KRW")).toBe("₩123.5만");
  });
});

describe("numbers and days", () => {
  it("writes percent points as they are stored", () => {
    expect(en.percent("12.5")).toBe("12.5%");
    expect(en.percent("0.333")).toBe("0.33%");
  });
  it("does not shift a day, whatever the device's time zone", () => {
    expect(en.day("2026-01-01")).toBe("Jan 1, 2026");
    expect(zh.day("2026-01-01")).toBe("2026/01/01");
    expect(ko.day("2026-12-31")).toBe("2026. 12. 31.");
  });
  it("follows the region of the device in English", () => {
    expect(createFormats("en", "en-GB").day("2026-11-22")).toBe("22 Nov 2026");
  });
  it("says how long ago something was until a week has passed", () => {
    const now = Date.UTC(2026, 10, 22, 12);
    expect(en.ago(now - 5_000, now)).toBe("this minute");
    expect(en.ago(now - 3 * 60_000, now)).toBe("3 minutes ago");
    expect(en.ago(now - 26 * 3_600_000, now)).toBe("yesterday");
    expect(zh.ago(now - 2 * 3_600_000, now)).toBe("2小时前");
    expect(en.ago(now - 9 * 86_400_000, now)).toBe("Nov 13, 2026");
  });

  it("a day of another year has its year, one of this year has none", () => {
    expect([en.nearDay("2026-12-31", "2026-11-23"), en.nearDay("2025-12-31", "2026-11-23")]).toEqual([en.day("2026-12-31", "compact"), en.day("2025-12-31")]);
    expect(zh.nearDay("2025-12-31", "2026-11-23")).toContain("2025");
  });
});
