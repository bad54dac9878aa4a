import type { RecordId } from "#domain/id.ts";
import { createByteWriter } from "#domain/record/byte-writer.ts";
import type { Path } from "#domain/record/path.ts";
import { SHEAF_VERSION, type Entry, type Shape, type Sheaf } from "#domain/record/sheaf.ts";
import type { FieldValue } from "#domain/schema/field.ts";

/** A path with what differs from record to record taken out. */
export interface Parted {
  readonly head: string;
  readonly key: string | null;
  readonly tail: string;
}

const plain = (path: Path): Parted => ({ head: path, key: null, tail: "" });

export const partPath = (path: Path): Parted => {
  const first = path.indexOf("/");
  const second = first < 0 ? -1 : path.indexOf("/", first + 1);
  if (second < 0) return plain(path);
  const head = path.slice(0, first);
  if (head === "set" || head === "log") return { head: path.slice(0, second + 1), key: path.slice(second + 1), tail: "" };
  if (head !== "line") return plain(path);
  const third = path.indexOf("/", second + 1);
  return { head: path.slice(0, second + 1), key: path.slice(second + 1, third < 0 ? undefined : third), tail: third < 0 ? "" : path.slice(third) };
};

/** A shape as far as it is known: what may follow, and its number where one ends here. */
interface Branch {
  readonly entry: Entry | null;
  readonly before: Branch | null;
  readonly next: Map<string, Branch>;
  number: number;
}

const branch = (entry: Entry | null, before: Branch | null): Branch => ({ entry, before, next: new Map(), number: -1 });

const shapeAt = (end: Branch): Shape => {
  const entries: Entry[] = [];
  for (let at: Branch | null = end; at?.entry; at = at.before) entries.push(at.entry);
  return entries.reverse();
};

export interface SheafBuilder {
  readonly add: (record: RecordId, entries: Iterable<readonly [Path, FieldValue]>) => void;
  readonly count: () => number;
  /** The sheaf of everything added. The builder is of no use after it. */
  readonly finish: () => Sheaf;
}

/** What a sheaf is made of, before it has bytes. */
export interface SheafParts {
  readonly records: readonly RecordId[];
  readonly shapes: readonly Shape[];
  readonly shapeOf: ArrayLike<number>;
  readonly starts: ArrayLike<number>;
  readonly cells: ArrayLike<number>;
  readonly values: readonly FieldValue[];
}

/** Binds parts. Of `before`, whose values are the first of theirs, the bytes of the values are taken over as they are. */
export const encodeSheaf = ({ records, shapes, shapeOf, starts, cells, values }: SheafParts, before?: Pick<Sheaf, "bytes" | "ends">): Sheaf => {
  const writer = createByteWriter(records.length * 160 + 256);
  writer.uint(SHEAF_VERSION);
  writer.uint(shapes.length);
  for (const shape of shapes) {
    writer.uint(shape.length);
    for (const { head, slot, tail, names } of shape) {
      writer.text(head);
      writer.uint(slot === null ? 0 : slot * 2 + (names ? 2 : 1));
      writer.text(tail);
    }
  }
  writer.uint(values.length);
  const ends = new Uint32Array(values.length + 1);
  const known = before ? before.ends.length - 1 : 0;
  if (before) {
    const from = before.ends[0] ?? 0;
    const shift = writer.length() - from;
    writer.copy(before.bytes, from, before.ends[known] ?? from);
    for (let at = 0; at < known; at += 1) ends[at] = (before.ends[at] ?? 0) + shift;
  }
  for (let at = known; at < values.length; at += 1) {
    ends[at] = writer.length();
    writer.value(values[at] ?? null);
  }
  ends[values.length] = writer.length();
  writer.uint(records.length);
  writer.uint(cells.length);
  for (let at = 0; at < records.length; at += 1) {
    writer.text(records[at] ?? "");
    writer.uint(shapeOf[at] ?? 0);
    const end = starts[at + 1] ?? cells.length;
    for (let cell = starts[at] ?? 0; cell < end; cell += 1) writer.uint(cells[cell] ?? 0);
  }
  return { bytes: writer.take(), records, shapes, shapeOf: Uint32Array.from(shapeOf), starts: Uint32Array.from(starts), cells: Uint32Array.from(cells), values, ends };
};

export const createSheafBuilder = (): SheafBuilder => {
  const root = branch(null, null);
  const shapes: Shape[] = [];
  const numbers = new Map<FieldValue, number>();
  const values: FieldValue[] = [];
  const records: RecordId[] = [];
  const shapeOf: number[] = [];
  const starts: number[] = [];
  const cells: number[] = [];

  const numberOf = (value: FieldValue): number => {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, values.length);
    // To a map -0 is 0: whichever came first would stand for both.
    return values.push(value === 0 ? 0 : value) - 1;
  };

  const step = (at: Branch, name: string, make: () => Entry): Branch => {
    const known = at.next.get(name);
    if (known) return known;
    const made = branch(make(), at);
    at.next.set(name, made);
    return made;
  };

  const add: SheafBuilder["add"] = (record, entries) => {
    let at = root;
    let slots: string[] | null = null;
    records.push(record);
    starts.push(cells.length);
    for (const [path, value] of entries) {
      if (!path.includes("/")) at = step(at, path, () => ({ head: path, slot: null, tail: "", names: false }));
      else {
        const { head, key, tail } = partPath(path);
        slots ??= [];
        const named = key === null ? -1 : slots.indexOf(head + key);
        const slot = key === null ? null : named < 0 ? slots.push(head + key) - 1 : named;
        const names = key !== null && named < 0;
        at = step(at, slot === null ? path : `${head}\u0000${slot}\u0000${tail}\u0000${names}`, () => ({ head, slot, tail, names }));
        if (key !== null && names) cells.push(numberOf(key));
      }
      cells.push(numberOf(value));
    }
    if (at.number < 0) at.number = shapes.push(shapeAt(at)) - 1;
    shapeOf.push(at.number);
  };

  return { add, count: () => records.length, finish: () => encodeSheaf({ records, shapes, shapeOf, starts, cells, values }) };
};
