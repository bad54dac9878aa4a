import type { RecordId } from "#domain/id.ts";
import type { Cell, Row } from "#domain/schema/entity.ts";

/** One code per slot, equal ones for equal cells. */
export interface SlotCodes {
  readonly codes: Int32Array;
  readonly cells: readonly Cell[];
}

/**
 * The rows of one kind by number: a record keeps its slot as long as the source is there, and slots may be empty. The arrays are
 * made anew at each call and belong to whoever asked.
 */
export interface Slotted {
  /** One more than the largest slot. */
  readonly size: () => number;
  /** -1 when the record has none. */
  readonly of: (record: string) => number;
  readonly id: (slot: number) => RecordId;
  /** Whether there is a row in the slot. */
  readonly has: (slot: number) => boolean;
  readonly row: (slot: number) => Row | undefined;
  /** What a field of the rows holds, read without making rows; `undefined` in empty slots. */
  readonly codes: (field: string) => SlotCodes;
  /** A field of decimals or whole numbers as `unitsAt` reads them at a scale; NaN in empty slots. */
  readonly units: (field: string, scale: number) => Float64Array;
  /** The lines of all rows, those of one row after the other. */
  readonly lines: (list: string) => SlottedLines;
  /** Visits every row. Where `fields` are given it need have nothing else, not even the id; `advances.stage` is that of each entry of a list. */
  readonly each: (fields: readonly string[] | undefined, visit: (slot: number, row: Row) => void) => void;
}

/** The lines of a list by number, slot after slot. */
export interface SlottedLines {
  /** How many lines each slot has. */
  readonly lengths: Int32Array;
  readonly codes: (field: string) => SlotCodes;
  readonly units: (field: string, scale: number) => Float64Array;
}

export interface SlottedSource {
  /** Undefined when the kind is not registered. */
  readonly slotted: (kind: string) => Slotted | undefined;
}
