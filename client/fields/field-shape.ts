import type { Entity } from "#domain/schema/entity.ts";
import type { Field, FieldKind } from "#domain/schema/field.ts";
import type { Locale } from "#domain/schema/words.ts";
import { wordsOf } from "#domain/entities/words.ts";

/** What a screen needs to know of one named part of a record to draw it or to edit it. */
export interface FieldShape {
  readonly name: string;
  readonly label: string;
  /** What one value is; for a set, what one member is. */
  readonly field: Field;
  /** A set: the value is an array of members. */
  readonly many: boolean;
  /** Computed, or written by the relay alone. */
  readonly computed: boolean;
  /** Label of every option, by id. */
  readonly words: Readonly<Record<string, string>>;
}

const NO_WORDS: Readonly<Record<string, string>> = {};

/** The field, set, prose or derived column of `entity` called `name`; null when it has none. */
export const fieldShape = (entity: Entity, name: string, locale: Locale): FieldShape | null => {
  const all = wordsOf(locale, entity.kind);
  const base = { name, label: all.fields[name] ?? name, words: all.options[name] ?? NO_WORDS };
  const field = entity.fields[name];
  const official = entity.number?.field === name;
  if (field) return { ...base, field, many: false, computed: official || name === "created" || field.relay === true };
  const set = entity.sets?.[name];
  if (set) return { ...base, field: set.of, many: true, computed: set.relay === true };
  const derived = entity.derived?.[name];
  if (derived) return { ...base, field: derivedField(derived.kind), many: false, computed: true };
  return entity.prose?.[name] ? { ...base, field: { kind: "text", multiline: true }, many: false, computed: true } : null;
};

const derivedField = (kind: "integer" | "money" | "percent" | "day" | "text"): FieldKind => ({ kind });

/** The field `name` of a list of lines of `entity`. */
export const lineFieldShape = (entity: Entity, list: string, name: string, locale: Locale): FieldShape | null => {
  const field = entity.lines?.[list]?.fields[name];
  const all = wordsOf(locale, entity.kind);
  return field ? { name, label: all.lines?.[list]?.[name] ?? name, field, many: false, computed: false, words: all.options[name] ?? NO_WORDS } : null;
};
