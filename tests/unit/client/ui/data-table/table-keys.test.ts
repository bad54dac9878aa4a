import { describe, expect, it } from "vitest";
import { afterEdit, cycleSort, tableIntent, type KeyPress } from "#client/ui/data-table/table-keys.ts";

const size = { rows: 100_000, columns: 5, page: 20 };
const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });
const at = (row: number, column: number): { row: number; column: number } => ({ row, column });

describe("[UI-TABLE] moving", () => {
  it.each([
    ["ArrowDown", {}, at(4, 2)],
    ["ArrowUp", {}, at(2, 2)],
    ["ArrowLeft", {}, at(3, 1)],
    ["ArrowRight", {}, at(3, 3)],
    ["Home", {}, at(3, 0)],
    ["End", {}, at(3, 4)],
    ["PageDown", {}, at(23, 2)],
    ["PageUp", {}, at(0, 2)],
    ["Home", { ctrlKey: true }, at(0, 0)],
    ["End", { ctrlKey: true }, at(99_999, 4)],
    ["ArrowDown", { metaKey: true }, at(99_999, 2)],
  ] as const)("%s %j goes where expected", (key, held, cell) => {
    expect(tableIntent(press(key, held), at(3, 2), size)).toEqual({ type: "go", cell });
  });
  it("stops at the edges, with the header above the first row", () => {
    expect(tableIntent(press("ArrowUp"), at(0, 0), size)).toEqual({ type: "go", cell: at(-1, 0) });
    expect(tableIntent(press("ArrowUp"), at(-1, 0), size)).toEqual({ type: "go", cell: at(-1, 0) });
    expect(tableIntent(press("ArrowDown"), at(99_999, 4), size)).toEqual({ type: "go", cell: at(99_999, 4) });
    expect(tableIntent(press("ArrowRight"), at(0, 4), size)).toEqual({ type: "go", cell: at(0, 4) });
  });
});

describe("[UI-TABLE] acting on a cell", () => {
  it("Enter and F2 edit, a character replaces, Ctrl-Enter opens", () => {
    expect(tableIntent(press("Enter"), at(1, 1), size)).toEqual({ type: "edit", replace: false });
    expect(tableIntent(press("F2"), at(1, 1), size)).toEqual({ type: "edit", replace: false });
    expect(tableIntent(press("가"), at(1, 1), size)).toEqual({ type: "edit", replace: true });
    expect(tableIntent(press("Enter", { ctrlKey: true }), at(1, 1), size)).toEqual({ type: "open" });
  });
  it("Space selects, Shift-Space and Shift-arrows select a range, Ctrl-A all", () => {
    expect(tableIntent(press(" "), at(1, 1), size)).toEqual({ type: "select" });
    expect(tableIntent(press(" ", { shiftKey: true }), at(7, 1), size)).toEqual({ type: "selectTo", row: 7 });
    expect(tableIntent(press("ArrowDown", { shiftKey: true }), at(7, 1), size)).toEqual({ type: "selectTo", row: 8 });
    expect(tableIntent(press("a", { ctrlKey: true }), at(7, 1), size)).toEqual({ type: "selectAll" });
  });
  it("leaves Tab, app shortcuts and the help key alone", () => {
    for (const key of [press("Tab"), press("k", { ctrlKey: true }), press("?", { shiftKey: true }), press("ArrowLeft", { altKey: true })]) {
      expect(tableIntent(key, at(1, 1), size)).toBeNull();
    }
  });
});

describe("[UI-TABLE] acting on a heading", () => {
  it("Enter sorts, Shift-Enter adds, Alt-arrows move or open the menu", () => {
    expect(tableIntent(press("Enter"), at(-1, 2), size)).toEqual({ type: "sort", further: false });
    expect(tableIntent(press("Enter", { shiftKey: true }), at(-1, 2), size)).toEqual({ type: "sort", further: true });
    expect(tableIntent(press("ArrowRight", { altKey: true }), at(-1, 2), size)).toEqual({ type: "moveColumn", by: 1 });
    expect(tableIntent(press("ArrowDown", { altKey: true }), at(-1, 2), size)).toEqual({ type: "columnMenu" });
  });
  it("does not edit it", () => {
    expect(tableIntent(press("x"), at(-1, 2), size)).toBeNull();
  });
});

describe("[UI-TABLE] going on after an edit", () => {
  it("Enter goes down, Tab right and into the next row", () => {
    expect(afterEdit("Enter", false, at(3, 2), size)).toEqual(at(4, 2));
    expect(afterEdit("Tab", false, at(3, 4), size)).toEqual(at(4, 0));
    expect(afterEdit("Tab", true, at(3, 0), size)).toEqual(at(2, 4));
  });
  it("stays at the ends of the table", () => {
    expect(afterEdit("Enter", false, at(99_999, 2), size)).toBeNull();
    expect(afterEdit("Tab", true, at(0, 0), size)).toBeNull();
  });
});

describe("[UI-TABLE] sorting", () => {
  it("goes ascending, descending, unsorted", () => {
    expect(cycleSort([], "a", false)).toEqual([{ by: "a" }]);
    expect(cycleSort([{ by: "a" }], "a", false)).toEqual([{ by: "a", down: true }]);
    expect(cycleSort([{ by: "a", down: true }], "a", false)).toEqual([]);
  });
  it("keeps the other columns when a further one is added or turned", () => {
    expect(cycleSort([{ by: "a" }], "b", true)).toEqual([{ by: "a" }, { by: "b" }]);
    expect(cycleSort([{ by: "a" }, { by: "b" }], "a", true)).toEqual([{ by: "a", down: true }, { by: "b" }]);
    expect(cycleSort([{ by: "a" }, { by: "b" }], "c", false)).toEqual([{ by: "c" }]);
  });
});
