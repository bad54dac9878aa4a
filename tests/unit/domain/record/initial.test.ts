import { describe, expect, it } from "vitest";
import { opportunity } from "#domain/entities/opportunity/opportunity.ts";
import { product } from "#domain/entities/product/product.ts";
import { recordId } from "#domain/id.ts";
import { initialLine, initialValues } from "#domain/record/initial.ts";
import { defineEntity } from "#domain/schema/entity.ts";

const maker = { me: recordId("user", "ann"), today: "2026-11-22" };

describe("what a new record begins with", () => {
  it("its kind's defaults, where nothing is said; a value given stands, also an empty one", () => {
    expect(initialValues(opportunity, { stage: "won", discoveredOn: null }, maker)).toEqual({ status: "open", commitment: "likely", owner: maker.me });
    expect(initialValues(opportunity, {}, maker)).toMatchObject({ stage: "prospecting", discoveredOn: "2026-11-22" });
    expect(initialLine(opportunity, "lines", "0000000000000001", maker)).toEqual({ "line/lines/0000000000000001/quantity": "1" });
  });

  it("members of a set unless some are given, and nothing of a facet", () => {
    const kind = defineEntity({
      ...product,
      fields: { ...product.fields, secret: { kind: "text", facet: "cost", initial: "x" } },
      sets: { tags: { of: { kind: "option", options: [{ id: "new" }, { id: "old" }] }, initial: ["new"] } },
    });
    expect(initialValues(kind, {}, maker)).toMatchObject({ "set/tags/new": 1 });
    expect(initialValues(kind, { "set/tags/old": 1 }, maker)).not.toHaveProperty(["set/tags/new"]);
    expect(initialValues(kind, {}, maker)).not.toHaveProperty("secret");
  });
});
