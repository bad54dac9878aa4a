import type { Condition, Outcome, Row, Stages } from "#domain/schema/entity.ts";

const idsOf = ({ steps }: Stages, ends: (outcome: Outcome | undefined) => boolean): readonly string[] => steps.filter(({ outcome }) => ends(outcome)).map(({ id }) => id);

/** How the path of a record ended; null while it goes on. */
export const outcomeOf = (stages: Stages, row: Row): Outcome | null => stages.steps.find(({ id }) => id === row[stages.field])?.outcome ?? null;

/** Records whose path goes on, those in no stage among them. */
export const isOpen = (stages: Stages): Condition => ({ field: stages.field, is: "not", value: idsOf(stages, (outcome) => outcome !== undefined) });

/** Records whose path ended so. */
export const endedAs = (stages: Stages, wanted: Outcome): Condition => ({ field: stages.field, is: "in", value: idsOf(stages, (outcome) => outcome === wanted) });

const given = (...names: readonly (string | undefined)[]): readonly string[] => names.filter((name) => name !== undefined);

/** Fields that belong beside the path of stages, those of its end once it has come to one. */
export const fieldsBeside = ({ probability, note, reasons, closed }: Stages, outcome: Outcome | undefined): readonly string[] =>
  given(probability, note, ...(outcome ? [reasons?.[outcome][0], closed] : []));

/** Fields worth filling in once a record has ended so: why, when, and what else is to be said. */
export const fieldsOnceOver = ({ reasons, closed, note }: Stages, outcome: Outcome): readonly string[] => given(...(reasons?.[outcome] ?? []), closed, note);

/** Every field that the path of stages shows, so that a form beside it need not. */
export const fieldsOfPath = (stages: Stages): readonly string[] => [...new Set([stages.field, ...fieldsBeside(stages, "won"), ...fieldsBeside(stages, "lost")])];
