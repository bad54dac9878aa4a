import type { Condition, Derived, Entity, Filter } from "#domain/schema/entity.ts";
import type { Field, FieldKind } from "#domain/schema/field.ts";
import { findEntity } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { Locale } from "#domain/schema/words.ts";

/** Something of a kind that a list can show, sort or filter by. */
export interface ListField {
  readonly path: string;
  readonly label: string;
  /** What it holds; for a set what its members are. */
  readonly field: FieldKind;
  readonly from: "field" | "set" | "derived" | "behind";
  /** Words of its options, by id. */
  readonly options?: Readonly<Record<string, string>> | undefined;
  readonly facet?: string | undefined;
  /** Written by people, so that it can be edited in place and in bulk. */
  readonly stored: boolean;
}

const kindOfDerived = (derived: Derived): FieldKind => ({ kind: derived.kind });

/** Book-keeping stays away, except for who made a record when. */
const isShown = (name: string, field: Field): boolean => name === "created" || (!field.hidden && name !== "deleted");

const isStored = (entity: Entity, name: string, field: Field): boolean => !field.fixed && !field.relay && entity.number?.field !== name;

const conditionsOf = (filter: Filter): readonly Condition[] => {
  if ("all" in filter) return filter.all.flatMap(conditionsOf);
  if ("any" in filter) return filter.any.flatMap(conditionsOf);
  return "not" in filter ? conditionsOf(filter.not) : [filter];
};

/** Derived columns that only carry a preset view (it asks for exactly 1) say nothing in a cell of their own. */
const flagsOf = (entity: Entity): ReadonlySet<string> =>
  new Set(
    (entity.views ?? [])
      .flatMap((view) => conditionsOf(view.filter))
      .filter(({ field, is, value }) => is === "equals" && value === 1 && entity.derived?.[field]?.kind === "integer")
      .map(({ field }) => field),
  );

/** Every column a list of this kind can show, in the order of the definition. */
export const columnsOf = (entity: Entity, locale: Locale, rights: readonly string[]): readonly ListField[] => {
  const words = wordsOf(locale, entity.kind);
  const label = (name: string): string => words.fields[name] ?? name;
  const flags = flagsOf(entity);
  const fields = Object.entries(entity.fields)
    .filter(([name, field]) => isShown(name, field) && (!field.facet || rights.includes(field.facet)))
    .map(([path, field]): ListField => ({ path, label: label(path), field, from: "field", options: words.options[path], facet: field.facet, stored: isStored(entity, path, field) }));
  const sets = Object.entries(entity.sets ?? {})
    .filter(([, set]) => !set.hidden)
    .map(([path, set]): ListField => ({ path, label: label(path), field: set.of, from: "set", options: words.options[path], stored: true }));
  const derived = Object.entries(entity.derived ?? {})
    .filter(([name]) => !flags.has(name))
    .map(([path, column]): ListField => ({ path, label: label(path), field: kindOfDerived(column), from: "derived", stored: false }));
  return [...fields, ...derived, ...sets];
};

/** What one record says about another that is worth filtering by. */
const isWorthReaching = ({ field, from }: ListField): boolean =>
  from === "field" && (field.kind === "option" || field.kind === "ref" || field.kind === "money" || field.kind === "integer");

const behind = (entity: Entity, column: ListField, locale: Locale, rights: readonly string[]): readonly ListField[] => {
  if (column.field.kind === "mark") {
    if (column.path !== "created") return [];
    return [{ path: "created.by", label: `${column.label} › ${wordsOf(locale, "user").one}`, field: { kind: "ref", to: "user" }, from: "behind", stored: false }];
  }
  if (column.field.kind !== "ref" || column.field.to === entity.kind) return [];
  const target = findEntity(column.field.to);
  if (!target) return [];
  return columnsOf(target, locale, rights)
    .filter((far) => isWorthReaching(far) && !(far.field.kind === "ref" && far.field.to === entity.kind))
    .map((far) => ({ ...far, path: `${column.path}.${far.path}`, label: `${column.label} › ${far.label}`, from: "behind" as const, stored: false }));
};

/** Everything a filter can ask about: the columns, and one step further what their records say about themselves. */
export const filterFieldsOf = (entity: Entity, locale: Locale, rights: readonly string[]): readonly ListField[] => {
  const columns = columnsOf(entity, locale, rights);
  return [...columns, ...columns.flatMap((column) => behind(entity, column, locale, rights))];
};

/** Numbers stand at the right. */
export const isNumeric = (field: FieldKind): boolean =>
  field.kind === "money" || field.kind === "decimal" || field.kind === "percent" || field.kind === "integer";

const WIDTHS: Readonly<Record<FieldKind["kind"], number>> = {
  text: 160, money: 124, decimal: 88, percent: 80, integer: 88, day: 112, instant: 140, option: 132, ref: 208, mark: 112,
};

const FORMAT_WIDTHS: Readonly<Record<string, number>> = { email: 232, phone: 136, url: 208, number: 132 };

/** Names of companies and deals are long, those of people and departments short. */
const REF_WIDTHS: Readonly<Record<string, number>> = { user: 124, department: 144, contact: 124 };

const TITLE_WIDTH = 256;
const PERSON_WIDTH = 184;
const PEOPLE: ReadonlySet<string> = new Set(["user", "contact"]);
/** A title that is a sentence or more, such as what a follow-up says. */
const PROSE_WIDTH = 360;
/** Two members, and how many more there are. */
const SET_WIDTH = 208;

/** Heading, sort arrow and padding fit, up to this. */
const WIDEST_HEADING = 176;

const headingWidth = (label: string): number =>
  Math.min(WIDEST_HEADING, [...label].reduce((width, sign) => width + (sign > "\u1100" ? 12 : 6.4), 42));

const valueWidth = ({ field, from }: ListField): number => {
  if (from === "set") return SET_WIDTH;
  if (field.kind === "ref") return REF_WIDTHS[field.to] ?? WIDTHS.ref;
  return (field.kind === "text" && FORMAT_WIDTHS[field.format ?? ""]) || WIDTHS[field.kind];
};

/** Px that a column takes until somebody resizes it. */
export const usualWidth = (entity: Entity, column: ListField): number => {
  const { field, path, label } = column;
  if (path === entity.title) {
    if (PEOPLE.has(entity.kind)) return PERSON_WIDTH;
    return field.kind === "text" && field.multiline ? PROSE_WIDTH : TITLE_WIDTH;
  }
  return Math.round(Math.max(valueWidth(column), headingWidth(label)));
};
