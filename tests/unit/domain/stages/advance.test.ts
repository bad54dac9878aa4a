import { describe, expect, it } from "vitest";
import { advance, type Advancing } from "#domain/stages/advance.ts";
import { daysInStage } from "#domain/stages/days.ts";
import { opportunity } from "#domain/entities/opportunity/opportunity.ts";
import { customer } from "#domain/entities/customer/customer.ts";
import { recordId, type Key } from "#domain/id.ts";
import { defineEntity, type Row } from "#domain/schema/entity.ts";

const ann = recordId("user", "ann");
const DAY = 86_400_000;
const now = Date.UTC(2026, 10, 22, 9);
const by: Advancing = { me: ann, now, today: "2026-11-22", key: () => "0000000000000009" as Key };
const row: Row = {
  id: recordId("opportunity", "0000000000000001"),
  stage: "engaging",
  probability: "25",
  created: { by: ann, at: now - 9 * DAY },
  advances: [{ key: "0000000000000002", by: ann, at: now - 4 * DAY, stage: "engaging", probability: "25", note: null }],
};
const LOG = "log/advances/0000000000000009";

describe("advancing an opportunity", () => {
  it("[OP-10] a change of stage sets the step's probability and leaves an entry with who and when", () => {
    expect(advance(opportunity, row, { stage: "proposal" }, by)).toEqual({
      probability: "60",
      [LOG]: { by: ann, at: now, stage: "proposal", probability: "60", note: null },
    });
  });

  it("[OP-10] probability and note are kept in the history too, under the stage they were changed in", () => {
    expect(advance(opportunity, row, { probability: "30" }, by)[LOG]).toMatchObject({ stage: "engaging", probability: "30" });
    expect(advance(opportunity, row, { stageNote: "waiting" }, by)[LOG]).toMatchObject({ stage: "engaging", note: "waiting" });
  });

  it("[OP-17] a probability set together with the stage stands", () => {
    expect(advance(opportunity, row, { stage: "proposal", probability: "75" }, by)).toEqual({ [LOG]: expect.objectContaining({ probability: "75" }) });
  });

  it("[OP-17] reaching an outcome sets the closing day, going back clears it, a day given stands", () => {
    expect(advance(opportunity, row, { stage: "won" }, by)).toMatchObject({ closedOn: "2026-11-22", probability: "100" });
    const lost = advance(opportunity, row, { stage: "lost", closedOn: "2026-11-01" }, by);
    expect(lost).toMatchObject({ probability: "0" });
    expect(lost).not.toHaveProperty("closedOn");
    const won: Row = { ...row, stage: "won", closedOn: "2026-11-20" };
    expect(advance(opportunity, won, { stage: "negotiation" }, by)).toMatchObject({ closedOn: null, probability: "80" });
  });

  it("[OP-09] an end settles status and forecast in the same change, going on gives them back, what somebody set stands", () => {
    const open: Row = { ...row, status: "open", commitment: "likely" };
    expect(advance(opportunity, open, { stage: "won" }, by)).toMatchObject({ status: "won", commitment: "committed" });
    expect(advance(opportunity, open, { stage: "lost" }, by)).toMatchObject({ status: "lost", commitment: null });
    expect(advance(opportunity, open, { stage: "proposal" }, by)).not.toHaveProperty("status");
    expect(advance(opportunity, open, { stage: "lost", status: "abandoned" }, by)).not.toHaveProperty("status");
    const won: Row = { ...open, stage: "won", status: "won", commitment: "committed" };
    expect(advance(opportunity, won, { stage: "negotiation" }, by)).toMatchObject({ status: "open", commitment: "likely" });
    expect(advance(opportunity, won, { stage: "lost" }, by)).toMatchObject({ status: "lost", commitment: null });
    expect(advance(opportunity, { ...won, status: "paused" }, { stage: "negotiation" }, by)).not.toHaveProperty("status");
    expect(advance(opportunity, undefined, { stage: "won", status: "open", commitment: "likely" }, by)).toMatchObject({ status: "won", commitment: "committed" });
  });

  it("[OP-09] days in stage start again with the stage, not with probability or note", () => {
    const after = (values: Record<string, string>): Row => {
      const done = advance(opportunity, row, values, by);
      const entry = done[LOG] as { readonly by: typeof ann; readonly at: number };
      return { ...row, ...values, advances: [...(row.advances as []), { key: "0000000000000009", ...entry }] };
    };
    const days = daysInStage(opportunity.stages);
    const inThreeDays = { today: "2026-11-25", offsetMinutes: 0 };
    expect(days(after({ stage: "proposal" }), inThreeDays)).toBe(3);
    expect(days(after({ probability: "30" }), inThreeDays)).toBe(7);
  });

  it("[OP-10] a new opportunity's history starts with the stage it is made in; an imported history stands", () => {
    expect(advance(opportunity, undefined, { subject: "A", stage: "analysis" }, by)).toMatchObject({ probability: "40", [LOG]: { stage: "analysis" } });
    const imported = { stage: "won", "log/advances/0000000000000003": { by: ann, at: 1, stage: "won", probability: "100", note: null } };
    expect(advance(opportunity, undefined, imported, by)).not.toHaveProperty([LOG]);
  });

  it("[OP-10] an edit of something else, or of a kind without stages, is left as it is", () => {
    expect(advance(opportunity, row, { subject: "B", stage: "engaging" }, by)).toEqual({});
    expect(advance(customer, undefined, { stage: "lost" }, by)).toEqual({});
  });

  it("[OP-10] a kind names the fields of its path itself, and needs none but the stage", () => {
    const ticket = defineEntity({
      kind: "ticket",
      icon: "target",
      title: "name",
      access: { kind: "owned" },
      fields: { name: { kind: "text" }, state: { kind: "option", options: [{ id: "open" }, { id: "solved" }] }, solved: { kind: "day" } },
      logs: { moves: { details: { stage: { kind: "text" } } } },
      stages: { field: "state", log: "moves", closed: "solved", steps: [{ id: "open" }, { id: "solved", outcome: "won" }] },
      list: { columns: ["name"], sort: [] },
      form: [],
    });
    expect(advance(ticket, { id: recordId("ticket", "0000000000000001"), state: "open" }, { state: "solved" }, by)).toEqual({
      solved: "2026-11-22",
      "log/moves/0000000000000009": { by: ann, at: now, stage: "solved" },
    });
  });
});
