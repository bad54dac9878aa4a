import { expect, it } from "vitest";
import { typedDay } from "#client/i18n/typed-day.ts";

const today = "2026-11-22";

it.each([
  ["2026-03-31", "2026-03-31"],
  ["2026/3/1", "2026-03-01"],
  ["20260301", "2026-03-01"],
  ["2026年3月1日", "2026-03-01"],
  ["2026. 3. 1.", "2026-03-01"],
  ["3월 1일", "2026-03-01"],
  ["22 Nov", "2026-11-22"],
  ["Nov 5, 2027", "2027-11-05"],
  ["today", "2026-11-22"],
  ["明天", "2026-11-23"],
  ["어제", "2026-11-21"],
  ["+10", "2026-12-02"],
  ["-22", "2026-10-31"],
])("reads %s as %s", (typed, day) => {
  expect(typedDay(typed, today, false)).toBe(day);
});

it("reads 5/6 the way the user's region does", () => {
  expect(typedDay("5/6", today, false)).toBe("2026-05-06");
  expect(typedDay("5/6", today, true)).toBe("2026-06-05");
  expect(typedDay("31/12/27", today, true)).toBe("2027-12-31");
});

it.each(["", "2026-02-30", "31/31", "soon", "2026", "13 Foo"])("refuses %j", (typed) => {
  expect(typedDay(typed, today, true)).toBeNull();
});
