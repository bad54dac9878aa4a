import { describe, expect, it } from "vitest";
import { pathOf, placeOf } from "#client/app/place.ts";
import { ICON_NAMES } from "#client/ui/icon-names.ts";
import { ENTITIES, findEntity } from "#domain/entities/registry.ts";
import { findColumn } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { checkFilter } from "#domain/query/filter.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { FieldKind } from "#domain/schema/field.ts";

const context: QueryContext = { now: 0, today: "2026-11-22", offsetMinutes: 0, me: "user/0", locale: "en", entity: findEntity, row: () => undefined };
const KINDS = ENTITIES.map((entity) => [entity.kind, entity] as const);

const ICONS: ReadonlySet<string> = new Set(ICON_NAMES);

const own = <T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined => (record && Object.hasOwn(record, name) ? record[name] : undefined);
const stored = ({ fields, sets }: Entity, name: string): boolean => Boolean(own(fields, name) ?? own(sets, name));
const columns = (entity: Entity, names: readonly string[]): readonly string[] => names.filter((name) => !findColumn(entity, name, context));
const money = (entity: Entity, names: readonly string[]): readonly string[] => names.filter((name) => findColumn(entity, name, context)?.kind !== "money");
const references = ({ fields, sets, lines = {} }: Entity): readonly string[] => {
  const kinds: FieldKind[] = [...Object.values(fields), ...Object.values(sets ?? {}).map(({ of }) => of), ...Object.values(lines).flatMap((list) => Object.values(list.fields))];
  return kinds.flatMap((kind) => (kind.kind === "ref" ? [kind.to] : []));
};

it("kinds have names of their own", () => expect(new Set(ENTITIES.map(({ kind }) => kind)).size).toBe(ENTITIES.length));

describe.each(KINDS)("the definition of %s", (kind, entity) => {
  it("names an icon that the app has", () => expect(ICONS).toContain(entity.icon));

  it("has an address that nothing else has", () => {
    expect(placeOf(`/${kind}`)).toEqual({ at: "list", kind });
    expect(pathOf({ at: "list", kind })).toBe(`/${kind}`);
  });

  it("names one thing by one name", () => {
    const names = [entity.fields, entity.sets, entity.lines, entity.logs, entity.prose, entity.derived].flatMap((part) => Object.keys(part ?? {}));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    expect(names.filter((name) => name === "id" || name.includes("/") || name.includes("."))).toEqual([]);
  });

  it("titles a record with a text, and shows columns beside it", () => {
    expect(entity.fields[entity.title]?.kind).toBe("text");
    expect(columns(entity, entity.subtitle === undefined ? [] : [entity.subtitle])).toEqual([]);
    if (entity.chip !== undefined) expect(entity.fields[entity.chip]?.kind).toBe("option");
  });

  it("lists, sorts and adds up columns that it has", () => {
    expect(columns(entity, [...entity.list.columns, ...entity.list.sort.map(({ by }) => by)])).toEqual([]);
    expect(money(entity, entity.list.totals ?? [])).toEqual([]);
  });

  it("has views that ask for what there is", () => {
    const views = entity.views ?? [];
    expect(views.filter(({ filter, sort }) => !checkFilter(filter, entity, context).ok || (sort ?? []).some(({ by }) => findColumn(entity, by, context) === null)).map(({ id }) => id)).toEqual([]);
    expect(new Set(views.map(({ id }) => id)).size).toBe(views.length);
  });

  it("has a form of fields and sets, each once, with all that a record needs", () => {
    const names = entity.form.flatMap((section) => section.fields);
    expect(names.filter((name) => !stored(entity, name))).toEqual([]);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    const needed = Object.entries(entity.fields).flatMap(([name, field]) => (field.required && field.initial === undefined ? [name] : []));
    if (!entity.internal) expect(needed.filter((name) => !names.includes(name))).toEqual([]);
  });

  it("lists related records by what refers to it, in columns that they have", () => {
    for (const { kind: other, by, columns: shown, totals, sort } of entity.related ?? []) {
      const target = findEntity(other);
      const field = own(target?.fields, by) ?? own(target?.sets, by)?.of;
      expect(field, `${other}.${by}`).toMatchObject({ kind: "ref", to: kind });
      if (!target) continue;
      expect(columns(target, [...shown, ...(sort ?? []).map((each) => each.by)])).toEqual([]);
      expect(money(target, totals ?? [])).toEqual([]);
    }
  });

  it("finds duplicates and collisions by fields that it has", () => {
    const names = [...(entity.duplicates ?? []).flat(), ...(entity.collision ?? [])];
    expect(names.filter((name) => !stored(entity, name))).toEqual([]);
  });

  it("refers to kinds that there are, and follows references", () => {
    expect(references(entity).filter((to) => !findEntity(to))).toEqual([]);
    const followed = entity.access.kind === "owned" ? (entity.access.follows ?? []) : [];
    const field = (name: string): FieldKind | undefined => own(entity.fields, name) ?? own(entity.sets, name)?.of;
    expect(followed.filter((name) => field(name)?.kind !== "ref")).toEqual([]);
  });

  it("numbers records in a text", () => {
    if (entity.number) expect(entity.fields[entity.number.field]).toMatchObject({ kind: "text" });
  });

  it("keeps unique what is a text of the main document", () => {
    const unique = Object.values(entity.fields).filter((field) => field.unique);
    expect(unique.filter((field) => field.kind !== "text" || field.facet)).toEqual([]);
  });

  it("starts with values that fit", () => {
    const options = Object.entries(entity.fields).filter(([, field]) => field.kind === "option" && field.initial !== undefined && !field.options.some(({ id }) => id === field.initial));
    expect(options.map(([name]) => name)).toEqual([]);
  });

  it("has a stage for each step, one step for each stage, and a log that keeps them", () => {
    const { stages } = entity;
    if (!stages) return;
    const field = entity.fields[stages.field];
    expect(field?.kind === "option" && field.options.map(({ id }) => id)).toEqual(stages.steps.map(({ id }) => id));
    expect(own(entity.logs, stages.log)?.details).toHaveProperty("stage");
    expect(money(entity, stages.sum === undefined ? [] : [stages.sum])).toEqual([]);
  });
});
