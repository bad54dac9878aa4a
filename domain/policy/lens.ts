import { runOf } from "#domain/approval/run.ts";
import type { Cover } from "#domain/approval/content.ts";
import { PATH_HEADS, type Path } from "#domain/record/path.ts";
import type { Cell, Entity, LineRow, LogRow, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";

/**
 * What of the records of one kind somebody does not see, by name: a field, set, prose or list of lines, or `<list>.<field>` for a field of
 * lines. It is the same for every record of the kind, however somebody comes to read it.
 */
export type Lens = ReadonlySet<string>;

/** The lenses of one person, by kind. A kind of which everything is seen has none. */
export type Lenses = ReadonlyMap<string, Lens>;

export const CLEAR: Lenses = new Map();

/** Of `<kind>.<name>`, as job functions name what is hidden. */
export const lensesOf = (hidden: Iterable<string>): Lenses => {
  const lenses = new Map<string, Set<string>>();
  for (const one of hidden) {
    const dot = one.indexOf(".");
    const kind = one.slice(0, dot);
    lenses.set(kind, (lenses.get(kind) ?? new Set()).add(one.slice(dot + 1)));
  }
  return lenses.size === 0 ? CLEAR : lenses;
};

/** Whether what stands at `path` is not seen. */
export const isHidden = (lens: Lens | undefined, path: Path): boolean => {
  if (!lens) return false;
  const [head = "", name = "", , field] = path.split("/");
  if (!(PATH_HEADS as readonly string[]).includes(head)) return lens.has(path);
  return lens.has(name) || (head === "line" && field !== undefined && lens.has(`${name}.${field}`));
};

/** Whether some of the content that an approval is about is not seen. */
export const hidesCovered = (lens: Lens | undefined, covers: readonly Cover[]): boolean =>
  lens !== undefined && covers.some((cover) => lens.has(cover) || lens.has(cover.split(".")[0] ?? ""));

/**
 * The value at a path as it is seen, null where nothing is. A digest of content that is not seen would confirm a guess of it: of what was
 * said in approvals it is left out.
 */
export const seenValue = (lens: Lens | undefined, path: Path, value: FieldValue): FieldValue => {
  if (!lens) return value;
  if (isHidden(lens, path)) return null;
  if (path === "approvalRun") return seenRun(lens, value);
  if (path.startsWith("log/approvals/") && typeof value === "object" && value !== null && "hash" in value) {
    const { hash: _hash, ...said } = value;
    return said;
  }
  return value;
};

const seenRun = (lens: Lens, value: FieldValue): FieldValue => {
  const run = typeof value === "string" ? runOf({ id: "order/run" as Row["id"], approvalRun: value }) : null;
  if (!run) return null;
  return hidesCovered(lens, run.covers) ? JSON.stringify({ ...run, hash: "" }) : value;
};

const seenLines = (lens: Lens, list: string, lines: readonly LineRow[]): readonly LineRow[] =>
  lines.map((line) => Object.fromEntries(Object.entries(line).filter(([name]) => !lens.has(`${list}.${name}`))) as unknown as LineRow);

/** A row as it is seen. */
export const seenRow = (entity: Entity, lens: Lens | undefined, row: Row): Row => {
  if (!lens) return row;
  const seen: Record<string, Cell> = {};
  for (const [name, cell] of Object.entries(row)) {
    if (lens.has(name)) continue;
    if (entity.lines?.[name]) seen[name] = seenLines(lens, name, (cell ?? []) as readonly LineRow[]);
    else if (name === "approvalRun") seen[name] = seenRun(lens, cell as FieldValue);
    else if (name === "approvals" && entity.approvable) seen[name] = (cell as readonly LogRow[]).map(({ hash: _hash, ...entry }) => entry as LogRow);
    else seen[name] = cell;
  }
  return seen as Row;
};
