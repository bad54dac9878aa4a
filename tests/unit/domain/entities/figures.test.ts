import { describe, expect, it } from "vitest";
import { daysSinceFollowUp } from "#domain/entities/customer/last-follow-up.ts";
import { stages } from "#domain/entities/opportunity/stages.ts";
import { recordId } from "#domain/id.ts";
import { deriveValue } from "#domain/query/derived.ts";
import type { DeriveContext, Row } from "#domain/schema/entity.ts";
import { daysInStage } from "#domain/stages/days.ts";

const days = daysInStage(stages);

/** Three in the morning of 22 November at UTC+8: in UTC it is still the day before. */
const NIGHT = Date.parse("2026-11-22T03:00:00+08:00");
const at = (time: string, today: string, offsetMinutes = 480): DeriveContext => ({ now: Date.parse(time), today, offsetMinutes, row: () => undefined });
const created = { by: recordId("user", "a"), at: NIGHT };

describe.each([
  ["[OP-09] days in stage", days, { id: recordId("opportunity", "a"), created }],
  ["[CU-02] days since the last follow-up", daysSinceFollowUp, { id: recordId("customer", "a"), created: { ...created, at: 0 }, lastFollowUpAt: NIGHT }],
] as const)("%s", (_, passed, row) => {
  it("begin on the day that the person lives in, not on that of UTC", () => {
    expect(passed(row, at("2026-11-22T03:00:00+08:00", "2026-11-22"))).toBe(0);
    expect(passed(row, at("2026-11-22T23:59:00+08:00", "2026-11-22"))).toBe(0);
    expect(passed(row, at("2026-11-23T00:01:00+08:00", "2026-11-23"))).toBe(1);
  });

  it("are others for a person elsewhere", () => expect(passed(row, at("2026-11-22T04:00:00Z", "2026-11-22", 0))).toBe(1));
});

it("a derived value is not remembered from one time zone to the next", () => {
  const derived = { kind: "integer", of: days } as const;
  const row: Row = { id: recordId("opportunity", "a"), created };
  const here = at("2026-11-22T12:00:00+08:00", "2026-11-22");
  expect(deriveValue(derived, row, here)).toBe(0);
  expect(deriveValue(derived, row, { ...here, offsetMinutes: 0 })).toBe(1);
});
