import type { RecordId } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import { createByteReader } from "#domain/record/byte-reader.ts";
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

/** The first number of its bytes. */
export const SHEAF_VERSION = 1;

/** How many cells a record of a shape has. */
const widthOf = (shape: Shape): number => shape.reduce((sum, { names }) => sum + (names ? 2 : 1), 0);

/** Opens the bytes of a sheaf. They are this program's own: nothing is checked. */
export const openSheaf = (bytes: Uint8Array): Sheaf => {
  const reader = createByteReader(bytes);
  const version = reader.uint();
  if (version !== SHEAF_VERSION) throw new Error(`a sheaf of version ${version}`);
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
