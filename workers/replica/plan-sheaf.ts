import { tellableFlows } from "#domain/approval/flow.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { isKey, kindOf, type RecordId } from "#domain/id.ts";
import { mayWrite } from "#domain/policy/write.ts";
import type { Change } from "#domain/record/change.ts";
import { checkPath } from "#domain/record/check-path.ts";
import { logPath } from "#domain/record/path.ts";
import { projectPaths } from "#domain/record/project.ts";
import { extendSheaf, type Head, type SheafExtension } from "#domain/record/sheaf-extension.ts";
import { SOME_KEY, type Sheaf } from "#domain/record/sheaf.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { createAdvanceNew, type AdvanceNew } from "#domain/stages/advance-new.ts";
import type { PlanContext } from "./plan.ts";
import { createShapeCompiler, type CompiledShape } from "./sheaf-shape.ts";

export interface SheafContext extends PlanContext {
  /** Whether nothing of a record is on this device, so that its document is begun. */
  readonly isNew: (record: RecordId) => boolean;
}

export interface PlannedSheaf {
  /** New records as they are written, with their defaults, marks and numbers. */
  readonly sheaf: Pick<SheafExtension, "count" | "finish">;
  /** Positions of the rest: changes of records, and whatever has to be looked at one by one. */
  readonly rest: readonly number[];
}

/** What the stage brings to records that say the same of it. */
interface Staged {
  readonly sets: readonly (readonly [path: string, number: number])[];
  /** What its log gets; null for nothing. */
  readonly entry: number | null;
  /** Unlike for what brings other paths. */
  readonly name: string;
}

/** What records of one shape become that lack the same values and to which the stage brings the same paths. */
interface Form {
  readonly shape: number;
  readonly heads: readonly Head[];
  /** Numbers that every record has. */
  readonly first: readonly number[];
  /** Places of the cells that a record brings. */
  readonly kept: readonly number[];
  /** Whether the record gets a number. */
  readonly numbered: boolean;
  /** Verdicts of the policy, by the number of the owner's value. */
  readonly rights: Map<number, boolean>;
}

/** A shape with what has been found of its records. */
interface Known {
  readonly common: CompiledShape;
  readonly staged: Map<string, Staged | null>;
  readonly forms: Map<string, Form | null>;
}

/**
 * Plans the new records of a sheaf all at once. What holds for one value of a field, one stage, one owner and one form is asked once and not for every record; a
 * record of which anything is doubtful is left to be planned by itself, so that there is one place that refuses.
 */
export const planSheaf = (sheaf: Sheaf, context: SheafContext): PlannedSheaf => {
  const { records, shapeOf, starts, cells, values } = sheaf;
  const extension = extendSheaf(sheaf);
  const compiledFor = createShapeCompiler(sheaf, context, extension);
  const rest: number[] = [];
  const seen = new Set<RecordId>();
  const known = new Map<CompiledShape, Known>();
  const advances = new Map<string, AdvanceNew>();
  /** The cells of the record at hand. */
  let made: number[] = [];

  const knownOf = (common: CompiledShape): Known => {
    const found = known.get(common) ?? { common, staged: new Map(), forms: new Map() };
    known.set(common, found);
    return found;
  };

  /** Names the columns of which a record says nothing; null when something of it is doubtful. */
  const lackOf = ({ entity, columns }: CompiledShape, start: number): string | null => {
    let lack = "";
    for (let at = 0; at < columns.length; at += 1) {
      const { is, offset, head, fits } = columns[at]!;
      const number = cells[start + offset] ?? 0;
      const key = cells[start + offset - 1] ?? 0;
      if (!fits(is === "member" ? key : number)) return null;
      const value = values[number] ?? null;
      if (is === "field") {
        if (value === null || (value === "" && head === entity.number?.field)) lack += `${at},`;
      } else if (is === "member" ? value !== 1 : value === null || !isKey(String(values[key]))) return null;
    }
    return lack;
  };

  const advance = ({ entity, columns, more, logged }: CompiledShape, start: number): Staged | null => {
    const advanceNew = advances.get(entity.kind) ?? createAdvanceNew(entity);
    advances.set(entity.kind, advanceNew);
    const read = (name: string): FieldValue | undefined => {
      const column = columns.find(({ head }) => head === name);
      if (column) return values[cells[start + column.offset] ?? 0] ?? null;
      const added = more.find(({ path }) => path === name);
      return added && extension.at(added.cells[0] ?? 0);
    };
    const brought = advanceNew(read, context, logged);
    const sets = Object.entries(brought.values);
    if (sets.some(([path, value]) => value === null || !checkPath(entity, null, path, value).ok)) return null;
    const log = logPath(entity.stages?.log ?? "", SOME_KEY);
    if (brought.entry !== null && !checkPath(entity, null, log, brought.entry).ok) return null;
    return {
      sets: sets.map(([path, value]) => [path, extension.value(value)]),
      entry: brought.entry === null ? null : extension.value(brought.entry),
      name: `${sets.map(([path]) => path).join()}|${brought.entry !== null}`,
    };
  };

  const stagedOf = ({ common, staged }: Known, start: number): Staged | null => {
    let name = "";
    for (const offset of common.staged) name += `${cells[start + offset]},`;
    let found = staged.get(name);
    if (found === undefined) staged.set(name, (found = advance(common, start)));
    return found;
  };

  const form = ({ entity, columns, more, required }: CompiledShape, lack: string, { sets, entry }: Staged): Form | null => {
    const lacking = new Set(lack.split(","));
    const there = columns.filter((_, at) => !lacking.has(String(at)));
    const present = new Set([...more.map(({ path }) => path), ...there.map(({ head }) => head)]);
    if (!required.every((name) => present.has(name))) return null;
    const set = new Set(sets.map(([path]) => path));
    const added = more.filter(({ path }) => !set.has(path));
    const kept = there.filter(({ head }) => !set.has(head));
    const number = entity.number?.field;
    const numbered = number !== undefined && !present.has(number) && !set.has(number);
    const heads: readonly Head[] = [
      ...added,
      ...kept,
      ...sets.map(([head]) => ({ head, keyed: false })),
      ...(entry === null ? [] : [{ head: logPath(entity.stages?.log ?? "", ""), keyed: true }]),
      ...(numbered ? [{ head: number, keyed: false }] : []),
    ];
    return {
      shape: extension.shape(heads),
      heads,
      first: added.flatMap((one) => one.cells),
      kept: kept.flatMap(({ keyed, offset }) => (keyed ? [offset - 1, offset] : [offset])),
      numbered,
      rights: new Map(),
    };
  };

  const formOf = ({ common, forms }: Known, lack: string, staged: Staged): Form | null => {
    const name = `${lack}|${staged.name}`;
    let found = forms.get(name);
    if (found === undefined) forms.set(name, (found = form(common, lack, staged)));
    return found;
  };

  /** Of a new record the policy asks its paths and its owner, and of kinds that approvals hold back, its values too. */
  const allowed = (entity: Entity, record: RecordId, { heads }: Form): boolean => {
    const { person } = context;
    if (!person) return true;
    let cell = 0;
    const entries = heads.map(({ head, keyed }): readonly [string, FieldValue] => {
      const key = keyed ? String(extension.at(made[cell++] ?? 0)) : "";
      return [head + key, extension.at(made[cell++] ?? 0)];
    });
    const changes = entries.map(([path, to]): Change => ({ path, from: null, to, at: "" as Change["at"] }));
    const after = projectPaths(entity, record, entries);
    return mayWrite({ entity, facet: null, person, before: null, after, changes, ...tellableFlows(context.flows, entity.kind, person.lenses.get(entity.kind)) }).ok;
  };

  const isAllowed = ({ entity, owner }: CompiledShape, start: number, record: RecordId, form: Form): boolean => {
    if (entity.approvable?.holds) return allowed(entity, record, form);
    const number = owner === null ? -1 : (cells[start + owner] ?? 0);
    let verdict = form.rights.get(number);
    if (verdict === undefined) form.rights.set(number, (verdict = allowed(entity, record, form)));
    return verdict;
  };

  const take = (at: number): boolean => {
    const record = records[at];
    const entity = record === undefined ? undefined : findEntity(kindOf(record));
    const common = entity && compiledFor(entity, shapeOf[at] ?? 0);
    if (record === undefined || !common || seen.has(record) || !context.isNew(record)) return false;
    const start = starts[at] ?? 0;
    const lack = lackOf(common, start);
    if (lack === null) return false;
    const found = knownOf(common);
    const staged = stagedOf(found, start);
    const form = staged && formOf(found, lack, staged);
    if (!form) return false;
    made = [...form.first];
    for (const offset of form.kept) made.push(cells[start + offset] ?? 0);
    for (const [, number] of staged.sets) made.push(number);
    if (staged.entry !== null) made.push(extension.put(context.key()), staged.entry);
    if (form.numbered) made.push(extension.put(context.number(common.entity.kind)));
    if (!isAllowed(common, start, record, form)) return false;
    seen.add(record);
    extension.add(record, form.shape, made);
    return true;
  };

  for (let at = 0; at < records.length; at += 1) if (!take(at)) rest.push(at);
  return { sheaf: extension, rest };
};
