import { describe, expect, it } from "vitest";
import { changedPaths, rowPaths, shownAt } from "#client/replica/row-paths.ts";
import { opportunity } from "#domain/entities/opportunity/opportunity.ts";
import type { Row } from "#domain/schema/entity.ts";

const KEY = "0mb4wqrd5t9yp00a";
const mark = { by: "user/0m3gls4g01km9jov", at: 5 };
const row = (more: object): Row => ({ id: "opportunity/0mqu8k3jabvlv5no", subject: "Line 2", daysInStage: 4, ...more }) as unknown as Row;

describe("a row as paths", () => {
  it("fields, members, lines and log entries have paths; derived columns have none", () => {
    const paths = rowPaths(opportunity, row({ contacts: ["contact/0m3i29f1ut4k31ok"], lines: [{ key: KEY, added: mark, quantity: "2" }], advances: [{ key: KEY, ...mark, stage: "won" }] }));
    expect(Object.fromEntries(paths)).toEqual({
      subject: "Line 2",
      "set/contacts/contact/0m3i29f1ut4k31ok": 1,
      [`line/lines/${KEY}`]: mark,
      [`line/lines/${KEY}/quantity`]: "2",
      [`log/advances/${KEY}`]: { ...mark, stage: "won" },
    });
  });

  it("only what differs counts as changed, also what is gone", () => {
    const before = rowPaths(opportunity, row({ budget: "5", created: mark }));
    const after = rowPaths(opportunity, row({ created: { ...mark }, address: "Suzhou" }));
    expect(Object.fromEntries(changedPaths(before, after))).toEqual({ address: "Suzhou", budget: null });
  });

  it("a member's change glows at its set, a line's value at its own cell", () => {
    expect(shownAt("set/contacts/contact/0m3i29f1ut4k31ok")).toBe("contacts");
    expect(shownAt(`line/lines/${KEY}/quantity`)).toBe(`line/lines/${KEY}/quantity`);
  });
});
