import { describe, expect, it } from "vitest";
import { opportunity } from "#domain/entities/opportunity/opportunity.ts";
import { inPlay } from "#domain/entities/opportunity/stages.ts";
import { checkFilter, matches } from "#domain/query/filter.ts";
import { contextOf, createMemorySource, rowOf } from "#tests/unit/domain/query/memory-source.ts";
import { advancedFields } from "#domain/stages/advance.ts";
import { endedAs, fieldsBeside, fieldsOfPath, fieldsOnceOver, isOpen } from "#domain/stages/outcome.ts";
import type { Filter } from "#domain/schema/entity.ts";

const { stages } = opportunity;
const deals = [...stages.steps.map(({ id }) => rowOf("opportunity", id, { stage: id })), rowOf("opportunity", "none", {}), rowOf("opportunity", "left", { stage: "proposal", status: "abandoned" })];
const keys = (filter: Filter): readonly string[] => deals.filter((row) => matches(filter, row, opportunity, contextOf(createMemorySource(deals)))).map(({ id }) => id.split("/")[1] ?? "");

describe("the end of a path of stages", () => {
  it("[OP-03] open, won and lost follow from the outcomes of the steps", () => {
    expect(keys(endedAs(stages, "won"))).toEqual(["won"]);
    expect(keys(endedAs(stages, "lost"))).toEqual(["lost"]);
    expect(keys(isOpen(stages))).toEqual(["prospecting", "engaging", "analysis", "proposal", "negotiation", "none", "left"]);
  });

  it("[OP-05] what was abandoned is in play no more", () => {
    expect(keys({ all: inPlay })).toEqual(["prospecting", "engaging", "analysis", "proposal", "negotiation", "none"]);
  });

  it("[OP-17] a win asks why it was won, a loss why it was lost", () => {
    expect(fieldsOnceOver(stages, "won")).toEqual(["wonReason", "closedOn", "stageNote"]);
    expect(fieldsOnceOver(stages, "lost")).toEqual(["lostReason", "competitors", "closedOn", "stageNote"]);
    expect(fieldsBeside(stages, undefined)).toEqual(["probability", "stageNote"]);
    expect(fieldsBeside(stages, "won")).toContain("wonReason");
  });

  it("every field that the stages name is one of the kind", () => {
    const columns = [...fieldsOfPath(stages), ...advancedFields(stages), ...fieldsOnceOver(stages, "lost"), stages.sum, stages.days];
    for (const field of columns) expect(checkFilter({ field, is: "filled" }, opportunity, contextOf(createMemorySource(deals))), field).toMatchObject({ ok: true });
  });
});
