import { dayOf, type Instant } from "#domain/clock.ts";
import type { Entity, Stages } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { advance } from "#domain/stages/advance.ts";
import type { CompiledColumn } from "./compile-columns.ts";
import { currentValue, sameValue, type Draft } from "./draft.ts";
import type { PlanIssue, PlannedChange, PlanReason } from "./import-plan.ts";
import { resolveReference, type PlanContext } from "./plan-context.ts";
import { today } from "./read-cell.ts";

type Report = (level: PlanIssue["level"], line: number, column: CompiledColumn | null, reason: PlanReason, text: string) => void;

/** Names that stood further down are found now; the rest is made, left empty or refused. False when the record must be given up. */
const resolvePending = (context: PlanContext, draft: Draft, lenient: boolean, report: Report): boolean => {
  let good = true;
  for (const { path, set, kind, text, line, column } of draft.pending) {
    const resolved = resolveReference(context, column.column, kind, text, line, true);
    if (resolved.kind === "id") draft.values[set ? path + resolved.id : path] = set ? 1 : resolved.id;
    if (resolved.kind !== "fault") continue;
    report("error", line, column, resolved.reason, text);
    if (!lenient || column.target.field.required) good = false;
  }
  return good;
};

/** A record imported as closed was closed on its closing day, not today; every other stage begins with the import. */
const stagedAt = (stages: Stages, { values }: Draft, { now, offsetMinutes }: PlanContext["input"]): Instant => {
  const ends = stages.steps.some(({ id, outcome }) => outcome !== undefined && id === values[stages.field]);
  const closed = values[stages.closed ?? ""];
  return ends && typeof closed === "string" && closed <= dayOf(now, offsetMinutes) ? Math.min(now, Date.parse(`${closed}T12:00:00Z`) - offsetMinutes * 60_000) : now;
};

/** A stage brings with it what it brings when a person moves the record. */
const bringStage = ({ input }: PlanContext, entity: Entity, draft: Draft): void => {
  const { me, now, offsetMinutes, keys } = input;
  if (!entity.stages) return;
  const by = { me, now: stagedAt(entity.stages, draft, input), today: today(now, offsetMinutes), key: () => keys.next() };
  Object.assign(draft.values, advance(entity, draft.base ?? undefined, draft.values, by));
};

const changesOf = (entity: Entity, draft: Draft, report: Report): PlannedChange[] => {
  const { base } = draft;
  if (!base) return [];
  return Object.entries(draft.values).flatMap(([path, to]) => {
    const from: FieldValue = currentValue(base, path);
    if (sameValue(from, to)) return [];
    if (entity.fields[path]?.fixed) {
      report("notice", draft.lines[0] ?? 0, null, "fixed", path);
      return [];
    }
    return [{ path, from, to }];
  });
};

/** Turns a draft into its part of the plan: a record to create, or the changes to one that exists. */
export const finishDraft = (context: PlanContext, entity: Entity, draft: Draft, lenient: boolean, report: Report): void => {
  const { ledger } = context;
  if (!resolvePending(context, draft, lenient, report)) {
    for (const line of draft.lines) ledger.skipped.push({ line, why: "fault" });
    return;
  }
  bringStage(context, entity, draft);
  const { id, lines, values } = draft;
  if (!draft.base) {
    ledger.creates.set(id, { id, kind: entity.kind, lines, values });
    return;
  }
  const changes = changesOf(entity, draft, report);
  if (changes.length > 0) ledger.updates.set(id, { id, kind: entity.kind, lines, changes });
  else ledger.unchanged.push(...lines);
};
