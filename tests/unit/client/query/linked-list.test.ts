import { describe, expect, it } from "vitest";
import { entityOf } from "#domain/entities/registry.ts";
import { checkFilter } from "#domain/query/filter.ts";
import { EMPTY_MEMORY, parseListMemory, writeListMemory, type ListMemory } from "#client/query/list-memory.ts";
import { definedSort, listQuery } from "#client/query/list-query.ts";
import { linkedHref, linkedQuery, openedBy, type LinkedList, type Whose } from "#client/query/linked-list.ts";
import { presetOf } from "#client/query/list-views.ts";
import { EMPTY_SPEC } from "#client/query/view-spec.ts";
import { closingSoon, hotCustomers, newThisWeek, quietCustomers, recentFollowUps } from "#client/scenes/home/home-queries.ts";
import { contextOf, createMemorySource } from "#tests/unit/domain/query/memory-source.ts";

const TODAY_LISTS = [closingSoon, recentFollowUps, hotCustomers, quietCustomers, newThisWeek];
const WHOSE: readonly Whose[] = ["mine", "all"];

/** What a list asks that stands as `memory` says, as its scene puts it together. */
const asked = (kind: string, memory: ListMemory) => {
  const entity = entityOf(kind);
  const spec = memory.changed[memory.view] ?? { ...EMPTY_SPEC, sort: definedSort(entity, memory.view) };
  return listQuery({ entity, view: memory.view, spec, search: memory.search, limit: memory.numbers[memory.view] });
};

/** A list that somebody left searched, filtered, on a board and with another limit. */
const leftBehind = ({ view }: LinkedList): ListMemory => ({
  ...EMPTY_MEMORY,
  view,
  layout: "board",
  search: "hj",
  page: 3,
  numbers: { [view]: 90, other: 7 },
  changed: { [view]: { ...EMPTY_SPEC, filter: { field: "created", is: "filled" }, sort: [{ by: "owner" }] }, other: EMPTY_SPEC },
  selected: ["customer/1"],
});

describe("a list opened from a figure", () => {
  for (const whose of WHOSE) {
    it(`[U-02] asks for the very records that the figure counted, however it was left: ${whose}`, () => {
      for (const list of TODAY_LISTS) {
        const link = list(whose);
        expect(asked(link.kind, openedBy(link, leftBehind(link)))).toEqual(linkedQuery(link));
        const restarted = parseListMemory(writeListMemory(openedBy(link, leftBehind(link))));
        expect(asked(link.kind, restarted)).toEqual(linkedQuery(link));
      }
    });
  }

  it("[U-02] leads to a tab that the kind has, and asks only for columns it has", () => {
    for (const list of TODAY_LISTS) {
      const link = list("mine");
      const entity = entityOf(link.kind);
      expect(linkedHref(link)).toBe(`/${link.kind}?view=${link.view}&whose=mine`);
      expect(link.view === "all" || presetOf(entity, link.view) !== undefined).toBe(true);
      const { filter } = linkedQuery(link);
      expect(filter && checkFilter(filter, entity, contextOf(createMemorySource())).ok).toBe(true);
    }
  });

  it("leaves the other tabs as they were", () => {
    const link = quietCustomers("all");
    const opened = openedBy(link, leftBehind(link));
    expect(opened).toMatchObject({ view: "quiet", layout: "list", search: "", page: 0, selected: [], numbers: { other: 7 } });
    expect(Object.keys(opened.changed)).toEqual(["other"]);
  });
});
