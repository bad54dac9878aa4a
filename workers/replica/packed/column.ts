import { dayFromNumber } from "#domain/query/days.ts";
import type { Width } from "./bytes.ts";

/** Where numbers lie, and how wide each of them is. */
export interface NumbersAt {
  readonly at: number;
  readonly width: Width;
}

/**
 * How the cells of one column lie in the bytes of a pack. Positions count bytes from the beginning of the pack.
 * - words: each cell is one of a few, listed here.
 * - pick: each cell is one of those of another column.
 * - text: UTF-8, one after the other; `ends` counts from where the text begins.
 * - keys: record ids of one kind, or keys (`prefix` empty), three 32-bit words each.
 * - numbers: `least` plus what is there. decimals: the same in units of `10^-scale`, without zeros at the end unless `zeros`.
 *   days: the same as days since 1970.
 * - object: a column per name. list: the items of all lists as one column, and where each list ends in it.
 * - json: what nothing else fits, as a text.
 * - some: a bit per cell, unset where it is `missing`; `of` has the others.
 */
export type Column =
  | { readonly is: "words"; readonly cells: readonly (string | number | boolean | null)[]; readonly codes: NumbersAt }
  | { readonly is: "pick"; readonly of: Column; readonly count: number; readonly codes: NumbersAt }
  | { readonly is: "text"; readonly ends: NumbersAt; readonly text: number }
  | { readonly is: "keys"; readonly prefix: string; readonly at: number }
  | { readonly is: "numbers"; readonly least: number; readonly numbers: NumbersAt }
  | { readonly is: "decimals"; readonly least: number; readonly numbers: NumbersAt; readonly scale: number; readonly zeros: boolean }
  | { readonly is: "days"; readonly least: number; readonly numbers: NumbersAt }
  | { readonly is: "object"; readonly fields: readonly (readonly [string, Column])[] }
  | { readonly is: "list"; readonly ends: NumbersAt; readonly count: number; readonly items: Column }
  | { readonly is: "json"; readonly of: Column }
  | { readonly is: "some"; readonly bits: number; readonly missing: null | undefined; readonly of: Column };

/** Rows as columns: plain data, so that it can be stored and posted as it is. */
export interface Pack {
  readonly count: number;
  /** Every field that any of the rows has, but not the id. */
  readonly columns: readonly (readonly [string, Column])[];
  readonly bytes: Uint8Array;
}

/** Days that are remembered as texts: those of a human life. */
const MOST_DAYS = 40_000;
const dayTexts = new Map<number, string>();

/** `YYYY-MM-DD` of a day number; the same few days are read again and again. */
export const dayText = (day: number): string => {
  const known = dayTexts.get(day);
  if (known !== undefined) return known;
  const text = dayFromNumber(day);
  if (dayTexts.size < MOST_DAYS) dayTexts.set(day, text);
  return text;
};

/** The decimal that so many units of `10^-scale` are; its last zeros stay only when `zeros` says so. */
export const unitsToText = (units: number, scale: number, zeros: boolean): string => {
  if (scale === 0) return String(units);
  const digits = String(Math.abs(units)).padStart(scale + 1, "0");
  const whole = digits.slice(0, -scale);
  const places = zeros ? digits.slice(-scale) : digits.slice(-scale).replace(/0+$/, "");
  return `${units < 0 ? "-" : ""}${whole}${places === "" ? "" : `.${places}`}`;
};
