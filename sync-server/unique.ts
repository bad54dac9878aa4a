import type { RecordId } from "#domain/id.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";

/** A value that one record of its kind only may have, as the table of numbers keeps it. */
export interface Claim {
  readonly path: string;
  /** `<kind>.<field>`: apart from the official numbers of the kind. */
  readonly kind: string;
  readonly number: string;
  readonly record: RecordId;
}

/** Two values are the same in any case and with any space around them. */
export const folded = (value: string): string => value.trim().toLowerCase();

/** The values of a record that no other of its kind may have. */
export const claimsOf = (entity: Entity, record: RecordId, row: Row): readonly Claim[] =>
  Object.entries(entity.fields).flatMap(([path, field]) => {
    const value = field.unique ? textOf(row, path) : null;
    return value === null || value === "" ? [] : [{ path, kind: `${entity.kind}.${path}`, number: folded(value), record }];
  });
