import * as fc from "#tests/properties.ts";
import { describe, expect, it } from "vitest";
import { asSearched, EMPTY_MEMORY, parseListMemory, writeListMemory, type ListMemory } from "#client/query/list-memory.ts";
import { pageOf } from "#client/scenes/list/paging.ts";
import { EMPTY_SPEC } from "#client/query/view-spec.ts";

const memory: ListMemory = {
  view: "vip",
  start: "mine",
  columns: [{ path: "name", width: 200 }],
  frozen: 2,
  layout: "board",
  pageSize: 20,
  changed: { vip: { ...EMPTY_SPEC, sort: [{ by: "name", down: true }] } },
  numbers: { quiet: 45 },
  search: "hj",
  page: 3,
  place: { top: 720, left: 0, cell: { row: 20, column: 1 } },
  selected: ["customer/a"],
};

describe("how a list was left", () => {
  it("comes back on the same device", () => {
    expect(parseListMemory(writeListMemory(memory))).toEqual(memory);
  });

  it("has no place in a list that is searched for something else, or for nothing any more", () => {
    expect(asSearched(memory, "hj")).toBe(memory);
    expect(asSearched(memory, "")).toEqual({ ...memory, search: "", page: 0, place: null, selected: [] });
  });

  it("starts anew when what was kept cannot be read", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const read = parseListMemory(text);
        expect(parseListMemory(writeListMemory(read))).toEqual(read);
      }),
    );
    expect(parseListMemory(null)).toEqual(EMPTY_MEMORY);
    expect(parseListMemory("{")).toEqual(EMPTY_MEMORY);
    expect(parseListMemory('{"pageSize":7,"page":-1,"place":{"top":"x"}}')).toEqual({ ...EMPTY_MEMORY, place: { top: 0, left: 0, cell: null } });
  });
});

describe("pages of a list", () => {
  it("[CU-11] have 10, 20 or 30 rows, the last one what is left", () => {
    expect(pageOf(0, 10, 25)).toEqual({ first: 0, size: 10, at: 0, pages: 3, paged: true });
    expect(pageOf(2, 10, 25)).toEqual({ first: 20, size: 5, at: 2, pages: 3, paged: true });
    expect(pageOf(1, 30, 30)).toEqual({ first: 0, size: 30, at: 0, pages: 1, paged: true });
  });

  it("end at the last one when rows have gone meanwhile", () => {
    expect(pageOf(9, 20, 41)).toMatchObject({ at: 2, first: 40, size: 1 });
    expect(pageOf(9, 20, 0)).toMatchObject({ at: 0, first: 0, size: 0, pages: 1 });
  });

  it("are one long list when no size is chosen", () => {
    expect(pageOf(4, 0, 1_200)).toMatchObject({ first: 0, size: 1_200, pages: 1, paged: false });
  });
});
