import { dayNumber } from "#domain/query/days.ts";
import type { Row } from "#domain/schema/entity.ts";
import { bitsToBytes, createByteWriter, numbersToBytes, widthOf, type ByteWriter } from "./bytes.ts";
import { dayText, unitsToText, type Column, type NumbersAt, type Pack } from "./column.ts";
import { KEY_WORDS, keyToWords } from "./key-words.ts";

/** So few different cells are listed beside the column, where they need not be decoded. */
const FEW_WORDS = 48;
const LONGEST_WORD = 24;

const DAY_LENGTH = 10;
const DECIMAL = /^-?\d{1,15}(?:\.(\d{1,8}))?$/;
const LONE_SURROGATE = /\p{Surrogate}/u;
const encoder = new TextEncoder();

const numbersIn = (writer: ByteWriter, numbers: ArrayLike<number>, most: number): NumbersAt => {
  const width = widthOf(most);
  return { at: writer.append(numbersToBytes(numbers, width)), width };
};

/** Whole numbers above the least of them, or doubles as they are where that does not hold them. */
const scaled = (writer: ByteWriter, numbers: readonly number[]): { readonly least: number; readonly numbers: NumbersAt } => {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let whole = true;
  for (const number of numbers) {
    if (number < least) least = number;
    if (number > most) most = number;
    whole &&= Number.isSafeInteger(number);
  }
  if (!whole || widthOf(most - least) === 8) return { least: 0, numbers: { at: writer.append(numbersToBytes(numbers, 8)), width: 8 } };
  return { least, numbers: numbersIn(writer, numbers.map((number) => number - least), most - least) };
};

const packKeys = (writer: ByteWriter, texts: readonly string[]): Column | null => {
  const [first = ""] = texts;
  const prefix = first.slice(0, first.indexOf("/") + 1);
  const words = new Uint32Array(texts.length * KEY_WORDS);
  for (let i = 0; i < texts.length; i += 1) {
    const text = texts[i]!;
    if (!text.startsWith(prefix) || !keyToWords(text, prefix.length, words, i * KEY_WORDS)) return null;
  }
  return { is: "keys", prefix, at: writer.append(numbersToBytes(words, 4)) };
};

const packDays = (writer: ByteWriter, texts: readonly string[]): Column | null => {
  const days: number[] = [];
  for (const text of texts) {
    if (text.length !== DAY_LENGTH) return null;
    const day = dayNumber(text);
    if (!Number.isInteger(day) || dayText(day) !== text) return null;
    days.push(day);
  }
  return { is: "days", ...scaled(writer, days) };
};

const packDecimals = (writer: ByteWriter, texts: readonly string[]): Column | null => {
  let scale = 0;
  for (const text of texts) {
    const found = DECIMAL.exec(text);
    if (!found) return null;
    scale = Math.max(scale, found[1]?.length ?? 0);
  }
  const units = texts.map((text) => Math.round(Number(text) * 10 ** scale));
  if (!units.every(Number.isSafeInteger)) return null;
  const zeros = [false, true].find((kept) => texts.every((text, at) => unitsToText(units[at]!, scale, kept) === text));
  return zeros === undefined ? null : { is: "decimals", ...scaled(writer, units), scale, zeros };
};

/** Text that UTF-8 has no bytes for is kept as JSON, which writes it in plain letters. */
const packText = (writer: ByteWriter, texts: readonly string[]): Column => {
  let most = 0;
  for (const text of texts) most += text.length * 3;
  const bytes = new Uint8Array(most);
  const ends = new Float64Array(texts.length);
  let length = 0;
  for (let i = 0; i < texts.length; i += 1) {
    const text = texts[i]!;
    const { written } = encoder.encodeInto(text, bytes.subarray(length));
    if (written > text.length && LONE_SURROGATE.test(text)) return packJson(writer, texts);
    length += written;
    ends[i] = length;
  }
  return { is: "text", ends: numbersIn(writer, ends, length), text: writer.append(bytes.slice(0, length)) };
};

const packTexts = (writer: ByteWriter, texts: readonly string[]): Column =>
  packKeys(writer, texts) ?? packDays(writer, texts) ?? packDecimals(writer, texts) ?? packText(writer, texts);

/** Texts, those that are alike once where that takes less. */
const packStrings = (writer: ByteWriter, texts: readonly string[]): Column => {
  const known = new Map<string, number>();
  const codes = new Uint32Array(texts.length);
  for (let i = 0; i < texts.length; i += 1) {
    const text = texts[i]!;
    let code = known.get(text);
    if (code === undefined) known.set(text, (code = known.size));
    codes[i] = code;
  }
  const different = [...known.keys()];
  const codesIn = (): NumbersAt => numbersIn(writer, codes, different.length - 1);
  if (different.length <= FEW_WORDS && different.length * 2 <= texts.length && different.every((text) => text.length <= LONGEST_WORD)) {
    return { is: "words", cells: different, codes: codesIn() };
  }
  const start = writer.length();
  const of = packTexts(writer, different);
  if (different.length === texts.length) return of;
  const each = (writer.length() - start) / different.length;
  if ((texts.length - different.length) * each > texts.length * widthOf(different.length - 1)) return { is: "pick", of, count: different.length, codes: codesIn() };
  writer.cut(start);
  return packTexts(writer, texts);
};

type Fields = Readonly<Record<string, unknown>>;

/** Cells of one name, and where they stand. */
interface Gathered {
  readonly at: number[];
  readonly cells: unknown[];
}

const gather = (objects: readonly Fields[], except?: string): ReadonlyMap<string, Gathered> => {
  const found = new Map<string, Gathered>();
  for (let i = 0; i < objects.length; i += 1) {
    const object = objects[i]!;
    for (const name in object) {
      const cell = object[name];
      if (cell === undefined || name === except) continue;
      const known = found.get(name);
      if (!known) found.set(name, { at: [i], cells: [cell] });
      else {
        known.at.push(i);
        known.cells.push(cell);
      }
    }
  }
  return found;
};

/** A column per name; where an object has none of that name, a bit says so. */
const packFields = (writer: ByteWriter, objects: readonly Fields[], except?: string): Pack["columns"] =>
  [...gather(objects, except)].map(([name, { at, cells }]) => [name, cells.length === objects.length ? packCells(writer, cells) : packSome(writer, objects.length, at, undefined, cells)] as const);

const packLists = (writer: ByteWriter, lists: readonly (readonly unknown[])[]): Column => {
  let length = 0;
  const ends = Float64Array.from(lists, (list) => (length += list.length));
  return { is: "list", ends: numbersIn(writer, ends, length), count: length, items: packCells(writer, lists.flat()) };
};

const packJson = (writer: ByteWriter, cells: readonly unknown[]): Column => ({ is: "json", of: packStrings(writer, cells.map((cell) => JSON.stringify(cell))) });

type Shape = "list" | "string" | "number" | "object" | "boolean" | "json";

const shapeOf = (cell: unknown): Shape => {
  const type = typeof cell;
  if (type === "object" && cell !== null) return Array.isArray(cell) ? "list" : "object";
  return type === "string" || type === "number" || type === "boolean" ? type : "json";
};

const packAlike = (writer: ByteWriter, cells: readonly unknown[], shape: Shape): Column => {
  switch (shape) {
    case "string":
      return packStrings(writer, cells as readonly string[]);
    case "number":
      return { is: "numbers", ...scaled(writer, cells as readonly number[]) };
    case "object":
      return { is: "object", fields: packFields(writer, cells as readonly Fields[]) };
    case "list":
      return packLists(writer, cells as readonly (readonly unknown[])[]);
    case "boolean":
      return { is: "words", cells: [false, true], codes: numbersIn(writer, cells.map(Number), 1) };
    default:
      return packJson(writer, cells);
  }
};

/** A bit for each of `count` places, set at those `at`, and the cells there as a column of their own. */
const packSome = (writer: ByteWriter, count: number, at: readonly number[], missing: null | undefined, cells: readonly unknown[]): Column => ({
  is: "some",
  bits: writer.append(bitsToBytes(count, at)),
  missing,
  of: packCells(writer, cells),
});

const withoutNulls = (cells: readonly unknown[]): Gathered => {
  const at = cells.flatMap((cell, index) => (cell === null ? [] : [index]));
  return { at, cells: at.map((index) => cells[index]) };
};

/** Cells as a column: by what they are, so that any plain data comes back as it was. */
const packCells = (writer: ByteWriter, cells: readonly unknown[]): Column => {
  const first = shapeOf(cells[0]);
  let alike = true;
  let nulls = false;
  for (const cell of cells) {
    if (cell === null) nulls = true;
    else if (alike && shapeOf(cell) !== first) alike = false;
  }
  if (nulls) {
    const { at, cells: others } = withoutNulls(cells);
    return packSome(writer, cells.length, at, null, others);
  }
  return packAlike(writer, cells, alike ? first : "json");
};

/** Packs rows; whose they are is kept elsewhere. */
export const packRows = (rows: readonly Row[]): Pack => {
  const writer = createByteWriter();
  const columns = packFields(writer, rows, "id");
  return { count: rows.length, columns, bytes: writer.done() };
};
