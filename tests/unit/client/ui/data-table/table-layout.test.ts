import { describe, expect, it } from "vitest";
import { hideColumn, keepPlaces, moveColumn, placeColumns, resizeColumn } from "#client/ui/data-table/table-layout.ts";
import { poolSize, rowOfSlot, rowWindow, scrollToRow } from "#client/ui/data-table/row-window.ts";
import type { TableLayout } from "#client/ui/data-table/table.ts";

const layout: TableLayout = { columns: ["a", "b", "c", "d"].map((id) => ({ id, width: 100 })), frozen: 2 };
const ids = (of: TableLayout): string => of.columns.map((column) => column.id).join("");

describe("[UI-TABLE] columns", () => {
  it("a column that crosses the frozen edge joins the side it lands on", () => {
    expect([ids(moveColumn(layout, 3, 0)), moveColumn(layout, 3, 0).frozen]).toEqual(["dabc", 3]);
    expect([ids(moveColumn(layout, 0, 3)), moveColumn(layout, 0, 3).frozen]).toEqual(["bcda", 1]);
    expect([ids(moveColumn(layout, 0, 1)), moveColumn(layout, 0, 1).frozen]).toEqual(["bacd", 2]);
  });
  it("hiding a frozen column leaves one less frozen", () => {
    expect([ids(hideColumn(layout, "a")), hideColumn(layout, "a").frozen]).toEqual(["bcd", 1]);
    expect(hideColumn(layout, "d").frozen).toBe(2);
  });
  it("widths stay within bounds", () => {
    expect(resizeColumn(layout, "a", 3).columns[0]?.width).toBe(56);
    expect(resizeColumn(layout, "a", 5000).columns[0]?.width).toBe(900);
  });
  it("frozen columns stay one after the other behind the checkbox; a column the layout does not know comes last", () => {
    const columns = ["x", "d", "c", "b", "a"].map((id) => ({ id, label: id, render: () => null }));
    const placed = placeColumns(columns, layout, 40);
    expect(placed.map((entry) => entry.column.id).join("")).toBe("abcdx");
    expect(placed.map((entry) => entry.sticky)).toEqual([40, 140, null, null, null]);
    expect(placed.map((entry) => entry.edge)).toEqual([false, true, false, false, false]);
  });
  it("cells follow a column that moves or freezes, and no column that only becomes wider", () => {
    const columns = ["a", "b", "c", "d"].map((id) => ({ id, label: id, render: () => null }));
    const before = placeColumns(columns, layout, 40);
    const followed = (next: TableLayout): string => keepPlaces(placeColumns(columns, next, 40), before).flatMap((place, index) => (place === before[index] ? [] : [place.column.id])).join("");
    expect(followed(resizeColumn(layout, "c", 250))).toBe("");
    expect(followed(resizeColumn(layout, "a", 250))).toBe("b");
    expect(followed(moveColumn(layout, 2, 3))).toBe("dc");
    expect(followed({ ...layout, frozen: 3 })).toBe("bc");
  });
});

describe("[UI-TABLE] rows in sight", () => {
  it("every row of the window has exactly one element, at any place of 100,000 rows", () => {
    const count = 100_000;
    for (const top of [0, 37, 35_999, 1_800_000, count * 36 - 700]) {
      const sight = rowWindow(top, 700, 36, count);
      const pool = poolSize(700, 36, count);
      const rows = Array.from({ length: pool }, (_, slot) => rowOfSlot(slot, sight.first, pool)).sort((a, b) => a - b);
      expect(new Set(rows).size).toBe(pool);
      expect(rows[0]).toBe(sight.first);
      expect(rows).toContain(sight.last);
    }
  });
  it("one step of scrolling moves one element only", () => {
    const pool = poolSize(700, 36, 1000);
    const before = Array.from({ length: pool }, (_, slot) => rowOfSlot(slot, 100, pool));
    const after = Array.from({ length: pool }, (_, slot) => rowOfSlot(slot, 101, pool));
    expect(before.filter((row, slot) => row !== after[slot])).toEqual([100]);
  });
  it("an empty table needs no elements", () => {
    expect(poolSize(700, 36, 0)).toBe(0);
    expect(rowWindow(0, 700, 36, 0).first).toBe(0);
  });
  it("scrolls no further than a row needs", () => {
    expect(scrollToRow(10, 36, 0, 720)).toBe(0);
    expect(scrollToRow(20, 36, 0, 720)).toBe(36);
    expect(scrollToRow(2, 36, 500, 720)).toBe(72);
  });
});
