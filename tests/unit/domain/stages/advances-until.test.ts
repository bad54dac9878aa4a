import { expect, it } from "vitest";
import { entityOf } from "#domain/entities/registry.ts";
import { recordId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import { advancesUntil } from "#domain/stages/advances-until.ts";

const entity = entityOf("opportunity");
const { stages } = entity;
const step = (key: string, stage: string, at: number) => ({ key, stage, probability: String(at), note: null, by: recordId("user", "ann"), at });

it("[T-05] a path that the history does not tell of is cut at the day, and leaves the stage that it had reached", () => {
  if (!stages) throw new Error("opportunities have stages");
  const [first, second] = stages.steps;
  const won = stages.steps.find(({ outcome }) => outcome === "won")?.id ?? "";
  const log = [step("a", first?.id ?? "", 10), step("b", second?.id ?? "", 20), step("c", won, 30)];
  const row = { id: recordId("opportunity", "o"), [stages.field]: won, [stages.log]: log, [stages.closed ?? ""]: "2026-01-01" } as unknown as Row;
  expect(advancesUntil(entity, row, 30)).toBe(row);
  expect(advancesUntil(entity, row, 29)).toMatchObject({ [stages.field]: second?.id, [stages.log]: log.slice(0, 2), [stages.closed ?? ""]: null });
  expect(advancesUntil(entity, row, 5)).toMatchObject({ [stages.field]: first?.id, [stages.log]: [] });
});
