import { isEmail, isPhone, readYesNo, type CellFormat } from "./read-cell.ts";
import { dateEvidence } from "./read-date.ts";
import { numberEvidence } from "./read-number.ts";

export type Content = "empty" | "day" | "instant" | "percent" | "number" | "email" | "phone" | "url" | "mark" | "text";

/** What the values of a column are, and how they are written. */
export interface Recognition {
  readonly content: Content;
  readonly format: CellFormat;
  /** The values can be read in two ways and the column does not settle it: the user should look. */
  readonly ambiguous: boolean;
  /** Share of the filled values that are of this content. */
  readonly share: number;
  /** How many different values, at most 1,000 counted. */
  readonly distinct: number;
}

const ENOUGH = 0.8;

const shareOf = (values: readonly string[], test: (value: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(test).length / values.length;

const isUrl = (value: string): boolean => /^(https?:\/\/|www\.)\S+$/i.test(value.trim());
/** Telephone numbers, unlike amounts, carry separators that no number has, a plus, or a leading zero. */
const looksDialled = (value: string): boolean => isPhone(value) && (/^\s*[+0(（]|\d[-\s/]\d|^1[3-9]\d{9}$/.test(value) || value.trim().length >= 10);

/** Decides the content and the format of a column from a sample of its values. A few odd values do not sway it. */
export const recogniseColumn = (values: readonly string[], preferred: "dmy" | "mdy" = "mdy"): Recognition => {
  const filled = values.filter((value) => value.trim() !== "");
  const distinct = new Set(filled.slice(0, 1_000)).size;
  const found = (content: Content, share: number, format: CellFormat = {}, ambiguous = false): Recognition => ({ content, format, ambiguous, share, distinct });
  if (filled.length === 0) return found("empty", 1);
  const dates = dateEvidence(filled, preferred);
  const numbers = numberEvidence(filled);
  const plainDigits = shareOf(filled, (value) => /^\d+$/.test(value.trim()));
  if (dates && dates.share >= ENOUGH && !(plainDigits > ENOUGH && distinct > 1 && !isCompactColumn(filled))) {
    return found(dates.timed ? "instant" : "day", dates.share, { date: dates.order }, dates.ambiguous);
  }
  const emails = shareOf(filled, isEmail);
  if (emails >= ENOUGH) return found("email", emails);
  const urls = shareOf(filled, isUrl);
  if (urls >= ENOUGH) return found("url", urls);
  const phones = shareOf(filled, looksDialled);
  if (phones >= ENOUGH) return found("phone", phones);
  const marks = shareOf(filled, (value) => readYesNo(value) !== null);
  if (marks === 1 && distinct <= 2 && plainDigits < 1) return found("mark", 1);
  if (!numbers || numbers.share < ENOUGH) return found("text", 1);
  const format: CellFormat = { decimal: numbers.point, ...(numbers.fraction ? { fraction: true } : {}) };
  return found(numbers.percent >= 0.5 ? "percent" : "number", numbers.share, format, numbers.ambiguous);
};

/** Eight digits are dates only where every one of them is. */
const isCompactColumn = (values: readonly string[]): boolean => values.every((value) => /^(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])$/.test(value.trim()));
