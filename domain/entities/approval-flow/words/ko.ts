import type { ApprovalFlowOwnWords } from "#domain/entities/approval-flow/words.ts";

export const approvalFlow: ApprovalFlowOwnWords = {
  one: "결재선",
  many: "결재선",
  fields: { name: "이름", of: "대상", condition: "적용 조건", place: "적용 순서", disabled: "사용 안 함", covers: "결재 내용", nodes: "결재 단계" },
  views: {},
  sections: { basic: "결재선" },
  lines: { nodes: { name: "단계 이름", condition: "조건", rankFrom: "직급 하한", rankTo: "직급 상한", approvers: "결재자", everyone: "전원 승인" } },
};
