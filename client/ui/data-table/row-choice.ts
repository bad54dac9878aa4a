import { createSignal } from "solid-js";
import type { DataTableProps } from "./table.ts";

export interface RowChoice {
  readonly toggle: (row: number) => void;
  /** From the row chosen last to `row`, both included. */
  readonly to: (row: number) => Promise<void>;
  readonly all: (chosen: boolean) => Promise<void>;
  readonly state: () => "none" | "some" | "all";
}

/** Turns positions into ids. Rows out of sight are named by `ids()`, which is asked only when they are needed. */
export const createRowChoice = <Row extends object>(table: DataTableProps<Row>): RowChoice => {
  const [anchor, setAnchor] = createSignal(0);
  const idAt = (row: number): string | undefined => {
    const found = table.rowAt(row);
    return found ? table.rowId(found) : undefined;
  };
  const between = async (first: number, last: number): Promise<readonly string[]> => {
    const here = Array.from({ length: last - first + 1 }, (_, index) => idAt(first + index));
    const known = here.filter((id) => id !== undefined);
    if (known.length === here.length || !table.ids) return known;
    return (await table.ids()).slice(first, last + 1);
  };
  return {
    toggle: (row) => {
      const id = idAt(row);
      if (id === undefined || !table.selection) return;
      table.selection.set([id], !table.selection.has(id));
      setAnchor(row);
    },
    to: async (row) => {
      table.selection?.set(await between(Math.min(anchor(), row), Math.max(anchor(), row)), true);
    },
    all: async (chosen) => {
      if (!chosen) {
        table.selection?.clear();
        return;
      }
      table.selection?.set(await between(0, table.count - 1), true);
    },
    state: () => {
      const size = table.selection?.ids().size ?? 0;
      if (size === 0) return "none";
      return size >= table.count ? "all" : "some";
    },
  };
};
