import type { RecordId } from "#domain/id.ts";
import type { Cell, Row } from "#domain/schema/entity.ts";
import { isSet, numberAt, rankOf, type Width } from "./bytes.ts";
import { dayText, unitsToText, type Column, type NumbersAt, type Pack } from "./column.ts";
import { KEY_WORDS, wordsToKey } from "./key-words.ts";

const decoder = new TextDecoder();

const WORD: Width = 4;

const words = new Uint32Array(KEY_WORDS);

const keyAt = (bytes: Uint8Array, at: number, index: number): string => {
  for (let word = 0; word < KEY_WORDS; word += 1) words[word] = numberAt(bytes, at, WORD, index * KEY_WORDS + word);
  return wordsToKey(words, 0);
};

const startOf = (bytes: Uint8Array, { at, width }: NumbersAt, index: number): number => (index === 0 ? 0 : numberAt(bytes, at, width, index - 1));

const fieldsAt = (bytes: Uint8Array, columns: Pack["columns"], index: number, into: Record<string, unknown>): void => {
  for (const [name, column] of columns) {
    const cell = cellAt(bytes, column, index);
    if (cell !== undefined) into[name] = cell;
  }
};

/** One cell of a column. */
const cellAt = (bytes: Uint8Array, column: Column, index: number): unknown => {
  switch (column.is) {
    case "some":
      return isSet(bytes, column.bits, index) ? cellAt(bytes, column.of, rankOf(bytes, column.bits, index)) : column.missing;
    case "words":
      return column.cells[numberAt(bytes, column.codes.at, column.codes.width, index)];
    case "pick":
      return cellAt(bytes, column.of, numberAt(bytes, column.codes.at, column.codes.width, index));
    case "text":
      return decoder.decode(bytes.subarray(column.text + startOf(bytes, column.ends, index), column.text + numberAt(bytes, column.ends.at, column.ends.width, index)));
    case "keys":
      return column.prefix + keyAt(bytes, column.at, index);
    case "numbers":
      return column.least + numberAt(bytes, column.numbers.at, column.numbers.width, index);
    case "decimals":
      return unitsToText(column.least + numberAt(bytes, column.numbers.at, column.numbers.width, index), column.scale, column.zeros);
    case "days":
      return dayText(column.least + numberAt(bytes, column.numbers.at, column.numbers.width, index));
    case "object": {
      const object: Record<string, unknown> = {};
      fieldsAt(bytes, column.fields, index, object);
      return object;
    }
    case "list": {
      const list: unknown[] = [];
      const end = numberAt(bytes, column.ends.at, column.ends.width, index);
      for (let at = startOf(bytes, column.ends, index); at < end; at += 1) list.push(cellAt(bytes, column.items, at));
      return list;
    }
    case "json":
      return JSON.parse(cellAt(bytes, column.of, index) as string);
  }
};

/** A text per cell out of one that is decoded at once. */
const textsOf = (bytes: Uint8Array, column: Extract<Column, { is: "text" }>, count: number): readonly string[] => {
  const { at, width } = column.ends;
  const length = count === 0 ? 0 : numberAt(bytes, at, width, count - 1);
  const whole = decoder.decode(bytes.subarray(column.text, column.text + length));
  const texts: string[] = [];
  const plain = whole.length === length;
  let from = 0;
  let byte = 0;
  for (let i = 0; i < count; i += 1) {
    const end = numberAt(bytes, at, width, i);
    let to = end;
    if (!plain) {
      // Every byte that begins a character is a unit; those that need four bytes are two.
      for (to = from; byte < end; byte += 1) {
        const first = bytes[column.text + byte]!;
        if ((first & 0xc0) !== 0x80) to += first >= 0xf0 ? 2 : 1;
      }
    }
    texts.push(whole.slice(from, to));
    from = to;
  }
  return texts;
};

const objectsOf = (bytes: Uint8Array, columns: Pack["columns"], objects: readonly Record<string, unknown>[]): void => {
  for (const [name, column] of columns) {
    const cells = cellsIn(bytes, column, objects.length);
    for (let i = 0; i < objects.length; i += 1) if (cells[i] !== undefined) objects[i]![name] = cells[i];
  }
};

/** All cells of a column: a lot faster than one by one. */
const cellsIn = (bytes: Uint8Array, column: Column, count: number): readonly unknown[] => {
  const cells: unknown[] = [];
  switch (column.is) {
    case "some": {
      const there = cellsIn(bytes, column.of, rankOf(bytes, column.bits, count));
      let next = 0;
      for (let at = 0; at < count; at += 1) cells.push(isSet(bytes, column.bits, at) ? there[next++] : column.missing);
      return cells;
    }
    case "pick": {
      const of = cellsIn(bytes, column.of, column.count);
      for (let at = 0; at < count; at += 1) cells.push(of[numberAt(bytes, column.codes.at, column.codes.width, at)]);
      return cells;
    }
    case "text":
      return textsOf(bytes, column, count);
    case "object": {
      const objects = Array.from({ length: count }, (): Record<string, unknown> => ({}));
      objectsOf(bytes, column.fields, objects);
      return objects;
    }
    case "list": {
      const items = cellsIn(bytes, column.items, column.count);
      let from = 0;
      for (let at = 0; at < count; at += 1) {
        const end = numberAt(bytes, column.ends.at, column.ends.width, at);
        cells.push(items.slice(from, end));
        from = end;
      }
      return cells;
    }
    case "json":
      return cellsIn(bytes, column.of, count).map((text) => JSON.parse(text as string) as unknown);
    default:
      for (let at = 0; at < count; at += 1) cells.push(cellAt(bytes, column, at));
      return cells;
  }
};

const columnOf = (pack: Pack, name: string): Column | undefined => pack.columns.find(([known]) => known === name)?.[1];

/** Row `index` of a pack, made anew each time. */
export const readRow = (pack: Pack, index: number, id: RecordId): Row => {
  const row: Record<string, unknown> = { id };
  fieldsAt(pack.bytes, pack.columns, index, row);
  return row as Row;
};

/** A column without what is not asked for: of objects, and of lists of them, only those parts. */
const withParts = (column: Column, parts: readonly string[]): Column => {
  switch (column.is) {
    case "object":
      return { ...column, fields: withFields(column.fields, parts) };
    case "list":
      return { ...column, items: withParts(column.items, parts) };
    case "some":
    case "pick":
      return { ...column, of: withParts(column.of, parts) };
    default:
      return column;
  }
};

const withFields = (columns: Pack["columns"], paths: readonly string[]): Pack["columns"] =>
  columns.flatMap(([name, column]) => {
    if (paths.includes(name)) return [[name, column] as const];
    const parts = paths.flatMap((path) => (path.startsWith(`${name}.`) ? [path.slice(name.length + 1)] : []));
    return parts.length > 0 ? [[name, withParts(column, parts)] as const] : [];
  });

/** Some fields of all rows of a pack; `advances.stage` is that of each of the list's entries, which then have nothing else. */
export const readFields = (pack: Pack, paths: readonly string[]): readonly Record<string, unknown>[] => {
  const rows = Array.from({ length: pack.count }, (): Record<string, unknown> => ({}));
  objectsOf(pack.bytes, withFields(pack.columns, paths), rows);
  return rows;
};

/** All rows of a pack. */
export const readRows = (pack: Pack, ids: readonly RecordId[]): readonly Row[] => {
  const rows = ids.map((id): Record<string, unknown> => ({ id }));
  objectsOf(pack.bytes, pack.columns, rows);
  return rows as unknown as readonly Row[];
};

export const readCell = (pack: Pack, name: string, index: number): Cell => {
  const column = columnOf(pack, name);
  return column && (cellAt(pack.bytes, column, index) as Cell);
};

export const readCells = (pack: Pack, name: string): readonly Cell[] => {
  const column = columnOf(pack, name);
  return column ? (cellsIn(pack.bytes, column, pack.count) as readonly Cell[]) : Array.from({ length: pack.count }, () => undefined);
};

/** The items of a column of lists of objects, as a pack of their own, and how many each list has. */
export interface PackedItems {
  readonly lengths: Int32Array;
  readonly items: Pack;
}

const itemsIn = (bytes: Uint8Array, column: Column, count: number): PackedItems | null => {
  const lengths = new Int32Array(count);
  if (column.is === "some") {
    const of = itemsIn(bytes, column.of, rankOf(bytes, column.bits, count));
    if (!of) return null;
    let next = 0;
    for (let at = 0; at < count; at += 1) if (isSet(bytes, column.bits, at)) lengths[at] = of.lengths[next++]!;
    return { lengths, items: of.items };
  }
  if (column.is !== "list" || (column.items.is !== "object" && column.count > 0)) return null;
  for (let at = 0; at < count; at += 1) lengths[at] = numberAt(bytes, column.ends.at, column.ends.width, at) - startOf(bytes, column.ends, at);
  return { lengths, items: { count: column.count, columns: column.items.is === "object" ? column.items.fields : [], bytes } };
};

/** Null where the column is none of lists of objects. */
export const readItems = (pack: Pack, name: string): PackedItems | null => {
  const column = columnOf(pack, name);
  return column ? itemsIn(pack.bytes, column, pack.count) : { lengths: new Int32Array(pack.count), items: { count: 0, columns: [], bytes: pack.bytes } };
};

/** A column as codes into its cells: equal codes stand for equal cells, and equal cells need not have equal codes. */
export interface CodedCells {
  readonly cells: readonly Cell[];
  /** By row. */
  readonly codes: ArrayLike<number>;
}

const coded = (bytes: Uint8Array, column: Column, count: number): CodedCells => {
  if (column.is === "some") {
    const of = coded(bytes, column.of, rankOf(bytes, column.bits, count));
    const codes = new Uint32Array(count).fill(of.cells.length);
    let next = 0;
    for (let at = 0; at < count; at += 1) if (isSet(bytes, column.bits, at)) codes[at] = of.codes[next++]!;
    return { cells: [...of.cells, column.missing], codes };
  }
  if (column.is !== "words" && column.is !== "pick") return { cells: cellsIn(bytes, column, count) as readonly Cell[], codes: Uint32Array.from({ length: count }, (_, at) => at) };
  const { at, width } = column.codes;
  const codes = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) codes[index] = numberAt(bytes, at, width, index);
  return { cells: (column.is === "words" ? column.cells : cellsIn(bytes, column.of, column.count)) as readonly Cell[], codes };
};

export const readCodes = (pack: Pack, name: string): CodedCells => {
  const column = columnOf(pack, name);
  return column ? coded(pack.bytes, column, pack.count) : { cells: [undefined], codes: new Uint32Array(pack.count) };
};

const unitsIn = (bytes: Uint8Array, column: Column, count: number, scale: number): Float64Array | null => {
  const units = new Float64Array(count);
  if (column.is === "some") {
    const of = unitsIn(bytes, column.of, rankOf(bytes, column.bits, count), scale);
    if (!of) return null;
    units.fill(Number.NaN);
    let next = 0;
    for (let at = 0; at < count; at += 1) if (isSet(bytes, column.bits, at)) units[at] = of[next++]!;
    return units;
  }
  if (column.is === "pick") {
    const of = unitsIn(bytes, column.of, column.count, scale);
    if (!of) return null;
    for (let at = 0; at < count; at += 1) units[at] = of[numberAt(bytes, column.codes.at, column.codes.width, at)]!;
    return units;
  }
  if (column.is !== "decimals" || column.scale > scale) return null;
  const larger = 10 ** (scale - column.scale);
  for (let at = 0; at < count; at += 1) {
    const number = (column.least + numberAt(bytes, column.numbers.at, column.numbers.width, at)) * larger;
    units[at] = Number.isSafeInteger(number) ? number : Number.POSITIVE_INFINITY;
  }
  return units;
};

/**
 * A column of decimals as whole units of `10^-scale`: NaN when absent, infinite when it does not fit. Null where the column is none of
 * decimals that all fit the scale.
 */
export const readUnits = (pack: Pack, name: string, scale: number): Float64Array | null => {
  const column = columnOf(pack, name);
  return column ? unitsIn(pack.bytes, column, pack.count, scale) : new Float64Array(pack.count).fill(Number.NaN);
};
