import * as fc from "#tests/properties.ts";
import { describe, expect, it } from "vitest";
import { EMPTY_SPEC, parseViewSpec, readFilter, sameSpec, writeViewSpec, type ViewSpec } from "#client/query/view-spec.ts";

const spec: ViewSpec = {
  filter: {
    all: [
      { field: "stage", is: "in", value: ["won", "lost"] },
      { any: [{ field: "expectedSignDate", is: "within", value: { days: -30 } }, { field: "created", is: "within", value: { period: "quarter", back: 1 } }] },
      { not: { field: "owner", is: "equals", value: "me" } },
    ],
  },
  sort: [{ by: "expectedAmount", down: true }, { by: "subject" }],
  columns: [{ path: "subject", width: 260 }, { path: "owner" }],
  frozen: 2,
  layout: "board",
};

describe("saved views", () => {
  it("[CU-05] come back as they were saved", () => {
    expect(parseViewSpec(writeViewSpec(spec))).toEqual(spec);
  });

  it("open with defaults whatever their text is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const read = parseViewSpec(text);
        expect(parseViewSpec(writeViewSpec(read))).toEqual(read);
      }),
    );
    for (const text of ["", "null", "[]", "7", '"x"', "{"]) expect(parseViewSpec(text)).toEqual(EMPTY_SPEC);
  });

  it("lose only the parts that make no sense", () => {
    const text = JSON.stringify({
      filter: { all: [{ field: "name", is: "contains", value: "a" }, { field: "name", is: "explodes" }, { any: [] }, 5] },
      sort: [{ by: "name" }, { down: true }, null],
      columns: ["name", { path: "owner", width: 99_999 }, { path: "name" }, { width: 3 }],
      frozen: -4,
      layout: "gallery",
      unknown: true,
    });
    expect(parseViewSpec(text)).toEqual({
      filter: { all: [{ field: "name", is: "contains", value: "a" }] },
      sort: [{ by: "name" }],
      columns: [{ path: "name" }, { path: "owner", width: 900 }],
      frozen: 1,
      layout: "list",
    });
  });

  it("refuse filters nested deeper than anybody reads", () => {
    let deep: unknown = { field: "name", is: "filled" };
    for (let level = 0; level < 1_000; level += 1) deep = { not: deep };
    expect(readFilter(deep)).toBeNull();
  });

  it("are the same when they show the same, and changed when a width is", () => {
    expect(sameSpec(spec, { ...spec })).toBe(true);
    expect(sameSpec(spec, { ...spec, columns: [{ path: "subject", width: 261 }, { path: "owner" }] })).toBe(false);
    expect(sameSpec(spec, { ...spec, sort: [] })).toBe(false);
  });
});
