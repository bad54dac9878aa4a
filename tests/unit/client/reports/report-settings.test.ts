import { describe, expect, it } from "vitest";
import { FIRST_SETTINGS, paramsOf, parseSettings, rangeOfPeriod, withParams, type ReportSettings } from "#client/reports/report-settings.ts";

const CHOSEN: ReportSettings = {
  ...FIRST_SETTINGS,
  behind: "custom",
  from: "2026-02-01",
  to: "2026-03-31",
  department: "department/0mb5k2w1t9fe3jv1",
  compare: "previousYear",
  unit: "quarter",
  own: { kind: "order", measures: ["total"], by: ["owner", "date"], on: "date", filter: { field: "orderStatus", is: "not", value: "cancelled" } },
};

describe("settings of the reports", () => {
  it("[RP-31] come back from the device as they were left", () => {
    expect(parseSettings(JSON.stringify(CHOSEN))).toEqual(CHOSEN);
  });

  it("[RP-31] an address shows a colleague the same report", () => {
    const params = JSON.parse(JSON.stringify(paramsOf(CHOSEN, "behind", true))) as ReturnType<typeof paramsOf>;
    expect(withParams(FIRST_SETTINGS, params, "behind")).toEqual(CHOSEN);
  });

  it("[RP-31] an address ends what the device remembered but the address leaves out", () => {
    const read = withParams(CHOSEN, { period: "lastMonth" }, "behind");
    expect(read).toMatchObject({ behind: "lastMonth", department: null, compare: "none", unit: "month" });
    expect(withParams(CHOSEN, {}, "behind")).toBe(CHOSEN);
  });

  it("[RP-31] what makes no sense takes its default", () => {
    expect(parseSettings("not json")).toEqual(FIRST_SETTINGS);
    const hostile = { behind: "always", owner: "customer/x", from: "2026-02-30", compare: 7, unit: "hour", own: { kind: 3 } };
    expect(parseSettings(JSON.stringify(hostile))).toEqual(FIRST_SETTINGS);
  });

  it("[RP-27] a period is days from today, or two given days", () => {
    expect(rangeOfPeriod("lastQuarter", CHOSEN, "2026-11-22")).toEqual({ from: "2026-07-01", to: "2026-09-30" });
    expect(rangeOfPeriod("nextMonth", CHOSEN, "2026-11-22")).toEqual({ from: "2026-12-01", to: "2026-12-31" });
    expect(rangeOfPeriod("custom", { from: null, to: "2026-01-31" }, "2026-11-22")).toEqual({ to: "2026-01-31" });
    expect(rangeOfPeriod("all", CHOSEN, "2026-11-22")).toBeNull();
  });
});
