import { describe, expect, it } from "vitest";
import type { ImportMap } from "#domain/transfer/import-map.ts";
import { id, planInput, planOf, row, sheet } from "./planning.ts";

const deals: ImportMap = {
  version: 1,
  entity: "opportunity",
  key: ["externalNo"],
  columns: [
    { heading: "no", to: "externalNo" },
    { heading: "subject", to: "subject" },
    { heading: "customer", to: "customer" },
  ],
};
const heads = ["no", "subject", "customer"];
const world = {
  customer: [row("customer", "acme", { name: "Acme" })],
  opportunity: [row("opportunity", "old", { subject: "Lamps", customer: id("customer", "acme"), externalNo: "A-0" })],
};

describe("possible duplicates among numbered rows", () => {
  it("[I-08] records with a number of their own each are not taken for one another", () => {
    const plan = planOf(deals, sheet(heads, ["A-1", "Lamps", "Acme"], ["A-2", "Lamps", "Acme"]), planInput(world));
    expect([plan.creates.length, plan.duplicates]).toEqual([2, []]);
  });

  it("[I-08] a row without its number may be the record that is there", () => {
    const plan = planOf(deals, sheet(heads, ["", "Lamps", "Acme"]), planInput(world));
    expect(plan.duplicates.map(({ line, twin }) => [line, twin.id])).toEqual([[2, id("opportunity", "old")]]);
  });

  it("[I-08] a key that is what the records have in common tells nothing apart", () => {
    const customers: ImportMap = { version: 1, entity: "customer", key: ["name"], columns: [{ heading: "name", to: "name" }] };
    const plan = planOf(customers, sheet(["name"], ["Bolt Ltd"], ["BOLT Limited"]), planInput());
    expect(plan.duplicates.map(({ line }) => line)).toEqual([3]);
  });
});
