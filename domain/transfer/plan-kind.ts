import { entityOf } from "#domain/entities/registry.ts";
import { recordId } from "#domain/id.ts";
import { initialLine } from "#domain/record/initial.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { isDeleted, titleOf } from "#domain/schema/read.ts";
import { compileColumns, type CompiledColumn } from "./compile-columns.ts";
import { namesOf } from "./directory.ts";
import { createDraft, putValue, existingLine, type Draft } from "./draft.ts";
import { createDuplicateFinder, type Twin } from "./duplicates.ts";
import { createFinisher } from "./finish-draft.ts";
import type { KindMap } from "./import-map.ts";
import type { PlanIssue, PlanReason, PossibleDuplicate, SkippedRow, Values } from "./import-plan.ts";
import { today } from "./read-cell.ts";
import { emailKey, phoneKey, plainWidth } from "./normalise.ts";
import { beginningOf, resolveReference, type PlanContext } from "./plan-context.ts";
import type { SheetRow } from "./sheet.ts";
import { createValueShapes } from "./value-shapes.ts";

export interface KindPlanner {
  readonly add: (row: SheetRow) => void;
  readonly finish: () => void;
}

/** What a row says. What most rows do not have is made when it is met. */
interface ReadRow {
  /** Values of fields, by the slot of their name; undefined where the row says nothing. */
  readonly slots: (FieldValue | undefined)[];
  members: [set: string, id: string][] | null;
  lines: Map<string, Map<string, FieldValue>> | null;
  pending: { readonly column: CompiledColumn; readonly kind: string; readonly text: string }[] | null;
  /** Lists of which the row itself has something, and no constant alone. */
  sources: Set<string> | null;
  /** Targets whose cell is faulty: reported already, so not reported again as missing. */
  faulty: Set<string> | null;
  errors: number;
  filled: boolean;
}

const NAMES = /[;；、\n]/u;

const keyPart = (entity: Entity, name: string, value: FieldValue | undefined): string => {
  if (value === undefined || value === null) return "";
  const field = entity.fields[name];
  if (typeof value !== "string") return JSON.stringify(value);
  if (field?.kind !== "text") return value;
  if (field.format === "phone") return phoneKey(value);
  return field.format === "email" ? emailKey(value) : plainWidth(value).trim().replace(/\s+/g, " ").toLowerCase();
};

/** Plans the records of one kind, row by row. */
export const createKindPlanner = (context: PlanContext, map: KindMap, names: readonly string[]): KindPlanner => {
  const { input, ledger, directory } = context;
  const entity = entityOf(map.entity);
  const compiled = compileColumns(entity, map, names, input);
  const slotNames = [...new Set(compiled.columns.flatMap(({ target }) => (target.kind === "field" ? [target.name] : [])))];
  const slotOf = new Map(slotNames.map((name, slot) => [name, slot]));
  const makeValues = createValueShapes(slotNames, beginningOf(entity, compiled.mapped, input));
  const maker = { me: input.me, today: today(input.now, input.offsetMinutes) };
  const existing = new Map<string, Row>();
  const byKey = new Map<string, string>();
  const drafts = new Map<string, Draft>();
  const outcomes = new Set(entity.stages?.steps.flatMap((step) => (step.outcome ? [step.id] : [])));

  const required = Object.entries(entity.fields).flatMap(([name, field]) => (field.required && !field.hidden && field.initial === undefined ? [name] : []));

  const keyOf = (read: (name: string) => FieldValue | undefined): string | null => {
    let key: string | null = null;
    for (const name of map.key ?? []) {
      const part = keyPart(entity, name, read(name));
      if (part === "") return null;
      key = key === null ? part : `${key}\u0000${part}`;
    }
    return key;
  };

  const given = ({ slots }: ReadRow, name: string): FieldValue | undefined => slots[slotOf.get(name) ?? -1];

  for (const row of input.rowsOf(entity.kind)) {
    if (isDeleted(row)) continue;
    existing.set(row.id, row);
    const key = keyOf((name) => row[name] as FieldValue | undefined);
    if (key !== null && !byKey.has(key)) byKey.set(key, row.id);
  }
  const twins = createDuplicateFinder(entity, existing.values());

  const report = (level: PlanIssue["level"], line: number, column: CompiledColumn | null, reason: PlanReason, text: string, limit?: string | number): void => {
    ledger.issues.push({
      level,
      line,
      column: column?.source ?? null,
      to: column?.column.to ?? null,
      reason,
      text: text.length > 200 ? `${text.slice(0, 200)}…` : text,
      ...(limit === undefined ? {} : { limit }),
    });
  };

  const skip = (line: number, why: SkippedRow["why"]): void => void ledger.skipped.push({ line, why });

  const store = (into: ReadRow, { target }: CompiledColumn, value: FieldValue): void => {
    if (target.kind === "field") into.slots[slotOf.get(target.name) ?? 0] = value;
    else if (target.kind === "set") (into.members ??= []).push([target.name, String(value)]);
    else {
      const lines = (into.lines ??= new Map());
      const fields = lines.get(target.list) ?? new Map<string, FieldValue>();
      lines.set(target.list, fields.set(target.name, value));
    }
  };

  const readOne = (into: ReadRow, column: CompiledColumn, text: string, line: number): void => {
    const { field } = column.target;
    if (field.kind === "ref") {
      const resolved = resolveReference(context, column.column, field.to, text, line, false);
      if (resolved.kind === "id") store(into, column, resolved.id);
      else if (resolved.kind === "later") {
        (into.pending ??= []).push({ column, kind: field.to, text });
        if (column.target.kind === "line" && !into.lines?.has(column.target.list)) (into.lines ??= new Map()).set(column.target.list, new Map());
      }
      else if (resolved.kind === "fault") {
        into.errors++;
        (into.faulty ??= new Set()).add(column.column.to);
        report("error", line, column, resolved.reason, text);
      }
      return;
    }
    const value = column.read(text);
    if (!value.ok) {
      into.errors++;
      (into.faulty ??= new Set()).add(column.column.to);
      report("error", line, column, value.error.reason, text, value.error.limit);
    } else if (value.value !== null) store(into, column, value.value);
  };

  const isClosed = (into: ReadRow): boolean => entity.stages !== undefined && outcomes.has(String(given(into, entity.stages.field)));

  const readRow = (row: SheetRow): ReadRow => {
    const slots = slotNames.map((): FieldValue | undefined => undefined);
    const into: ReadRow = { slots, members: null, lines: null, pending: null, sources: null, faulty: null, errors: 0, filled: false };
    for (const column of compiled.columns) {
      if (column.column.onlyClosed && !isClosed(into)) continue;
      const text = column.text(row.cells);
      if (text === "" || (!column.column.format?.exact && text.trim() === "")) continue;
      if (!column.constant) {
        into.filled = true;
        if (column.target.kind === "line") (into.sources ??= new Set()).add(column.target.list);
      }
      if (column.target.kind !== "set") {
        readOne(into, column, text, row.line);
        continue;
      }
      const separator = column.column.format?.separator ?? (text.includes("\n") ? "\n" : NAMES);
      for (const part of text.split(separator)) if (part.trim() !== "") readOne(into, column, part.trim(), row.line);
    }
    for (const list of into.lines?.keys() ?? []) if (!into.sources?.has(list)) into.lines?.delete(list);
    return into;
  };

  const checkRequired = (read: ReadRow, row: SheetRow, isNew: boolean): void => {
    if (!read.lines && (!isNew || required.every((name) => given(read, name) !== undefined))) return;
    const waiting = new Set([...(read.faulty ?? []), ...(read.pending ?? []).map(({ column }) => column.column.to)]);
    for (const name of required) {
      if (!isNew || given(read, name) !== undefined || waiting.has(name)) continue;
      read.errors++;
      report("error", row.line, columnFor(name), "required", "");
    }
    for (const [list, values] of read.lines ?? []) {
      for (const [name, field] of Object.entries(entity.lines?.[list]?.fields ?? {})) {
        const to = `${list}.${name}`;
        if (!field.required || values.has(name) || read.pending?.some(({ column }) => column.column.to === to)) continue;
        // Where the rest of the row comes in, it comes without this line.
        read.lines?.delete(list);
        if (waiting.has(to)) continue;
        read.errors++;
        report("error", row.line, columnFor(to), "required", "");
      }
    }
  };

  const columnFor = (to: string): CompiledColumn | null => compiled.columns.find((column) => column.column.to === to) ?? null;

  /** The record a row speaks of: by its id, by the user's choice, by key. Undefined for a new one, null when the row is to be left out. */
  const subjectOf = (key: string | null, row: SheetRow): string | null | undefined => {
    const choice = input.choices?.[row.line];
    if (typeof choice === "object") return choice.update;
    const id = compiled.id?.(row.cells).trim() ?? "";
    if (id !== "") {
      if (existing.has(id)) return id;
      report("error", row.line, null, "unknownId", id);
      return null;
    }
    const known = key === null ? undefined : byKey.get(key);
    if (known === undefined || drafts.has(known)) return known;
    if (map.existing === "create") return undefined;
    if (map.existing !== "skip") return known;
    skip(row.line, "exists");
    return null;
  };

  const give = (draft: Draft, slot: number, value: FieldValue, line: number): void => {
    const column = slotNames[slot] ?? "";
    const before = draft.given[slot];
    if (before !== undefined && before !== value && JSON.stringify(before) !== JSON.stringify(value)) {
      report("notice", line, columnFor(column), "conflictInFile", String(value));
      return;
    }
    draft.given[slot] = value;
    draft.values[column] = value;
  };

  const apply = (draft: Draft, read: ReadRow, line: number): void => {
    // A new draft is made of its first row.
    if (draft.given !== read.slots) {
      for (const [slot, value] of read.slots.entries()) if (value !== undefined) give(draft, slot, value, line);
      draft.lines.push(line);
    }
    for (const [set, member] of read.members ?? []) putValue(draft, `set/${set}/${member}`, 1);
    if (!read.lines && !read.pending) return;
    const keys = new Map<string, string>();
    for (const [list, values] of read.lines ?? []) {
      const known = existingLine(entity, draft, list, values);
      const key = known ?? input.keys.next();
      keys.set(list, key);
      if (known === undefined) {
        putValue(draft, `line/${list}/${key}`, { by: input.me, at: input.now });
        for (const [path, value] of Object.entries(initialLine(entity, list, key, maker))) putValue(draft, path, value);
      }
      for (const [name, value] of values) putValue(draft, `line/${list}/${key}/${name}`, value);
    }
    for (const { column, kind, text } of read.pending ?? []) {
      if (column.target.kind === "line" && !keys.has(column.target.list)) continue;
      const { target } = column;
      const path = target.kind === "line" ? `line/${target.list}/${keys.get(target.list)}/${target.name}` : target.kind === "set" ? `set/${target.name}/` : target.name;
      (draft.pending ??= []).push({ path, set: target.kind === "set", kind, text, line, column });
    }
  };

  const newDraft = ({ slots }: ReadRow, key: string | null, line: number): Draft => {
    const draft = createDraft(recordId(entity.kind, input.keys.next()), null, makeValues(slots), slots, [line]);
    if (key !== null) byKey.set(key, draft.id);
    return draft;
  };

  const draftOf = (id: string): Draft | null => {
    const known = drafts.get(id);
    if (known) return known;
    const base = existing.get(id);
    return base ? createDraft(id, base, {}, []) : null;
  };

  /** Two records with a number of their own each, which says nothing of what they have in common, are two records. */
  const toldApart = (draft: Draft, { id, fields }: Twin): boolean => {
    if (!map.key || fields.some((name) => map.key?.includes(name))) return false;
    const other = drafts.get(id)?.values ?? existing.get(id);
    const read = (from: Values | Row) => keyOf((name) => from[name] as FieldValue | undefined);
    return other !== undefined && read(draft.values) !== null && read(other) !== null;
  };

  const verdictOn = ({ line }: SheetRow, twin: Twin): Pick<PossibleDuplicate, "does" | "open"> => {
    const chosen = input.choices?.[line] === "create" ? "create" : map.duplicates;
    if (chosen) return { does: chosen, open: false };
    if (!twin.sure) return { does: "create", open: true };
    if (map.existing === "create") return { does: "create", open: false };
    return { does: twin.line === null && map.existing !== "skip" ? "update" : "skip", open: false };
  };

  /** What becomes of a new record that may have a twin: the id of the record that the row changes instead, or null to leave the row out. */
  const admit = (draft: Draft, row: SheetRow): string | null => {
    const keys = twins.keysOf(draft.values);
    const twin = twins.find(keys, draft.id);
    if (twin && !toldApart(draft, twin)) {
      const { fields, id, title, line } = twin;
      const verdict = verdictOn(row, twin);
      ledger.duplicates.push({ line: row.line, kind: entity.kind, title: titleOf(entity, { ...draft.values, id: draft.id } as unknown as Row), fields, twin: { id, title, line }, ...verdict });
      if (verdict.does === "update") return id;
      if (verdict.does === "skip") {
        skip(row.line, "duplicate");
        return null;
      }
    }
    twins.add(keys, draft.id, draft.values, row.line);
    if (context.referred.has(entity.kind)) directory.add(entity.kind, draft.id, namesOf(entity, (field) => (typeof draft.values[field] === "string" ? draft.values[field] : null)));
    return draft.id;
  };

  const add = (row: SheetRow): void => {
    if (input.choices?.[row.line] === "skip") return skip(row.line, "duplicate");
    const read = readRow(row);
    if (!read.filled) return skip(row.line, "empty");
    const key = keyOf((name) => given(read, name));
    const subject = subjectOf(key, row);
    if (subject === null) return;
    checkRequired(read, row, subject === undefined);
    const lacks = subject === undefined && required.some((name) => given(read, name) === undefined && !read.pending?.some(({ column }) => column.column.to === name));
    if (read.errors > 0 && (map.faulty !== "skipCell" || lacks)) return skip(row.line, "fault");
    const draft = subject === undefined ? newDraft(read, key, row.line) : draftOf(subject);
    if (!draft) return report("error", row.line, null, "unknownId", String(subject));
    const isNew = !drafts.has(draft.id) && draft.base === null;
    apply(draft, read, row.line);
    const admitted = isNew ? admit(draft, row) : draft.id;
    const kept = admitted === null || admitted === draft.id ? draft : draftOf(admitted);
    if (admitted === null || !kept) return;
    if (kept !== draft) {
      apply(kept, read, row.line);
      if (key !== null) byKey.set(key, kept.id);
    }
    drafts.set(kept.id, kept);
  };

  const finish = (): void => {
    const finishDraft = createFinisher(context, entity, map.faulty === "skipCell", report);
    for (const draft of drafts.values()) finishDraft(draft);
  };

  return { add, finish };
};
