import type { Instant } from "#domain/clock.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";

/** A device that is offline shows `~<n>` until the relay gives the official number. */
export const isProvisional = (value: FieldValue): boolean => value === null || value === "" || (typeof value === "string" && value.startsWith("~"));

type Numbered = NonNullable<Entity["number"]>;

/** The series that a number given at `now` belongs to. A yearly series starts again with the year, in UTC. */
export const seriesOf = (number: Numbered, now: Instant): string =>
  number.yearly ? `${number.prefix}-${new Date(now).getUTCFullYear()}` : number.prefix;

export const formatNumber = (number: Numbered, series: string, value: number): string =>
  `${series}-${String(value).padStart(number.yearly ? 5 : 6, "0")}`;
