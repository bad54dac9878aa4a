import { accessRequest } from "#domain/entities/access-request/words/zh-CN.ts";
import { approvalFlow } from "#domain/entities/approval-flow/words/zh-CN.ts";
import { contact } from "#domain/entities/contact/words/zh-CN.ts";
import { customer } from "#domain/entities/customer/words/zh-CN.ts";
import { department } from "#domain/entities/department/words/zh-CN.ts";
import { dimension } from "#domain/entities/dimension/words/zh-CN.ts";
import { expense } from "#domain/entities/expense/words/zh-CN.ts";
import { followUp } from "#domain/entities/follow-up/words/zh-CN.ts";
import { group } from "#domain/entities/group/words/zh-CN.ts";
import { jobFunction } from "#domain/entities/job-function/words/zh-CN.ts";
import { opportunity } from "#domain/entities/opportunity/words/zh-CN.ts";
import { order } from "#domain/entities/order/words/zh-CN.ts";
import { pool } from "#domain/entities/pool/words/zh-CN.ts";
import { product } from "#domain/entities/product/words/zh-CN.ts";
import { role } from "#domain/entities/role/words/zh-CN.ts";
import { sharingRule } from "#domain/entities/sharing-rule/words/zh-CN.ts";
import { user } from "#domain/entities/user/words/zh-CN.ts";
import { view } from "#domain/entities/view/words/zh-CN.ts";
import { workspace } from "#domain/entities/workspace/words/zh-CN.ts";
import type { LanguageWords } from "#domain/entities/language-words.ts";

/** What every kind of record and its parts are called in Chinese. */
export const words: LanguageWords = {
  kinds: { customer, contact, opportunity, order, product, expense, followUp, user, department, role, group, pool, sharingRule, dimension, view, accessRequest, workspace },
  jobFunction,
  approvalFlow,
  common: {
    fields: { owner: "负责人", sharedWith: "共享给", sharedGroups: "共享给组", readers: "只读共享", readerGroups: "只读共享组", pool: "公海", moves: "公海记录", created: "创建", deleted: "删除", approval: "审批状态", approvalRun: "审批过程", approvers: "待审批人", formerApprovers: "曾被请审批", formerOwners: "上次批准后的负责人", approvals: "审批记录" },
    line: { added: "添加", amount: "金额" },
    log: { by: "操作人", at: "时间" },
    moves: { does: "操作", pool: "公海", from: "原负责人", to: "新负责人", reason: "原因", done: "完成时间" },
    approval: { running: "审批中", approved: "已批准", rejected: "已驳回", withdrawn: "已撤回" },
    approvals: { does: "操作", hash: "内容指纹", run: "提交", to: "转交给", note: "意见" },
  },
};
