import { describe, expect, it } from "vitest";
import { addDays } from "#domain/query/days.ts";
import { daysOfPeriod, periodOf, periodsBetween, PERIOD_UNITS, rangeOfUnit, shiftPeriod, shiftYears } from "#domain/query/period.ts";

describe("periods", () => {
  it("weeks start on Monday and belong to the year of their Thursday", () => {
    expect(periodOf("2027-01-03", "week")).toBe("2026-W53");
    expect(periodOf("2027-01-04", "week")).toBe("2027-W01");
    expect(periodOf("2024-12-30", "week")).toBe("2025-W01");
    expect(daysOfPeriod("2026-W53")).toEqual({ from: "2026-12-28", to: "2027-01-03" });
    expect(shiftPeriod("2026-W53", 1)).toBe("2027-W01");
  });

  it("every day lies in its period and the days before and after the period do not", () => {
    for (let day = "2023-12-01"; day < "2025-03-10"; day = addDays(day, 1)) {
      for (const unit of PERIOD_UNITS) {
        const period = periodOf(day, unit);
        const { from, to } = daysOfPeriod(period);
        expect(from <= day && day <= to, `${day} ${unit}`).toBe(true);
        expect([periodOf(from, unit), periodOf(to, unit)]).toEqual([period, period]);
        expect(periodOf(addDays(to, 1), unit)).toBe(shiftPeriod(period, 1));
        expect(periodOf(addDays(from, -1), unit)).toBe(shiftPeriod(period, -1));
      }
    }
  });

  it("a named range counts back from today", () => {
    expect(rangeOfUnit("2026-11-22", "quarter", 3)).toEqual({ from: "2026-01-01", to: "2026-03-31" });
    expect(rangeOfUnit("2026-01-15", "month", 1)).toEqual({ from: "2025-12-01", to: "2025-12-31" });
    expect(rangeOfUnit("2026-11-22", "week")).toEqual({ from: "2026-11-16", to: "2026-11-22" });
  });

  it("the end of February stays the end of February from year to year", () => {
    expect(shiftYears("2025-02-28", -1)).toBe("2024-02-29");
    expect(shiftYears("2024-02-29", 1)).toBe("2025-02-28");
    expect(shiftYears("2026-11-22", -1)).toBe("2025-11-22");
  });

  it("empty periods between two are named too", () => {
    expect(periodsBetween("2025-11", "2026-02")).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
    expect(periodsBetween("2025-Q4", "2026-Q1")).toEqual(["2025-Q4", "2026-Q1"]);
  });
});
