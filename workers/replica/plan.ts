import type { Committed, Edit } from "#workers/replica/api.ts";
import { tellableFlows, type Flow } from "#domain/approval/flow.ts";
import type { Day, Instant } from "#domain/clock.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { docId, facetOf, kindOf, type DocId, type Key, type RecordId } from "#domain/id.ts";
import { MAX_CHANGES, MAX_TX_CHANGES } from "#domain/protocol/parts.ts";
import { isHidden } from "#domain/policy/lens.ts";
import type { Person } from "#domain/policy/person.ts";
import type { ScopeSources } from "#domain/policy/scope.ts";
import { mayWrite, type Denied } from "#domain/policy/write.ts";
import { sameValue, type Change, type Values } from "#domain/record/change.ts";
import type { Hlc } from "#domain/record/hlc.ts";
import { initialLine, initialValues } from "#domain/record/initial.ts";
import { missingFields } from "#domain/record/missing.ts";
import { checkPath } from "#domain/record/check-path.ts";
import { docOfPath, facetOfDoc, isSigned, linePath, parsePath, type Path } from "#domain/record/path.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Entity, LineRow, Row } from "#domain/schema/entity.ts";
import type { FieldValue, Mark } from "#domain/schema/field.ts";
import { isMark } from "#domain/schema/mark.ts";
import type { Invalid } from "#domain/schema/validate.ts";
import { advance } from "#domain/stages/advance.ts";
import { localScopes } from "./local-scopes.ts";
import { overlay, valueInRow } from "./overlay.ts";

export interface PlanContext {
  readonly me: RecordId;
  readonly now: Instant;
  readonly today: Day;
  /** The person as the local organisation describes them; null before it has arrived: then the relay alone decides. */
  readonly person: Person | null;
  readonly row: (id: string) => Row | undefined;
  /** Sharing rules whose criteria a record meets. */
  readonly rules: ScopeSources["rules"];
  readonly flows: readonly Flow[];
  readonly key: () => Key;
  readonly tick: () => Hlc;
  /** Label of a new record until the relay gives the official number. */
  readonly number: (kind: string) => string;
}

/** One record's part of a commit: what changes in each of its documents, and what takes it back. */
export interface PlannedRecord {
  readonly record: RecordId;
  readonly docs: ReadonlyMap<DocId, readonly Change[]>;
  readonly undo: Edit;
}

export interface Planned {
  readonly records: readonly PlannedRecord[];
  readonly skipped: Committed["skipped"];
}

/** Plans edits as changes of documents, or says why they cannot be made. Nothing is written. */
export const planEdits = (edits: readonly Edit[], context: PlanContext): Result<Planned, Invalid | Denied> => {
  const records: PlannedRecord[] = [];
  const skipped: Committed["skipped"][number][] = [];
  for (const edit of mergeEdits(edits)) {
    const entity = findEntity(kindOf(edit.record));
    if (!entity) return err({ type: "Invalid", path: edit.record, reason: "unknownField" });
    const before = context.row(edit.record);
    const wanted: Record<Path, FieldValue> = {};
    for (const [path, value] of Object.entries(edit.values)) {
      const expected = edit.expect?.[path];
      if (expected !== undefined && !sameValue(valueInRow(before, path), expected)) skipped.push({ record: edit.record, path });
      else wanted[path] = value;
    }
    if (Object.keys(wanted).length === 0) continue;
    const planned = planRecord(entity, edit.record, before, wanted, context);
    if (!planned.ok) return planned;
    if (planned.value) records.push(planned.value);
  }
  return ok({ records, skipped });
};

const mergeEdits = (edits: readonly Edit[]): readonly Edit[] => {
  const merged = new Map<RecordId, Edit>();
  for (const edit of edits) {
    const first = merged.get(edit.record);
    merged.set(
      edit.record,
      first ? { record: edit.record, values: { ...first.values, ...edit.values }, expect: { ...edit.expect, ...first.expect } } : edit,
    );
  }
  return [...merged.values()];
};

const planRecord = (entity: Entity, record: RecordId, before: Row | undefined, wanted: Values, context: PlanContext): Result<PlannedRecord | null, Invalid | Denied> => {
  const stamped = stamp(entity, before ? wanted : withInitial(entity, wanted, context), context);
  const edited = withLines(entity, before, stamped, context);
  const values = { ...edited, ...advance(entity, before, edited, context) };
  const docs = new Map<DocId, Change[]>();
  for (const [path, to] of Object.entries(values)) {
    const doc = docOfPath(entity, record, path);
    const checked = checkPath(entity, facetOf(doc), path, to);
    if (!checked.ok) return checked;
    const from = valueInRow(before, path);
    if (sameValue(from, to)) continue;
    const change: Change = { path, from, to, at: context.tick() };
    const list = docs.get(doc);
    if (list) list.push(change);
    else docs.set(doc, [change]);
  }
  if (docs.size === 0) return ok(null);
  // The record is one transaction: more than it holds is not parted, because a part could be refused alone.
  if ([...docs.values()].some((changes) => changes.length > MAX_CHANGES)) return err({ type: "Invalid", path: record, reason: "tooMany", limit: MAX_CHANGES });
  if ([...docs.values()].flat().length > MAX_TX_CHANGES) return err({ type: "Invalid", path: record, reason: "tooMany", limit: MAX_TX_CHANGES });
  const after = overlay(entity, record, before, [...docs.values()].map((changes) => ({ changes })));
  const missing = missingFields(entity, before ?? null, after)[0];
  if (missing) return err(missing);
  const allowed = checkRights(entity, record, before, after, docs, context);
  return allowed.ok ? ok({ record, docs, undo: undoOf(entity, record, before, docs, context) }) : allowed;
};

/** A new record starts with its defaults, its mark and a number. Values given, also null, stand. */
const withInitial = (entity: Entity, values: Values, context: PlanContext): Values => {
  const lens = context.person?.lenses.get(entity.kind);
  const initial = Object.fromEntries(Object.entries(initialValues(entity, values, context)).filter(([path]) => !isHidden(lens, path)));
  const begun: Values = { ...initial, created: { by: context.me, at: context.now }, ...values };
  const number = entity.number?.field;
  return number === undefined || (begun[number] ?? "") !== "" ? begun : { ...begun, [number]: context.number(entity.kind) };
};

/** Marks that say who acted name the person acting: nobody signs for another. */
const stamp = (entity: Entity, values: Values, { me, now }: PlanContext): Values => {
  const stamped: Record<Path, FieldValue> = {};
  for (const [path, value] of Object.entries(values)) {
    stamped[path] = isSigned(entity, path) && isMark(value) && value.by !== me ? { ...value, by: me, at: now } : value;
  }
  return stamped;
};

/** A line that comes gets its defaults. */
const withLines = (entity: Entity, before: Row | undefined, values: Values, context: PlanContext): Values => {
  const all: Record<Path, FieldValue> = {};
  for (const [path, value] of Object.entries(values)) {
    const target = parsePath(entity, path);
    if (target?.at !== "line") continue;
    const present = ((before?.[target.list] ?? []) as readonly LineRow[]).find((line) => line.key === target.key);
    if (value === null || present) continue;
    const lens = context.person?.lenses.get(entity.kind);
    for (const [initial, to] of Object.entries(initialLine(entity, target.list, target.key, context))) if (!isHidden(lens, initial)) all[initial] = to;
  }
  return { ...all, ...values };
};

const checkRights = (
  entity: Entity,
  record: RecordId,
  before: Row | undefined,
  after: Row,
  docs: ReadonlyMap<DocId, readonly Change[]>,
  context: PlanContext,
): Result<true, Denied> => {
  const { person } = context;
  if (!person) return ok(true);
  const known = before ? { row: before, scopes: localScopes(context, record) } : null;
  for (const [doc, changes] of docs) {
    const verdict = mayWrite({ entity, facet: facetOfDoc(entity, doc), person, before: known, after, changes, ...tellableFlows(context.flows, entity.kind, person.lenses.get(entity.kind)) });
    if (!verdict.ok) return verdict;
  }
  return ok(true);
};

/** The inverse, expecting what was written: what others have changed since is left alone. A log entry stays: it happened. */
const undoOf = (entity: Entity, record: RecordId, before: Row | undefined, docs: ReadonlyMap<DocId, readonly Change[]>, { me, now }: PlanContext): Edit => {
  if (!before) {
    const mark: Mark = { by: me, at: now };
    return { record, values: { deleted: mark }, expect: { deleted: null } };
  }
  const values: Record<Path, FieldValue> = {};
  const expect: Record<Path, FieldValue> = {};
  const changes = [...docs.values()].flat();
  const came = new Set(changes.filter(({ path, from }) => from === null && parsePath(entity, path)?.at === "line").map(({ path }) => path));
  for (const { path, from, to } of changes) {
    const target = parsePath(entity, path);
    if (target?.at === "log" || (target?.at === "field" && target.field.fixed)) continue;
    // A line that came goes as a whole, whatever its fields have become.
    if (target?.at === "lineField" && came.has(linePath(target.list, target.key))) continue;
    values[path] = from;
    expect[path] = to;
    if (target?.at !== "line" || to !== null) continue;
    // The fields of a line that goes stay in the document, but not in the row: they are written again with it.
    const { key: _key, added: _added, ...fields } = ((before[target.list] ?? []) as readonly LineRow[]).find(({ key }) => key === target.key) ?? {};
    for (const [name, value] of Object.entries(fields)) {
      values[linePath(target.list, target.key, name)] = (value ?? null) as FieldValue;
      expect[linePath(target.list, target.key, name)] = null;
    }
  }
  return { record, values, expect };
};

/** Rights for values that the page wants to offer, without writing them. No values ask whether the person may write the record at all. */
export const mayPlan = (record: RecordId, values: Values, context: PlanContext): Result<true, Denied> => {
  const entity = findEntity(kindOf(record));
  if (!entity || !context.person) return ok(true);
  const before = context.row(record);
  const docs = new Map<DocId, Change[]>();
  for (const [path, to] of Object.entries(before ? values : withInitial(entity, values, context))) {
    const doc = parsePath(entity, path) ? docOfPath(entity, record, path) : docId(record);
    docs.set(doc, [...(docs.get(doc) ?? []), { path, from: valueInRow(before, path), to, at: context.tick() }]);
  }
  if (docs.size === 0) docs.set(docId(record), []);
  const after = overlay(entity, record, before, [...docs.values()].map((changes) => ({ changes })));
  return checkRights(entity, record, before, after, docs, context);
};
