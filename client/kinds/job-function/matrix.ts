import { OWNED_KIND_NAMES, type OwnedKind } from "#domain/entities/owned-kinds.ts";
import { ACTIONS, type Action } from "#domain/policy/job-function.ts";
import { memberPath } from "#domain/record/path.ts";
import type { Values } from "#domain/record/change.ts";
import type { Entity } from "#domain/schema/entity.ts";

/** Which cells of the matrix are meant: those of one kind, of one action, or all. */
export interface Cells {
  readonly kinds: readonly OwnedKind[];
  readonly actions: readonly Action[];
}

export const cellsOf = (kind: OwnedKind | null, action: Action | null): Cells => ({
  kinds: kind === null ? OWNED_KIND_NAMES : [kind],
  actions: action === null ? ACTIONS : [action],
});

export type Switched = "all" | "some" | "none";

export const switchedIn = (may: ReadonlySet<string>, { kinds, actions }: Cells): Switched => {
  const cells = kinds.flatMap((kind) => actions.map((action) => may.has(`${kind}.${action}`)));
  if (cells.every(Boolean)) return "all";
  return cells.some(Boolean) ? "some" : "none";
};

const changesTo = (set: string, has: ReadonlySet<string>, members: Iterable<string>, on: boolean): Values =>
  Object.fromEntries([...members].filter((member) => has.has(member) !== on).map((member) => [memberPath(set, member), on ? 1 : null]));

/**
 * What switching cells writes. Whoever may not read a kind does nothing with it, so that reading goes with everything else: the rest of a kind
 * is switched off with it, and it is switched on with the rest.
 */
export const switchCells = (may: ReadonlySet<string>, { kinds, actions }: Cells, on: boolean): Values => {
  const wanted = kinds.flatMap((kind) => {
    const more: readonly Action[] = on ? ["read", ...actions] : actions.includes("read") ? ACTIONS : actions;
    return more.map((action) => `${kind}.${action}`);
  });
  return changesTo("may", may, new Set(wanted), on);
};

/** One field of a kind as job functions know it, `<list>.<field>` for one of lines. `facet` is the feature that shows it. */
export interface MatrixField {
  readonly name: string;
  readonly facet: string | null;
  /** Whether it can be made read only. */
  readonly switches: boolean;
  /** Whether it can be hidden by itself. */
  readonly hides: boolean;
}

/** What a job function can make read only and what it can hide, as `<kind>.<field>`. */
export interface Switchable {
  readonly readOnly: ReadonlySet<string>;
  readonly hidden: ReadonlySet<string>;
}

/** The fields of a kind, in the order of its definition, those of lines behind their list. */
export const matrixFields = (entity: Entity, { readOnly, hidden }: Switchable): readonly MatrixField[] => {
  const lists = Object.entries(entity.lines ?? {}).flatMap(([list, { fields }]) => [list, ...Object.keys(fields).map((name) => `${list}.${name}`)]);
  return [...Object.keys(entity.fields), ...Object.keys(entity.sets ?? {}), ...lists, ...Object.keys(entity.prose ?? {})]
    .map((name) => ({ name, facet: entity.fields[name]?.facet ?? null, switches: readOnly.has(`${entity.kind}.${name}`), hides: hidden.has(`${entity.kind}.${name}`) }))
    .filter(({ switches, hides, facet }) => switches || hides || facet !== null);
};

export const LEVELS = ["write", "read", "hidden"] as const;
export type Level = (typeof LEVELS)[number];

/** What a job function holds that decides about fields. */
export interface FieldRights {
  readonly features: ReadonlySet<string>;
  readonly readOnly: ReadonlySet<string>;
  readonly hidden: ReadonlySet<string>;
}

export const levelOf = ({ features, readOnly, hidden }: FieldRights, kind: string, field: MatrixField): Level => {
  if ((field.facet !== null && !features.has(field.facet)) || hidden.has(`${kind}.${field.name}`)) return "hidden";
  return readOnly.has(`${kind}.${field.name}`) ? "read" : "write";
};

/** Levels a field can have: what a record is named, found or judged by is always seen. */
export const levelsOf = ({ switches, hides, facet }: MatrixField): readonly Level[] => LEVELS.filter((level) => level === "write" || (level === "read" ? switches : hides || facet !== null));

/**
 * What giving fields of a kind a level writes; those that cannot have it stay as they are. Hiding one field of a facet hides everything of it, as
 * showing one shows it all.
 */
export const setLevel = ({ features, readOnly, hidden }: FieldRights, kind: string, fields: readonly MatrixField[], level: Level): Values => {
  const able = fields.filter((field) => levelsOf(field).includes(level));
  const facets = able.flatMap(({ facet }) => (facet === null ? [] : [facet]));
  const named = (which: (field: MatrixField) => boolean): readonly string[] => able.filter(which).map(({ name }) => `${kind}.${name}`);
  const shown = level === "hidden" || fields.length === 1 ? changesTo("features", features, new Set(facets), level !== "hidden") : {};
  return {
    ...shown,
    ...changesTo("readOnly", readOnly, named(({ switches, facet }) => switches && (level !== "hidden" || facet === null)), level === "read"),
    ...changesTo("hidden", hidden, named(({ hides }) => hides), level === "hidden"),
  };
};
