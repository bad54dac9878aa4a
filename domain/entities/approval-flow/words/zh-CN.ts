import type { ApprovalFlowOwnWords } from "#domain/entities/approval-flow/words.ts";

export const approvalFlow: ApprovalFlowOwnWords = {
  one: "审批流程",
  many: "审批流程",
  fields: { name: "名称", of: "适用对象", condition: "进入条件", place: "判断顺序", disabled: "已停用", covers: "审批内容", nodes: "审批节点" },
  views: {},
  sections: { basic: "审批流程" },
  lines: { nodes: { name: "节点名称", condition: "条件", rankFrom: "职级从", rankTo: "职级至", approvers: "审批人", everyone: "会签" } },
};
