import type { Entity } from "#domain/schema/entity.ts";
import type { Field, FieldKind } from "#domain/schema/field.ts";

export interface LineColumn {
  readonly name: string;
  /** Width as a track of a CSS grid. */
  readonly track: string;
  readonly figure: boolean;
}

const FIGURES: ReadonlySet<FieldKind["kind"]> = new Set(["money", "decimal", "percent", "integer"]);
const WIDE = "minmax(136px, 1fr)";
const TRACKS: Partial<Record<FieldKind["kind"], string>> = { text: WIDE, ref: WIDE, option: "minmax(112px, 0.6fr)", day: "128px", instant: "160px", money: "112px" };

const isTyped = (field: Field): boolean => !field.hidden && !field.facet && field.kind !== "mark";

const typedFields = (entity: Entity, list: string): readonly (readonly [string, Field])[] =>
  Object.entries(entity.lines?.[list]?.fields ?? {}).filter(([, field]) => isTyped(field));

/** The columns that a list of lines is edited in, in the order of its definition. */
export const lineColumns = (entity: Entity, list: string): readonly LineColumn[] =>
  typedFields(entity, list).map(([name, field]) => ({ name, track: TRACKS[field.kind] ?? "88px", figure: FIGURES.has(field.kind) }));

/** The field that a new line begins with: what it must have, else its first one; null when nothing of it is typed. */
export const firstLineField = (entity: Entity, list: string): string | null => {
  const fields = typedFields(entity, list);
  return (fields.find(([, field]) => field.required) ?? fields[0])?.[0] ?? null;
};
