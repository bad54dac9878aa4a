import type { RecordId } from "#domain/id.ts";
import { encodeSheaf } from "#domain/record/sheaf-builder.ts";
import type { Entry, Shape, Sheaf } from "#domain/record/sheaf.ts";
import type { FieldValue } from "#domain/schema/field.ts";

/** One path of a shape: `head` alone, or what stands before the key that each record has there. */
export interface Head {
  readonly head: string;
  readonly keyed: boolean;
}

/** A sheaf made out of another: values keep their numbers, and records are told by numbers alone. */
export interface SheafExtension {
  /** The number of a value that the other sheaf may not have. Texts that are the same, and the same objects, have one. */
  readonly value: (value: FieldValue) => number;
  /** The number of a shape. A cell of each path is the key where it has one, then the value. */
  readonly shape: (heads: readonly Head[]) => number;
  /** The number of a value that no other record has, and the value of a number. */
  readonly put: (value: FieldValue) => number;
  readonly at: (number: number) => FieldValue;
  readonly add: (record: RecordId, shape: number, cells: readonly number[]) => void;
  readonly count: () => number;
  /** The sheaf of everything added. The extension is of no use after it. */
  readonly finish: () => Sheaf;
}

const shapeOfHeads = (heads: readonly Head[]): Shape => {
  let slots = 0;
  return heads.map(({ head, keyed }): Entry => ({ head, slot: keyed ? slots++ : null, tail: "", names: keyed }));
};

export const extendSheaf = (before: Sheaf): SheafExtension => {
  const values = [...before.values];
  const numbers = new Map<FieldValue, number>();
  const shapes: Shape[] = [];
  const records: RecordId[] = [];
  const shapeOf: number[] = [];
  const starts: number[] = [];
  const cells: number[] = [];

  const put = (value: FieldValue): number => values.push(value) - 1;

  return {
    value: (value) => {
      const known = numbers.get(value);
      if (known !== undefined) return known;
      const number = put(value);
      numbers.set(value, number);
      return number;
    },
    shape: (heads) => shapes.push(shapeOfHeads(heads)) - 1,
    put,
    at: (number) => values[number] ?? null,
    add: (record, shape, numbers) => {
      records.push(record);
      shapeOf.push(shape);
      starts.push(cells.length);
      for (const number of numbers) cells.push(number);
    },
    count: () => records.length,
    finish: () => encodeSheaf({ records, shapes, shapeOf, starts, cells, values }, before),
  };
};
