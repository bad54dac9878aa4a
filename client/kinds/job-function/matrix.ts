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

/** One field of a kind as job functions know it. `facet` is the feature that shows it; without one it is always shown. */
export interface MatrixField {
  readonly name: string;
  readonly facet: string | null;
  /** Whether it can be made read only. */
  readonly switches: boolean;
}

/** The fields of a kind, in the order of its definition. `switchable` are the `<kind>.<field>` that a job function can make read only. */
export const matrixFields = (entity: Entity, switchable: ReadonlySet<string>): readonly MatrixField[] =>
  [...Object.keys(entity.fields), ...Object.keys({ ...entity.sets, ...entity.lines, ...entity.prose })]
    .map((name) => ({ name, facet: entity.fields[name]?.facet ?? null, switches: switchable.has(`${entity.kind}.${name}`) }))
    .filter(({ switches, facet }) => switches || facet !== null);

export const LEVELS = ["write", "read", "hidden"] as const;
export type Level = (typeof LEVELS)[number];

/** What a job function holds that decides about fields. */
export interface FieldRights {
  readonly features: ReadonlySet<string>;
  readonly readOnly: ReadonlySet<string>;
}

export const levelOf = ({ features, readOnly }: FieldRights, kind: string, field: MatrixField): Level => {
  if (field.facet !== null && !features.has(field.facet)) return "hidden";
  return readOnly.has(`${kind}.${field.name}`) ? "read" : "write";
};

/** Levels a field can have: only what lies in a facet can be hidden. */
export const levelsOf = (field: MatrixField): readonly Level[] => [...(field.switches ? (["write", "read"] as const) : (["write"] as const)), ...(field.facet === null ? [] : (["hidden"] as const))];

/** What giving fields of a kind a level writes. Hiding one field hides everything of its facet, as showing one shows it all. */
export const setLevel = ({ features, readOnly }: FieldRights, kind: string, fields: readonly MatrixField[], level: Level): Values => {
  const facets = fields.flatMap(({ facet }) => (facet === null ? [] : [facet]));
  if (level === "hidden") return changesTo("features", features, new Set(facets), false);
  const names = fields.filter(({ switches }) => switches).map(({ name }) => `${kind}.${name}`);
  const shown = fields.length === 1 ? changesTo("features", features, new Set(facets), true) : {};
  return { ...shown, ...changesTo("readOnly", readOnly, names, level === "read") };
};
