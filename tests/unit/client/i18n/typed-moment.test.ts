import { expect, it } from "vitest";
import { typedMoment } from "#client/i18n/typed-moment.ts";

const today = "2026-11-22";
const known = { day: "2026-11-20", time: "09:15" };

it.each([
  ["2026-03-31 14:30", "2026-03-31", "14:30"],
  ["2026-03-31T08:05", "2026-03-31", "08:05"],
  ["22 Nov, 2:30 pm", "2026-11-22", "14:30"],
  ["Nov 22, 2026, 12:00 AM", "2026-11-22", "00:00"],
  ["2026年3月1日 下午2:30", "2026-03-01", "14:30"],
  ["2026. 3. 1. 오전 12:10", "2026-03-01", "00:10"],
  ["tomorrow 9:00", "2026-11-23", "09:00"],
  ["16:45", "2026-11-20", "16:45"],
  ["+1", "2026-11-23", "09:15"],
  ["1 March", "2026-03-01", "09:15"],
])("reads %s as %s %s", (typed, day, time) => {
  expect(typedMoment(typed, known, today, true)).toEqual({ day, time });
});

it.each(["", "soon", "24:00", "12:60", "13:00 pm", "31 Feb 10:00"])("reads %j as nothing", (typed) => {
  expect(typedMoment(typed, known, today, true)).toBeNull();
});
