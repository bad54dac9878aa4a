import type { Filter, Stages } from "#domain/schema/entity.ts";
import { isOpen } from "#domain/stages/outcome.ts";

export const stages = {
  field: "stage",
  log: "advances",
  sum: "expectedAmount",
  probability: "probability",
  note: "stageNote",
  closed: "closedOn",
  days: "daysInStage",
  reasons: { won: ["wonReason"], lost: ["lostReason", "competitors"] },
  settles: { won: { status: "won", commitment: "committed" }, lost: { status: "lost", commitment: null } },
  steps: [
    { id: "prospecting", probability: 10 },
    { id: "engaging", probability: 25 },
    { id: "analysis", probability: 40 },
    { id: "proposal", probability: 60 },
    { id: "negotiation", probability: 80 },
    { id: "won", probability: 100, outcome: "won" },
    { id: "lost", probability: 0, outcome: "lost" },
  ],
} as const satisfies Stages;

/** Deals that may still bring something: neither won, lost nor abandoned. Every list, figure and forecast of open deals reads this. */
export const inPlay: readonly Filter[] = [isOpen(stages), { field: "status", is: "not", value: ["abandoned"] }];

/** Deals that stand in an open stage and that nobody works on any more: a funnel counts them, what is open does not. */
export const givenUp: readonly Filter[] = [isOpen(stages), { field: "status", is: "in", value: ["abandoned"] }];
