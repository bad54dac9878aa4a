import type { ApprovalFlowOwnWords } from "#domain/entities/approval-flow/words.ts";

export const approvalFlow: ApprovalFlowOwnWords = {
  one: "Approval flow",
  many: "Approval flows",
  fields: { name: "Name", of: "For", condition: "Condition", place: "Tried as number", disabled: "Switched off", covers: "What is approved", nodes: "Steps" },
  views: {},
  sections: { basic: "Approval flow" },
  lines: { nodes: { name: "Name", condition: "Condition", rankFrom: "Rank from", rankTo: "Rank to", approvers: "Approvers", everyone: "All must approve" } },
};
