import type { Condition, Entity, Filter, PresetView, Row } from "#domain/schema/entity.ts";
import { isPooled } from "#domain/schema/entity.ts";
import { markOf, textOf } from "#domain/schema/read.ts";
import { parseViewSpec, type ViewSpec } from "./view-spec.ts";

/** A view that somebody saved. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly spec: ViewSpec;
  readonly owner: string | null;
  readonly shared: boolean;
  readonly pinned: boolean;
}

/** The tab that shows every record of the kind. */
export const ALL_VIEW = "all";

export const isSaved = (view: string): boolean => view.startsWith("view/");

export const savedView = (row: Row): SavedView => ({
  id: row.id,
  name: textOf(row, "name") ?? "",
  spec: parseViewSpec(textOf(row, "spec") ?? ""),
  owner: textOf(row, "owner"),
  shared: markOf(row, "shared") !== null,
  pinned: markOf(row, "pinned") !== null,
});

/** What is in any pool, and what people hold from one. A pool's own view goes by the id of the pool. */
export const POOLS_VIEW = "pools";
export const HELD_VIEW = "held";

const poolView = (id: string): PresetView | undefined => {
  const owner = { field: "owner", is: id === HELD_VIEW ? "filled" : "empty" } as const;
  if (id === POOLS_VIEW || id === HELD_VIEW) return { id, filter: { all: [{ field: "pool", is: "filled" }, owner] } };
  return id.startsWith("pool/") ? { id, filter: { all: [{ field: "pool", is: "equals", value: id }, owner] } } : undefined;
};

/** A view that comes with the kind; undefined for one that somebody saved. */
export const presetOf = (entity: Entity, view: string): PresetView | undefined => entity.views?.find((preset) => preset.id === view) ?? (isPooled(entity) ? poolView(view) : undefined);

const LIMITS: ReadonlySet<string> = new Set(["above", "atLeast", "below", "atMost"]);

const isLimit = (filter: Filter): filter is Condition => "field" in filter && LIMITS.has(filter.is) && typeof filter.value === "number";

const conditionsOf = ({ filter }: PresetView): readonly Filter[] => ("all" in filter ? filter.all : [filter]);

/** The condition of a preset view that asks for a plain number, so that the user may choose another. */
export const limitedBy = (preset: PresetView | undefined): Condition | null => (preset && conditionsOf(preset).find(isLimit)) ?? null;

export const limitOf = (preset: PresetView | undefined): number | null => (limitedBy(preset)?.value as number | undefined) ?? null;

/** The preset with another limit in place of its own. */
export const withLimit = (preset: PresetView, limit: number | undefined): PresetView => {
  const own = limitedBy(preset);
  if (limit === undefined || own === null) return preset;
  const chosen: Condition = { ...own, value: limit };
  return { ...preset, filter: preset.filter === own ? chosen : { all: conditionsOf(preset).map((part) => (part === own ? chosen : part)) } };
};

/** A preset's words carry its own limit as a figure ("Quiet for 30 days"); another limit takes its place. */
export const labelWithLimit = (label: string, preset: PresetView | undefined, limit: number | undefined): string => {
  const own = limitOf(preset);
  return own === null || limit === undefined ? label : label.replace(String(own), String(limit));
};
