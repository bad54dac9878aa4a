import { entityOf } from "#domain/entities/registry.ts";
import { recordId, type KeySource, type RecordId } from "#domain/id.ts";
import type { Instant } from "#domain/clock.ts";
import type { Scalar } from "#domain/schema/field.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { checkValue } from "#domain/schema/validate.ts";
import { createDirectory, namesOf, type Directory } from "./directory.ts";
import type { PlanIssue, PlannedRecord, PossibleDuplicate, SkippedRow, TolerantMatch, PlannedUpdate, Values } from "./import-plan.ts";
import type { ColumnMap } from "./import-map.ts";
import { accountOf, today } from "./read-cell.ts";

/** What the user has decided about single rows: by line of the file. */
export type Choice = "create" | "skip" | { readonly update: string };

export interface PlanInput {
  /** The records that exist and that the user may read, by kind. Asked once per kind. */
  readonly rowsOf: (kind: string) => Iterable<Row>;
  readonly keys: KeySource;
  readonly me: RecordId;
  readonly now: Instant;
  readonly offsetMinutes: number;
  readonly choices?: Readonly<Record<number, Choice>>;
}

/** What grows while rows are planned. */
export interface Ledger {
  readonly creates: Map<string, PlannedRecord>;
  readonly references: Map<string, PlannedRecord>;
  readonly updates: Map<string, PlannedUpdate>;
  readonly issues: PlanIssue[];
  readonly duplicates: PossibleDuplicate[];
  readonly matches: Map<string, TolerantMatch>;
  readonly skipped: SkippedRow[];
  readonly unchanged: number[];
}

export interface PlanContext {
  readonly input: PlanInput;
  readonly directory: Directory;
  readonly ledger: Ledger;
  /** Kinds that rows of this file become: a name not found yet may stand further down. */
  readonly planned: ReadonlySet<string>;
  /** Kinds that columns refer to: only their names are worth keeping. */
  readonly referred: ReadonlySet<string>;
}

export const createContext = (input: PlanInput, planned: ReadonlySet<string>, referred: ReadonlySet<string>): PlanContext => ({
  input,
  planned,
  referred,
  directory: createDirectory(input.rowsOf),
  ledger: { creates: new Map(), references: new Map(), updates: new Map(), issues: [], duplicates: [], matches: new Map(), skipped: [], unchanged: [] },
});

export const initialOf = (initial: Scalar, { me, now, offsetMinutes }: PlanInput): Scalar =>
  initial === "today" ? today(now, offsetMinutes) : initial === "me" ? me : initial;

/** Values of a new record besides those of the row: its defaults, its mark, and the probability of its stage. */
export const initialValues = (entity: Entity, mapped: ReadonlySet<string>, input: PlanInput): Values => {
  const values: Values = {};
  for (const [name, field] of Object.entries(entity.fields)) {
    const { initial } = field;
    if (initial === undefined || initial === null) continue;
    // A default of "today" would claim a date that the file has left empty on purpose.
    if (initial === "today" && mapped.has(name)) continue;
    values[name] = initialOf(initial, input);
  }
  for (const [name, set] of Object.entries(entity.sets ?? {})) for (const member of set.initial ?? []) values[`set/${name}/${member}`] = 1;
  values["created"] = { by: input.me, at: input.now };
  return values;
};

/** A record that a row only names: its title, and what it cannot do without as far as the name supplies it. Null when it cannot be made so. */
export const planReference = (context: PlanContext, kind: string, text: string, line: number): PlannedRecord | null => {
  const { input, ledger, directory } = context;
  const entity = entityOf(kind);
  const id = recordId(kind, input.keys.next());
  const values: Values = { ...initialValues(entity, new Set(), input), [entity.title]: text.trim() };
  if (kind === "user") values["account"] = accountOf(text);
  for (const [name, field] of Object.entries(entity.fields)) {
    if (field.required && values[name] === undefined) return null;
    const value = values[name];
    if (value !== undefined && name !== "created" && !checkValue(field, value, name).ok) return null;
  }
  const record = { id, kind, lines: [line], values };
  ledger.references.set(id, record);
  directory.add(kind, id, namesOf(entity, (field) => (typeof values[field] === "string" ? values[field] : null)));
  return record;
};

export type Resolved =
  | { readonly kind: "id"; readonly id: string }
  | { readonly kind: "empty" }
  | { readonly kind: "later" }
  | { readonly kind: "fault"; readonly reason: "unknownReference" | "ambiguousReference" | "cannotCreate" };

const missingRule = (column: ColumnMap, kind: string): "create" | "refuse" | "leave" => column.missing ?? (kind === "user" ? "refuse" : "create");

/** The record that a cell names: found, made, or left for later when the file itself may still bring it. */
export const resolveReference = (context: PlanContext, column: ColumnMap, kind: string, text: string, line: number, final: boolean): Resolved => {
  const { directory, ledger } = context;
  const name = text.trim();
  const source = column.heading ?? column.template ?? "";
  const found = directory.find(kind, name, column.match !== "exact");
  if (found.kind === "ambiguous") return { kind: "fault", reason: "ambiguousReference" };
  const waits = !final && context.planned.has(kind);
  if (found.kind === "found" && !(found.tolerant && waits)) {
    if (found.tolerant) noteMatch(ledger, { column: source, kind, text: name, id: found.id, title: found.title, rows: 1 });
    return { kind: "id", id: found.id };
  }
  if (waits) return { kind: "later" };
  const rule = missingRule(column, kind);
  if (rule === "refuse") return { kind: "fault", reason: "unknownReference" };
  if (rule === "leave") return { kind: "empty" };
  const made = planReference(context, kind, name, line);
  return made ? { kind: "id", id: made.id } : { kind: "fault", reason: "cannotCreate" };
};

const noteMatch = (ledger: Ledger, match: TolerantMatch): void => {
  const key = `${match.column}\u0000${match.text}`;
  const known = ledger.matches.get(key);
  ledger.matches.set(key, known ? { ...known, rows: known.rows + 1 } : match);
};
