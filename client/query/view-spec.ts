import type { Condition, Filter, FilterValue, Operator, Sort } from "#domain/schema/entity.ts";

/** One column of a list: the path of its value and its width in px, absent for the kind's usual one. */
export interface ColumnSpec {
  readonly path: string;
  readonly width?: number;
}

export const LAYOUTS = ["list", "board", "charts"] as const;
export type Layout = (typeof LAYOUTS)[number];

/** What a saved view holds besides its name. Absent columns are those of the kind's definition. */
export interface ViewSpec {
  readonly filter: Filter | null;
  readonly sort: readonly Sort[];
  readonly columns: readonly ColumnSpec[];
  /** How many columns at the start stay in sight while the others scroll. */
  readonly frozen: number;
  readonly layout: Layout;
}

export const EMPTY_SPEC: ViewSpec = { filter: null, sort: [], columns: [], frozen: 1, layout: "list" };

const OPERATORS: ReadonlySet<string> = new Set<Operator>([
  "equals", "not", "in", "contains", "starts", "above", "atLeast", "below", "atMost", "empty", "filled", "within",
]);
const PERIODS: ReadonlySet<unknown> = new Set(["month", "quarter", "year"]);
/** Deeper nesting comes from a broken or hostile file, never from the filter builder. */
const DEPTH = 8;
const NARROWEST = 48;
const WIDEST = 900;

type Loose = Readonly<Record<string, unknown>>;

const isLoose = (value: unknown): value is Loose => typeof value === "object" && value !== null && !Array.isArray(value);
const isValue = (value: unknown): value is string | number =>
  typeof value === "string" || (typeof value === "number" && Number.isFinite(value));

const readValue = (value: unknown): FilterValue | undefined => {
  if (value === null || isValue(value)) return value;
  if (Array.isArray(value)) return value.filter(isValue);
  if (!isLoose(value)) return undefined;
  if (typeof value["days"] === "number") return { days: Math.trunc(value["days"]) };
  const { period, back } = value;
  if (!PERIODS.has(period)) return undefined;
  const unit = period as "month" | "quarter" | "year";
  return typeof back === "number" ? { period: unit, back: Math.trunc(back) } : { period: unit };
};

const readCondition = (raw: Loose): Condition | null => {
  const { field, is } = raw;
  if (typeof field !== "string" || typeof is !== "string" || !OPERATORS.has(is)) return null;
  const value = readValue(raw["value"]);
  return value === undefined ? { field, is: is as Operator } : { field, is: is as Operator, value };
};

const readParts = (raw: unknown, depth: number): readonly Filter[] =>
  Array.isArray(raw) ? raw.map((part) => readFilter(part, depth + 1)).filter((part) => part !== null) : [];

/** Reads a filter from untrusted JSON. Parts that make no sense are left out; null when nothing is left. */
export const readFilter = (raw: unknown, depth = 0): Filter | null => {
  if (!isLoose(raw) || depth > DEPTH) return null;
  for (const join of ["all", "any"] as const) {
    if (!(join in raw)) continue;
    const parts = readParts(raw[join], depth);
    if (parts.length === 0) return null;
    return join === "all" ? { all: parts } : { any: parts };
  }
  if ("not" in raw) {
    const inner = readFilter(raw["not"], depth + 1);
    return inner && { not: inner };
  }
  return readCondition(raw);
};

const readSort = (raw: unknown): readonly Sort[] => {
  if (!Array.isArray(raw)) return [];
  return raw
    .filter((part): part is Loose => isLoose(part) && typeof part["by"] === "string")
    .map((part) => (part["down"] === true ? { by: String(part["by"]), down: true } : { by: String(part["by"]) }));
};

const readColumn = (raw: unknown): ColumnSpec | null => {
  if (typeof raw === "string") return { path: raw };
  if (!isLoose(raw) || typeof raw["path"] !== "string") return null;
  const { path, width } = raw;
  return typeof width === "number" && width > 0
    ? { path, width: Math.round(Math.min(WIDEST, Math.max(NARROWEST, width))) }
    : { path };
};

const readColumns = (raw: unknown): readonly ColumnSpec[] => {
  if (!Array.isArray(raw)) return [];
  const seen = new Set<string>();
  return raw.map(readColumn).filter((column): column is ColumnSpec => {
    if (!column || seen.has(column.path)) return false;
    seen.add(column.path);
    return true;
  });
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

/** Reads a saved view. What is missing or makes no sense takes its default, so that a view of another version still opens. */
export const parseViewSpec = (text: string): ViewSpec => {
  const raw = parsed(text);
  if (!isLoose(raw)) return EMPTY_SPEC;
  const { frozen } = raw;
  return {
    filter: readFilter(raw["filter"]),
    sort: readSort(raw["sort"]),
    columns: readColumns(raw["columns"]),
    frozen: typeof frozen === "number" && frozen >= 0 && frozen <= 10 ? Math.trunc(frozen) : EMPTY_SPEC.frozen,
    layout: LAYOUTS.find((layout) => layout === raw["layout"]) ?? "list",
  };
};

/** The JSON that a `view` record keeps. The keys stand in one order, so equal views have equal text. */
export const writeViewSpec = ({ filter, sort, columns, frozen, layout }: ViewSpec): string =>
  JSON.stringify({ filter, sort, columns, frozen, layout });

/** Whether two views show the same. Widths count: they are part of what was saved. */
export const sameSpec = (a: ViewSpec, b: ViewSpec): boolean =>
  writeViewSpec(parseViewSpec(writeViewSpec(a))) === writeViewSpec(parseViewSpec(writeViewSpec(b)));
