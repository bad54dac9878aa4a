import type { SlotCodes, Slotted } from "#domain/query/slotted.ts";
import { unitsAt } from "#domain/reports/facts.ts";
import type { Cell, Row } from "#domain/schema/entity.ts";
import { linesOf } from "#domain/schema/read.ts";

/** Slots of rows that are in memory as they are. */
export interface PlainSlots extends Slotted {
  readonly put: (row: Row) => void;
  readonly drop: (id: string) => void;
}

type Fields = Readonly<Record<string, Cell>>;

const codesOf = (rows: readonly (Fields | undefined)[], field: string): SlotCodes => {
  const cells: Cell[] = [undefined];
  const known = new Map<Cell, number>([[undefined, 0]]);
  const codes = Int32Array.from(rows, (row) => {
    const cell = row?.[field];
    let code = known.get(cell);
    if (code === undefined) known.set(cell, (code = cells.push(cell) - 1));
    return code;
  });
  return { codes, cells };
};

const unitsOf = (rows: readonly (Fields | undefined)[], field: string, scale: number): Float64Array => Float64Array.from(rows, (row) => unitsAt(row?.[field], scale));

export const createPlainSlots = (given: Iterable<Row>): PlainSlots => {
  const rows: (Row | undefined)[] = [];
  const slots = new Map<string, number>();
  const put = (row: Row): void => {
    const slot = slots.get(row.id) ?? rows.length;
    slots.set(row.id, slot);
    rows[slot] = row;
  };
  for (const row of given) put(row);

  return {
    size: () => rows.length,
    of: (record) => slots.get(record) ?? -1,
    id: (slot) => (rows[slot] as Row).id,
    has: (slot) => rows[slot] !== undefined,
    row: (slot) => rows[slot],
    codes: (field) => codesOf(rows, field),
    units: (field, scale) => unitsOf(rows, field, scale),
    lines: (list) => {
      const lists = rows.map((row) => linesOf(row ?? {}, list));
      const lines = lists.flat();
      return { lengths: Int32Array.from(lists, (own) => own.length), codes: (field) => codesOf(lines, field), units: (field, scale) => unitsOf(lines, field, scale) };
    },
    each: (_, visit) => {
      for (const [slot, row] of rows.entries()) if (row) visit(slot, row);
    },
    put,
    drop: (id) => {
      const slot = slots.get(id);
      if (slot !== undefined) rows[slot] = undefined;
    },
  };
};
