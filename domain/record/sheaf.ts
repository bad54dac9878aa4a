import type { RecordId } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import { createByteReader } from "#domain/record/byte-reader.ts";
import { createByteWriter } from "#domain/record/byte-writer.ts";
import { parsePath, type Path, type Target } from "#domain/record/path.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";

/**
 * Many records with values by path, bound together for bulk work: every distinct value stands once, and records that fill the same paths share
 * their list. A tenth of the bytes and of the work of as many objects.
 */
export interface Sheaf {
  readonly bytes: Uint8Array;
  readonly records: readonly RecordId[];
  readonly shapes: readonly Shape[];
  /** The shape of each record, and where its cells begin. */
  readonly shapeOf: Uint32Array;
  readonly starts: Uint32Array;
  /** Numbers of values, shape by shape as `Entry` says. */
  readonly cells: Uint32Array;
  readonly values: readonly FieldValue[];
  /** Value `i` stands in `bytes` in lib0's encoding from `ends[i]` to `ends[i + 1]`. */
  readonly ends: Uint32Array;
}

/**
 * One path of a shape. What differs from record to record within a path, the key of a line or log entry or the member of a set, is a cell before the value's
 * where a record names it first; `slot` counts them, null for paths that are the same in each.
 */
export interface Entry {
  readonly head: string;
  readonly slot: number | null;
  readonly tail: string;
  readonly names: boolean;
}

export type Shape = readonly Entry[];

/** Stands for any key where only the kind of a path is asked about. */
export const SOME_KEY = "0000000000000000";

/** What the paths of an entry name; null where they name nothing of the kind, or what stands in a line. */
export const targetOf = (entity: Entity, { head, slot, tail }: Entry): Target | null => (tail === "" ? parsePath(entity, slot === null ? head : head + SOME_KEY) : null);

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

const VERSION = 1;

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
  writer.uint(VERSION);
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

/** How many cells a record of a shape has. */
const widthOf = (shape: Shape): number => shape.reduce((sum, { names }) => sum + (names ? 2 : 1), 0);

/** Opens the bytes of a sheaf. They are this program's own: nothing is checked. */
export const openSheaf = (bytes: Uint8Array): Sheaf => {
  const reader = createByteReader(bytes);
  const version = reader.uint();
  if (version !== VERSION) throw new Error(`a sheaf of version ${version}`);
  const shapes = Array.from({ length: reader.uint() }, (): Shape =>
    Array.from({ length: reader.uint() }, (): Entry => {
      const head = reader.text();
      const mark = reader.uint();
      const tail = reader.text();
      return { head, slot: mark === 0 ? null : (mark - 1) >> 1, tail, names: mark > 0 && mark % 2 === 0 };
    }),
  );
  const count = reader.uint();
  const ends = new Uint32Array(count + 1);
  const values: FieldValue[] = [];
  for (let at = 0; at < count; at += 1) {
    ends[at] = reader.at();
    values.push(reader.value());
  }
  ends[count] = reader.at();
  const size = reader.uint();
  const cells = new Uint32Array(reader.uint());
  const shapeOf = new Uint32Array(size);
  const starts = new Uint32Array(size);
  const records: RecordId[] = [];
  const widths = shapes.map(widthOf);
  let cell = 0;
  for (let at = 0; at < size; at += 1) {
    records.push(reader.text() as RecordId);
    const shape = reader.uint();
    shapeOf[at] = shape;
    starts[at] = cell;
    for (const end = cell + (widths[shape] ?? 0); cell < end; cell += 1) cells[cell] = reader.uint();
  }
  return { bytes, records, shapes, shapeOf, starts, cells, values, ends };
};

/** Calls with each path of record `at` and the number of its value. */
export const eachCell = ({ shapes, shapeOf, starts, cells, values }: Sheaf, at: number, call: (path: Path, value: number, entry: Entry) => void): void => {
  const shape = shapes[shapeOf[at] ?? 0] ?? [];
  let cell = starts[at] ?? 0;
  let keys: string[] | null = null;
  for (const entry of shape) {
    if (entry.names) (keys ??= []).push(values[cells[cell++] ?? 0] as string);
    const path = entry.slot === null ? entry.head : entry.head + (keys?.[entry.slot] ?? "") + entry.tail;
    call(path, cells[cell++] ?? 0, entry);
  }
};

/** Paths and values of record `at`, in the order in which they were added. */
export const entriesAt = (sheaf: Sheaf, at: number): (readonly [Path, FieldValue])[] => {
  const entries: (readonly [Path, FieldValue])[] = [];
  eachCell(sheaf, at, (path, value) => entries.push([path, sheaf.values[value] ?? null]));
  return entries;
};

export const valuesAt = (sheaf: Sheaf, at: number): Values => Object.fromEntries(entriesAt(sheaf, at));
