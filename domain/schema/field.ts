import type { Decimal } from "#domain/schema/decimal.ts";
import type { Day, Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import type { Right } from "#domain/policy/right.ts";

/** A scalar as it lives in a document, on the wire and in a row. */
export type Scalar = string | number | null;

/** Who did something and when, written as one value so that halves never mix in a merge. */
export interface Mark {
  readonly by: RecordId;
  readonly at: Instant;
}

/** One fact of an add-only log, such as one stage advance. */
export interface LogEntry extends Mark {
  readonly [detail: string]: Scalar;
}

export type FieldValue = Scalar | Mark | LogEntry;

/**
 * What a field can hold.
 * - text: one line, at most `max` characters (default 500); `multiline` keeps line breaks.
 *   A text of format `image` is a small picture as a `data:` address.
 * - money, decimal: decimal string (`"1234.50"`), at most `scale` places (default 2 and 4). `places` names the workspace's setting of how many
 *   places people type and see.
 * - percent: decimal string in percent points, `"12.5"` is 12.5 %, 0 to 100 unless `min`/`max` say otherwise.
 * - integer: whole number. day: `YYYY-MM-DD`. instant: milliseconds since 1970 UTC.
 * - option: the id of one option of the list. ref: the id of a record of kind `to`.
 * - mark: who and when, or null.
 */
export type FieldKind =
  | { readonly kind: "text"; readonly max?: number; readonly multiline?: true; readonly format?: TextFormat }
  | { readonly kind: "money"; readonly scale?: number; readonly places?: "price"; readonly min?: number }
  | { readonly kind: "decimal"; readonly scale?: number; readonly places?: "quantity"; readonly min?: number }
  | { readonly kind: "percent"; readonly min?: number; readonly max?: number }
  | { readonly kind: "integer"; readonly min?: number; readonly max?: number }
  | { readonly kind: "day" }
  | { readonly kind: "instant" }
  | { readonly kind: "option"; readonly options: readonly Option[] }
  | { readonly kind: "ref"; readonly to: string }
  | { readonly kind: "mark" };

export type TextFormat = "phone" | "email" | "url" | "number" | "image";

/** One choice. The id is what is stored and never changes; the words are looked up by id. */
export interface Option {
  readonly id: string;
  /** Meaning shown as colour; `null` tone is neutral. */
  readonly tone?: Tone;
  /** Chosen once, offered no more: records that have it keep it, and apps of an earlier version may still write it. */
  readonly retired?: true;
}

export type Tone = "accent" | "positive" | "warning" | "danger" | "muted";

/** How a field behaves, besides what it holds. */
export interface FieldTraits {
  /** A record without it is refused, by the form, the import and the relay alike. */
  readonly required?: true;
  /** Written once, when the record is made. */
  readonly fixed?: true;
  /** No two records of the kind have it, whatever the case. The relay sees to it; a text of the main document. */
  readonly unique?: true;
  /** Lives in this facet document, which, of those who read the record, only people with the right of the same name receive. */
  readonly facet?: Right;
  /** Quick search looks here; `pinyin` also finds Chinese text by initials and syllables. */
  readonly search?: "text" | "pinyin";
  /** Default for a new record. */
  readonly initial?: Scalar | "today" | "me";
  /** Left out of forms, columns and import: book-keeping fields. */
  readonly hidden?: true;
  /** Written by the relay alone: shown and searched like any other, left out of forms and import. */
  readonly relay?: true;
}

export type Field = FieldKind & FieldTraits;

/** A set of scalars: refs or options, merged member by member. */
export interface SetField {
  readonly of: Extract<FieldKind, { kind: "ref" | "option" }>;
  readonly initial?: readonly string[];
  readonly search?: "text" | "pinyin";
  readonly hidden?: true;
  readonly relay?: true;
}

/** What a line or a log entry can hold: everything but options, whose words belong to the fields of a record. */
export type PartKind = Exclude<FieldKind, { kind: "option" }>;

/** A field of a line. Its readers are those of the record, and it can be written as long as the line is there. */
export type LinePart = PartKind & Pick<FieldTraits, "required" | "initial">;

/** A list of lines, each a small flat record under its own key, merged field by field. */
export interface LineField {
  /** Its fields are those of `pricedLineFields`, so that each line has an amount and the list a sum. */
  readonly priced?: true;
  readonly fields: Readonly<Record<string, LinePart>>;
}

/** An add-only list of facts; an entry is one value, never changed or removed. */
export interface LogField {
  readonly details: Readonly<Record<string, PartKind>>;
}

/** Long text that merges by character: an XmlFragment with formats and embeds. */
export interface ProseField {
  readonly rich: true;
  readonly search?: "text";
}

export type FieldScalar<F> = F extends { kind: "money" | "decimal" | "percent" }
  ? Decimal
  : F extends { kind: "integer" | "instant" }
    ? number
    : F extends { kind: "day" }
      ? Day
      : F extends { kind: "option"; options: readonly { id: infer Id }[] }
        ? Id
        : F extends { kind: "ref" }
          ? RecordId
          : F extends { kind: "mark" }
            ? Mark
            : string;
