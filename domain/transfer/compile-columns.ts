import type { Entity } from "#domain/schema/entity.ts";
import type { Field } from "#domain/schema/field.ts";
import { unguardFormula } from "./formula-guard.ts";
import { headingsOf, targetOf, type ColumnMap, type KindMap, type Target } from "./import-map.ts";
import { optionsOf } from "./options.ts";
import type { PlanInput } from "./plan-context.ts";
import { cellReader, type CellReader } from "./read-cell.ts";

export interface CompiledColumn {
  readonly column: ColumnMap;
  /** What the column is called in issues. */
  readonly source: string;
  readonly target: Exclude<Target, { kind: "id" }>;
  readonly text: (cells: readonly string[]) => string;
  readonly read: CellReader;
  /** The same text for every row: it alone does not make a line. */
  readonly constant: boolean;
}

export interface CompiledMap {
  readonly id: ((cells: readonly string[]) => string) | null;
  readonly columns: readonly CompiledColumn[];
  /** Names of fields that a column fills. */
  readonly mapped: ReadonlySet<string>;
}

const textReader = (column: ColumnMap, at: ReadonlyMap<string, number>): ((cells: readonly string[]) => string) => {
  if (column.heading !== undefined) {
    const index = at.get(column.heading) ?? -1;
    return (cells) => unguardFormula(cells[index] ?? "");
  }
  const template = column.template ?? "";
  if (headingsOf(column).length === 0) return () => template;
  const parts = template.split(/(\{[^{}]+\})/);
  const indexes = parts.map((part) => (part.startsWith("{") ? (at.get(part.slice(1, -1)) ?? -1) : -1));
  // Separators around an empty part go with it, so that a missing name leaves no dangling dot.
  return (cells) =>
    parts
      .map((part, n) => (part.startsWith("{") ? unguardFormula(cells[indexes[n] ?? -1] ?? "").trim() : part))
      .join("")
      .replace(/^[\s·|/,;–-]+|[\s·|/,;–-]+$/gu, "")
      .replace(/(\s[·|/–-]\s)(?:\s*[·|/–-]\s)+/gu, "$1");
};

/** Texts of a column that are remembered with what they were read as. */
const REMEMBERED = 4_000;

/** A column that repeats its texts, as most do, reads each of them once; one that does not is no longer looked up after a while. */
const remembering = (read: CellReader): CellReader => {
  const known = new Map<string, ReturnType<CellReader>>();
  let found = 0;
  return (text) => {
    const before = known.get(text);
    if (before) {
      found += 1;
      return before;
    }
    const value = read(text);
    if (known.size < REMEMBERED) known.set(text, value);
    else if (found < REMEMBERED) known.clear();
    return value;
  };
};

/** Resolves headings, targets and formats once, so that a row costs only its cells. */
export const compileColumns = (entity: Entity, map: KindMap, names: readonly string[], input: PlanInput): CompiledMap => {
  const at = new Map(names.map((name, index) => [name, index]));
  const mapped = new Set<string>();
  const columns: CompiledColumn[] = [];
  let id: CompiledMap["id"] = null;
  for (const column of map.columns) {
    const target = targetOf(entity, column.to);
    if (!target) continue;
    const text = textReader(column, at);
    if (target.kind === "id") {
      id = text;
      continue;
    }
    mapped.add(target.name);
    columns.push({
      column,
      source: column.heading ?? column.template ?? "",
      target,
      text,
      read: remembering(cellReader(target.field, column.format ?? {}, { ...input, optionOf: finderOf(entity, target.name, target.field) })),
      constant: headingsOf(column).length === 0,
    });
  }
  columns.sort((a, b) => Number(a.column.onlyClosed ?? false) - Number(b.column.onlyClosed ?? false));
  return { id, columns, mapped };
};

const finderOf = (entity: Entity, name: string, field: Field): ((text: string) => string | undefined) =>
  field.kind === "option" ? optionsOf(entity, name, field) : () => undefined;
