import type { Day, Instant } from "#domain/clock.ts";
import { logPath } from "#domain/record/path.ts";
import type { Entity, Stages } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { createAdvanceNew, type AdvanceNew } from "#domain/stages/advance-new.ts";
import { advance } from "#domain/stages/advance.ts";
import { same } from "#domain/same.ts";
import type { CompiledColumn } from "./compile-columns.ts";
import { currentValue, putValue, type Draft } from "./draft.ts";
import type { PlanIssue, PlannedChange, PlanReason } from "./import-plan.ts";
import { resolveReference, type PlanContext } from "./plan-context.ts";
import { plannedRecord } from "./planned-record.ts";
import { today } from "./read-cell.ts";

type Report = (level: PlanIssue["level"], line: number, column: CompiledColumn | null, reason: PlanReason, text: string) => void;

/** Names that stood further down are found now; the rest is made, left empty or refused. False when the record must be given up. */
const resolvePending = (context: PlanContext, draft: Draft, lenient: boolean, report: Report): boolean => {
  let good = true;
  for (const { path, set, kind, text, line, column } of draft.pending ?? []) {
    const resolved = resolveReference(context, column.column, kind, text, line, true);
    if (resolved.kind === "id") putValue(draft, set ? path + resolved.id : path, set ? 1 : resolved.id);
    if (resolved.kind !== "fault") continue;
    report("error", line, column, resolved.reason, text);
    if (!lenient || column.target.field.required) good = false;
  }
  return good;
};

/** A record imported as closed was closed on its closing day, not today; every other stage begins with the import. */
const stagedAt = (stages: Stages, { values }: Draft, { now, offsetMinutes }: PlanContext["input"], day: Day): Instant => {
  const ends = stages.steps.some(({ id, outcome }) => outcome !== undefined && id === values[stages.field]);
  const closed = values[stages.closed ?? ""];
  return ends && typeof closed === "string" && closed <= day ? Math.min(now, Date.parse(`${closed}T12:00:00Z`) - offsetMinutes * 60_000) : now;
};

type Keyed = readonly (readonly [path: string, value: FieldValue])[];

const NOTHING: Keyed = [];

/** A stage brings with it what it brings when a person moves the record. Answers what stands under a key of a new record's own. */
const bringStage = ({ input }: PlanContext, entity: Entity, draft: Draft, { advanceNew, day }: Finishing): Keyed => {
  const { me, keys } = input;
  if (!entity.stages) return NOTHING;
  const by = { me, now: stagedAt(entity.stages, draft, input, day), today: day, key: () => keys.next() };
  if (draft.base) {
    const brought = advance(entity, draft.base, draft.values, by);
    for (const path in brought) putValue(draft, path, brought[path] ?? null);
    return NOTHING;
  }
  const { values, entry } = advanceNew((name) => draft.values[name], by, false);
  for (const path in values) draft.values[path] = values[path] ?? null;
  return entry === null ? NOTHING : [[logPath(entity.stages.log, keys.next()), entry]];
};

/** What all drafts of a kind have in common. */
interface Finishing {
  readonly advanceNew: AdvanceNew;
  /** Today, where the person is. */
  readonly day: Day;
}

const changesOf = (entity: Entity, draft: Draft, report: Report): PlannedChange[] => {
  const { base } = draft;
  if (!base) return [];
  return Object.entries(draft.values).flatMap(([path, to]) => {
    const from: FieldValue = currentValue(base, path);
    if (same(from, to)) return [];
    if (entity.fields[path]?.fixed) {
      report("notice", draft.lines[0] ?? 0, null, "fixed", path);
      return [];
    }
    return [{ path, from, to }];
  });
};

/** Turns drafts into their part of the plan: records to create, or changes of those that exist. */
export const createFinisher = (context: PlanContext, entity: Entity, lenient: boolean, report: Report): ((draft: Draft) => void) => {
  const finishing = { advanceNew: createAdvanceNew(entity), day: today(context.input.now, context.input.offsetMinutes) };
  return (draft) => finishDraft(context, entity, draft, lenient, report, finishing);
};

const finishDraft = (context: PlanContext, entity: Entity, draft: Draft, lenient: boolean, report: Report, finishing: Finishing): void => {
  const { ledger } = context;
  if (draft.pending && !resolvePending(context, draft, lenient, report)) {
    for (const line of draft.lines) ledger.skipped.push({ line, why: "fault" });
    return;
  }
  const brought = bringStage(context, entity, draft, finishing);
  const { id, lines, values, keyed } = draft;
  if (!draft.base) {
    ledger.creates.set(id, plannedRecord(id, entity.kind, lines, values, keyed ? [...keyed, ...brought] : brought));
    return;
  }
  const changes = changesOf(entity, draft, report);
  if (changes.length > 0) ledger.updates.set(id, { id, kind: entity.kind, lines, changes });
  else ledger.unchanged.push(...lines);
};
