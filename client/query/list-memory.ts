import type { TablePlace } from "#client/ui/data-table/table.ts";
import { parseViewSpec, type ColumnSpec, type Layout, type ViewSpec } from "./view-spec.ts";

/** Rows on one page of a list; 0 is one long scrolling list. */
export const PAGE_SIZES = [0, 10, 20, 30, 50] as const;

/** How somebody left the list of one kind on this device. */
export interface ListMemory {
  /** The tab that was open: `all`, the id of a preset view, or the record id of a saved one. */
  readonly view: string;
  /** The tab to begin with after a restart; null begins with `view`. */
  readonly start: string | null;
  /** Columns and layout of the tabs that come with the kind; a saved view has its own. */
  readonly columns: readonly ColumnSpec[];
  readonly frozen: number;
  readonly layout: Layout;
  readonly pageSize: number;
  /** Views as they were changed without being saved, by view. */
  readonly changed: Readonly<Record<string, ViewSpec>>;
  /** Numbers chosen in place of those of preset views, such as the days of "quiet for 30 days", by view. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly search: string;
  readonly page: number;
  readonly place: TablePlace | null;
  readonly selected: readonly string[];
}

export const EMPTY_MEMORY: ListMemory = {
  view: "all", start: null, columns: [], frozen: 1, layout: "list", pageSize: 0, changed: {}, numbers: {}, search: "", page: 0, place: null, selected: [],
};

type Loose = Readonly<Record<string, unknown>>;

const isLoose = (value: unknown): value is Loose => typeof value === "object" && value !== null && !Array.isArray(value);
const count = (value: unknown, usual: number): number => (typeof value === "number" && value >= 0 && Number.isFinite(value) ? Math.trunc(value) : usual);
const text = (value: unknown, usual: string): string => (typeof value === "string" ? value : usual);

const readPlace = (value: unknown): TablePlace | null => {
  if (!isLoose(value)) return null;
  const { cell } = value;
  const at = isLoose(cell) ? { row: count(cell["row"], 0), column: count(cell["column"], 0) } : null;
  return { top: count(value["top"], 0), left: count(value["left"], 0), cell: at };
};

const entries = <T>(value: unknown, read: (raw: unknown) => T | null): Readonly<Record<string, T>> => {
  if (!isLoose(value)) return {};
  const found: Record<string, T> = {};
  for (const [name, raw] of Object.entries(value)) {
    const one = read(raw);
    if (one !== null) found[name] = one;
  }
  return found;
};

const parsed = (stored: string | null): unknown => {
  if (stored === null) return null;
  try {
    return JSON.parse(stored) as unknown;
  } catch {
    return null;
  }
};

/** Reads what the device kept; whatever makes no sense takes its default. */
export const parseListMemory = (stored: string | null): ListMemory => {
  const raw = parsed(stored);
  if (!isLoose(raw)) return EMPTY_MEMORY;
  const layout = parseViewSpec(JSON.stringify({ columns: raw["columns"], frozen: raw["frozen"], layout: raw["layout"] }));
  const pageSize = PAGE_SIZES.find((size) => size === raw["pageSize"]) ?? 0;
  return {
    view: text(raw["view"], "all"),
    start: typeof raw["start"] === "string" ? raw["start"] : null,
    columns: layout.columns,
    frozen: layout.frozen,
    layout: layout.layout,
    pageSize,
    changed: entries(raw["changed"], (spec) => (isLoose(spec) ? parseViewSpec(JSON.stringify(spec)) : null)),
    numbers: entries(raw["numbers"], (number) => (typeof number === "number" && Number.isFinite(number) ? number : null)),
    search: text(raw["search"], ""),
    page: count(raw["page"], 0),
    place: readPlace(raw["place"]),
    selected: Array.isArray(raw["selected"]) ? raw["selected"].filter((id) => typeof id === "string") : [],
  };
};

/** How a list was left, for a tab in which `search` is typed: the place in what another text had found means nothing there. */
export const asSearched = (left: ListMemory, search: string): ListMemory => (left.search === search ? left : { ...left, search, page: 0, place: null, selected: [] });

export const writeListMemory = (memory: ListMemory): string => JSON.stringify(memory);
