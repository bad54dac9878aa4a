import type { Instant } from "#domain/clock.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";

/** A device that is offline shows `~<n>` until the relay gives the official number. */
export const isProvisional = (value: FieldValue): boolean => value === null || value === "" || (typeof value === "string" && value.startsWith("~"));

type Numbered = NonNullable<Entity["number"]>;

/** The series that a number given at `now` belongs to. A yearly series starts again with the year, in UTC. */
export const seriesOf = (number: Numbered, now: Instant): string =>
  number.yearly ? `${number.prefix}-${new Date(now).getUTCFullYear()}` : number.prefix;

/** Whether a number was given out of `series`. */
export const isOfSeries = (number: string, series: string): boolean => number.startsWith(`${series}-`);

/** Numbers that a device holds of one kind, so that records made without a connection have theirs at once. */
export const NUMBER_BLOCK = 10;
/** With fewer than these left a device asks for more. */
export const NUMBERS_LOW = 3;

export const formatNumber = (number: Numbered, series: string, value: number): string =>
  `${series}-${String(value).padStart(number.yearly ? 5 : 6, "0")}`;
