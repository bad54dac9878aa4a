import type { LineRow, Row } from "#domain/schema/entity.ts";
import { linesOf } from "#domain/schema/read.ts";
import type { SlottedLines } from "#domain/query/slotted.ts";
import type { LineAmount, LineFacts } from "#domain/reports/facts.ts";
import { grown, packCodes, packUnits, roomFor, type Packed, type PackedCodes, type PackedUnits } from "./packed.ts";

/** The lines of one list of all records of a kind, kept up record by record. */
export interface LineTable extends Packed<Row> {
  readonly facts: () => LineFacts;
  /** Whether more places are empty than are worth keeping: time to build it anew. */
  readonly wasteful: () => boolean;
}

export interface LineSource {
  readonly list: string;
  /** Records have slots below this. */
  readonly size: number;
  /** Undefined where there is no record that counts. */
  readonly row: (slot: number) => Row | undefined;
  /** Whether there is one. */
  readonly has: (slot: number) => boolean;
  /** Of now. */
  readonly lines: () => SlottedLines;
}

const NO_RECORD = -1;
/** Empty places that nobody minds. */
const WASTE = 1_000;

/** Lines of one record lie side by side: fewer stay where they were, more move behind all others. */
export const createLineTable = ({ list, size: records, row, has, lines }: LineSource): LineTable => {
  /** Let go of once a record has changed: what is stored no longer lies as it does here. */
  let found: SlottedLines | null = lines();
  const starts = new Map<number, number>();
  // Behind them there may be records in the recycle bin: their lines have no places here.
  let lengths = grown(found.lengths.subarray(0, records), new Int32Array(roomFor(records)), 0);
  const places = new Int32Array(records);
  let size = 0;
  for (let slot = 0; slot < records; slot += 1) {
    places[slot] = size;
    size += lengths[slot]!;
  }
  let parents = new Int32Array(roomFor(size)).fill(NO_RECORD);
  let live = 0;
  for (let slot = 0; slot < records; slot += 1) {
    if (!has(slot)) {
      lengths[slot] = 0;
      continue;
    }
    live += lengths[slot]!;
    parents.fill(slot, places[slot], places[slot]! + lengths[slot]!);
  }
  const codes = new Map<string, PackedCodes<LineRow>>();
  const units = new Map<string, PackedUnits<LineRow>>();

  const startOf = (slot: number): number => starts.get(slot) ?? places[slot] ?? 0;
  const lineAt = (at: number): LineRow | undefined => {
    const parent = parents[at] ?? NO_RECORD;
    return parent === NO_RECORD ? undefined : linesOf(row(parent) ?? {}, list)[at - startOf(parent)];
  };

  const write = (at: number, parent: number, line: LineRow | undefined): void => {
    if (at >= parents.length) parents = grown(parents, new Int32Array(roomFor(at)), NO_RECORD);
    live += Number(parent !== NO_RECORD) - Number(parents[at] !== NO_RECORD);
    parents[at] = parent;
    size = Math.max(size, at + 1);
    for (const packed of [...codes.values(), ...units.values()]) {
      if (line) packed.put(at, line);
      else packed.drop(at);
    }
  };

  const put = (slot: number, own: readonly LineRow[]): void => {
    found = null;
    if (slot >= lengths.length) lengths = grown(lengths, new Int32Array(roomFor(slot)), 0);
    const before = lengths[slot]!;
    const old = startOf(slot);
    const start = own.length > before ? size : old;
    lengths[slot] = own.length;
    starts.set(slot, start);
    for (const [at, line] of own.entries()) write(start + at, slot, line);
    for (let at = start === old ? own.length : 0; at < before; at += 1) write(old + at, NO_RECORD, undefined);
  };

  const packedAs = <P>(name: string, into: Map<string, P>, make: () => P): P => {
    const known = into.get(name);
    if (known) return known;
    const packed = make();
    into.set(name, packed);
    return packed;
  };

  const hasLine = (at: number): boolean => parents[at] !== NO_RECORD;

  const eachLine = (visit: (at: number, line: LineRow) => void): void => {
    for (let at = 0; at < size; at += 1) {
      const line = lineAt(at);
      if (line) visit(at, line);
    }
  };

  const unitsIn = (stored: SlottedLines, { from: { fields, of } }: LineAmount): Float64Array => {
    const columns = fields.map(([field, scale]) => stored.units(field, scale));
    const line: number[] = columns.map(() => 0);
    const units = new Float64Array(size);
    for (let at = 0; at < size; at += 1) {
      for (let place = 0; place < columns.length; place += 1) line[place] = columns[place]![at]!;
      units[at] = of(line);
    }
    return units;
  };

  return {
    put: (slot, of) => put(slot, linesOf(of, list)),
    drop: (slot) => put(slot, []),
    wasteful: () => size > 2 * live + WASTE,
    facts: () => ({
      size,
      parents,
      lengths,
      start: startOf,
      line: lineAt,
      codes: (column) => packedAs(column.name, codes, () => packCodes(found ? { size, has: hasLine, stored: found.codes(column.name) } : { size, each: eachLine }, column)).now(),
      units: (amount) => packedAs(amount.name, units, () => packUnits(found ? { size, has: hasLine, stored: unitsIn(found, amount) } : { size, each: eachLine }, amount)).now(),
    }),
  };
};
