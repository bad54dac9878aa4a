import { facetOfPath, parsePath } from "#domain/record/path.ts";
import type { Values } from "#domain/record/change.ts";
import type { Right } from "#domain/policy/right.ts";
import type { Cell, Entity, Row } from "#domain/schema/entity.ts";
import { hasForm } from "#domain/schema/form.ts";

/**
 * The row of a document, main or that of `facet`, after these values were written into it: what projecting the whole document gives. `row` is its row
 * before. Null where a value is no plain field's: then the whole has to be projected.
 */
export const patchRow = (entity: Entity, facet: Right | null, row: Row, values: Values): Row | null => {
  const patched: Record<string, Cell> = { ...row };
  for (const path in values) {
    const target = parsePath(entity, path);
    if (target?.at !== "field" || facetOfPath(entity, path) !== facet) return null;
    const value = values[path] ?? null;
    if (value !== null && hasForm(target.field, value)) patched[path] = value;
    else delete patched[path];
  }
  return patched as Row;
};
