import { dayOf } from "#domain/clock.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { CompiledColumn } from "./compile-columns.ts";
import { currentValue, sameValue, type Draft } from "./draft.ts";
import type { PlanIssue, PlannedChange, PlanReason } from "./import-plan.ts";
import { resolveReference, type PlanContext } from "./plan-context.ts";

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

/** A deal imported as closed was closed on its closing day, not today; every other stage begins with the import. */
const stagedAt = (draft: Draft, outcome: boolean, { now, offsetMinutes }: PlanContext["input"]): number => {
  const closed = draft.values["closedOn"];
  return outcome && typeof closed === "string" && closed <= dayOf(now, offsetMinutes) ? Math.min(now, Date.parse(`${closed}T12:00:00Z`) - offsetMinutes * 60_000) : now;
};

/** A stage brings its probability, unless the file gives one, and an entry in the log of advances. */
const advance = (context: PlanContext, entity: Entity, draft: Draft): void => {
  const { stages } = entity;
  const stage = stages && draft.given.get(stages.field);
  if (!stages || typeof stage !== "string") return;
  if (draft.base && currentValue(draft.base, stages.field) === stage) return;
  const step = stages.steps.find(({ id }) => id === stage);
  if (!step) return;
  if (!draft.given.has("probability") && entity.fields["probability"]) draft.values["probability"] = String(step.probability);
  const { me, keys } = context.input;
  const probability = draft.values["probability"] ?? null;
  const entry = { by: me, at: stagedAt(draft, step.outcome !== undefined, context.input), stage, probability: typeof probability === "string" ? probability : null, note: null };
  draft.values[`log/${stages.log}/${keys.next()}`] = entry;
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
  advance(context, entity, draft);
  const { id, lines, values } = draft;
  if (!draft.base) {
    ledger.creates.set(id, { id, kind: entity.kind, lines, values });
    return;
  }
  const changes = changesOf(entity, draft, report);
  if (changes.length > 0) ledger.updates.set(id, { id, kind: entity.kind, lines, changes });
  else ledger.unchanged.push(...lines);
};
