import type { Entity, Sort } from "#domain/schema/entity.ts";
import type { Query } from "#domain/query/query.ts";
import { same } from "#domain/same.ts";
import { bothOf } from "./filter-tree.ts";
import { presetOf, withLimit } from "./list-views.ts";
import type { ColumnSpec, ViewSpec } from "./view-spec.ts";

/** The columns of a kind as its definition has them, with the official number after the first where it has one. */
export const definedColumns = (entity: Entity): readonly ColumnSpec[] => {
  const named = entity.list.columns.map((path) => ({ path }));
  const number = entity.number?.field;
  return number === undefined || named.some((column) => column.path === number) ? named : named.toSpliced(1, 0, { path: number });
};

/** The columns that are shown: those of the view which this person may see, or the kind's own. */
export const shownColumns = (entity: Entity, spec: ViewSpec, known: ReadonlySet<string>): readonly ColumnSpec[] => {
  const own = spec.columns.filter((column) => known.has(column.path));
  return own.length > 0 ? own : definedColumns(entity).filter((column) => known.has(column.path));
};

/** The order a tab begins with. */
export const definedSort = (entity: Entity, view: string): readonly Sort[] => presetOf(entity, view)?.sort ?? entity.list.sort;

export interface QueryParts {
  readonly entity: Entity;
  readonly view: string;
  readonly spec: ViewSpec;
  readonly search: string;
  /** The order was chosen while searching. */
  readonly ordered?: boolean;
  /** Chosen limit of a preset view. */
  readonly limit?: number | undefined;
  /** Shows one group of the kind's index only, such as one surname. */
  readonly index?: { readonly field: string; readonly value: string } | null;
}

/** What the list asks of the replica. While searching, the best match comes first unless another order was chosen, or the usual one by hand. */
export const listQuery = ({ entity, view, spec, search, ordered, limit, index }: QueryParts): Query => {
  const preset = presetOf(entity, view);
  const indexed = index ? bothOf(spec.filter, { field: index.field, is: "equals", value: index.value }) : spec.filter;
  const filter = bothOf(preset ? withLimit(preset, limit).filter : null, indexed);
  const text = search.trim();
  const usual = same(spec.sort, definedSort(entity, view));
  const sorted = spec.sort.length > 0 && (text === "" || !usual || ordered === true);
  return {
    kind: entity.kind,
    ...(filter ? { filter } : {}),
    ...(sorted ? { sort: spec.sort } : {}),
    ...(text === "" ? {} : { search: text }),
  };
};
