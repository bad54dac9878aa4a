import type { Condition, Entity, PresetView, Row } from "#domain/schema/entity.ts";
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

export const presetOf = (entity: Entity, view: string): PresetView | undefined => entity.views?.find((preset) => preset.id === view);

const LIMITS: ReadonlySet<string> = new Set(["above", "atLeast", "below", "atMost"]);

/** The limit that a preset view sets, where it is a plain number, so that the user may choose another. */
export const limitOf = (preset: PresetView | undefined): number | null => {
  if (!preset || !("field" in preset.filter)) return null;
  const { is, value } = preset.filter;
  return LIMITS.has(is) && typeof value === "number" ? value : null;
};

/** The preset with another limit in place of its own. */
export const withLimit = (preset: PresetView, limit: number | undefined): PresetView =>
  limit === undefined || limitOf(preset) === null ? preset : { ...preset, filter: { ...(preset.filter as Condition), value: limit } };

/** A preset's words carry its own limit as a figure ("Quiet for 30 days"); another limit takes its place. */
export const labelWithLimit = (label: string, preset: PresetView | undefined, limit: number | undefined): string => {
  const own = limitOf(preset);
  return own === null || limit === undefined ? label : label.replace(String(own), String(limit));
};
