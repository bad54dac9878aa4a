import type { Entity, LineRow, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { linesOf, membersOf } from "#domain/schema/read.ts";
import type { Values } from "./import-plan.ts";
import type { CompiledColumn } from "./compile-columns.ts";

/** A name that may still be found further down the file. */
export interface Pending {
  /** Path of the field; of a set, the set's prefix, to which the id is added. */
  readonly path: string;
  readonly set: boolean;
  readonly kind: string;
  readonly text: string;
  readonly line: number;
  readonly column: CompiledColumn;
}

/** A record in the making: the values that the file's rows give it, and the record it changes, if there is one. */
export interface Draft {
  readonly id: string;
  readonly base: Row | null;
  readonly lines: number[];
  readonly values: Values;
  /** Of a new record, what stands under paths that name a key. */
  keyed: Map<string, FieldValue> | null;
  /** What rows of the file have said, by the slot of the field; the first row wins. */
  readonly given: (FieldValue | undefined)[];
  pending: Pending[] | null;
  /** How many rows have named each product of each list, to tell a second line of one product from the same line again. */
  met: Map<string, number> | null;
}

export const createDraft = (id: string, base: Row | null, values: Values, given: (FieldValue | undefined)[], lines: number[] = []): Draft => ({ id, base, lines, values, keyed: null, given, pending: null, met: null });

/** Sets what stands under any path. */
export const putValue = (draft: Draft, path: string, value: FieldValue): void => {
  if (draft.base || !path.includes("/")) draft.values[path] = value;
  else (draft.keyed ??= new Map()).set(path, value);
};

const lineValue = (lines: readonly LineRow[], key: string, field: string): FieldValue => lines.find((line) => line.key === key)?.[field] ?? null;

/** What the record has at a path now; null where it has nothing. */
export const currentValue = (base: Row, path: string): FieldValue => {
  const [kind = "", name = "", key = "", field] = path.split("/");
  if (kind === "set") return membersOf(base, name).includes(path.slice(`set/${name}/`.length)) ? 1 : null;
  if (kind === "line") {
    const lines = linesOf(base, name);
    if (field !== undefined) return lineValue(lines, key, field);
    return lines.find((line) => line.key === key)?.added ?? null;
  }
  const value = path.includes("/") ? null : base[path];
  return value === undefined || Array.isArray(value) ? null : (value as FieldValue);
};


/** The key of the record's line that a row speaks of: the n-th line of that product. Undefined when it is a new one. */
export const existingLine = (entity: Entity, draft: Draft, list: string, values: ReadonlyMap<string, FieldValue>): string | undefined => {
  const by = Object.entries(entity.lines?.[list]?.fields ?? {}).find(([, field]) => field.kind === "ref")?.[0];
  const ref = by === undefined ? undefined : values.get(by);
  if (by === undefined || typeof ref !== "string") return undefined;
  const mark = `${list}\u0000${ref}`;
  draft.met ??= new Map();
  const nth = draft.met.get(mark) ?? 0;
  draft.met.set(mark, nth + 1);
  return draft.base ? linesOf(draft.base, list).filter((line) => line[by] === ref)[nth]?.key : undefined;
};
