import { MOST_PLACES } from "#domain/entities/workspace/workspace.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { Field } from "#domain/schema/field.ts";

/** Places that figures of a field are typed with at most and shown with at least, as the company's record asks; null: as the field has it. */
export const placesIn = (company: Row | null, field: Field): number | null => {
  if (!("places" in field) || field.places === undefined) return null;
  const value = company?.[`${field.places}Places`];
  return typeof value === "number" && value >= 0 && value <= MOST_PLACES ? value : null;
};
