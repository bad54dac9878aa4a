import type { ApprovalState } from "#domain/schema/entity.ts";
import type { EntityWords, Locale, WordsByLocale } from "#domain/schema/words.ts";
import { accessRequestWords } from "./access-request/words.ts";
import { approvalFlowWords } from "./approval-flow/words.ts";
import { contactWords } from "./contact/words.ts";
import { customerWords } from "./customer/words.ts";
import { departmentWords } from "./department/words.ts";
import { dimensionWords } from "./dimension/words.ts";
import { expenseWords } from "./expense/words.ts";
import { followUpWords } from "./follow-up/words.ts";
import { groupWords } from "./group/words.ts";
import { jobFunctionWords } from "./job-function/words.ts";
import { opportunityWords } from "./opportunity/words.ts";
import { orderWords } from "./order/words.ts";
import { poolWords } from "./pool/words.ts";
import { productWords } from "./product/words.ts";
import { entityOf } from "./registry.ts";
import { roleWords } from "./role/words.ts";
import { sharingRuleWords } from "./sharing-rule/words.ts";
import { userWords } from "./user/words.ts";
import { viewWords } from "./view/words.ts";
import { workspaceWords } from "./workspace/words.ts";

interface CommonWords {
  /** Fields and sets that `defineEntity` adds to a definition. */
  readonly fields: Readonly<Record<string, string>>;
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  /** Who and when of every line, and the amount that follows from quantity, price and discount. */
  readonly line: Readonly<Record<string, string>>;
  /** Who and when of every log entry. */
  readonly log: Readonly<Record<string, string>>;
  /** Details of claims, releases and assignments. */
  readonly moves: Readonly<Record<string, string>>;
  /** Of every kind that can be approved: how far it has come, and what was said. */
  readonly approval: Readonly<Record<ApprovalState, string>>;
  readonly approvals: Readonly<Record<string, string>>;
}

const COMMON: Readonly<Record<Locale, CommonWords>> = {
  en: {
    fields: { owner: "Owner", sharedWith: "Shared with", sharedGroups: "Shared with groups", readers: "May read", readerGroups: "Groups that may read", pool: "Pool", moves: "Claims and releases", created: "Created", deleted: "Deleted", approval: "Approval", approvalRun: "Approval run", approvers: "To be approved by", formerApprovers: "Asked before", formerOwners: "Owners since the last approval", approvals: "Approvals" },
    aliases: { owner: ["Owner", "Assigned To"], sharedWith: ["Team Members", "Shared To"] },
    line: { added: "Added", amount: "Amount" },
    log: { by: "By", at: "Time" },
    moves: { does: "Action", pool: "Pool", from: "Held by", to: "Given to", reason: "Reason", done: "Done" },
    approval: { running: "Waiting for approval", approved: "Approved", rejected: "Rejected", withdrawn: "Withdrawn" },
    approvals: { does: "Step", hash: "Content", run: "Submission", to: "Passed on to", note: "Comment" },
  },
  "zh-CN": {
    fields: { owner: "负责人", sharedWith: "共享给", sharedGroups: "共享给组", readers: "只读共享", readerGroups: "只读共享组", pool: "公海", moves: "公海记录", created: "创建", deleted: "删除", approval: "审批状态", approvalRun: "审批过程", approvers: "待审批人", formerApprovers: "曾被请审批", formerOwners: "上次批准后的负责人", approvals: "审批记录" },
    aliases: { owner: ["所有者", "归属人"], sharedWith: ["共享人", "协作人", "团队成员"] },
    line: { added: "添加", amount: "金额" },
    log: { by: "操作人", at: "时间" },
    moves: { does: "操作", pool: "公海", from: "原负责人", to: "新负责人", reason: "原因", done: "完成时间" },
    approval: { running: "审批中", approved: "已批准", rejected: "已驳回", withdrawn: "已撤回" },
    approvals: { does: "操作", hash: "内容指纹", run: "提交", to: "转交给", note: "意见" },
  },
  ko: {
    fields: { owner: "담당자", sharedWith: "공유 대상", sharedGroups: "공유 그룹", readers: "읽기 공유", readerGroups: "읽기 공유 그룹", pool: "공개 풀", moves: "풀 처리 이력", created: "등록", deleted: "삭제", approval: "결재 상태", approvalRun: "결재 과정", approvers: "결재 대기자", formerApprovers: "이전 결재자", formerOwners: "지난 승인 이후의 담당자", approvals: "결재 이력" },
    aliases: { owner: ["소유자"], sharedWith: ["공유자", "공동 담당자"] },
    line: { added: "추가", amount: "금액" },
    log: { by: "처리자", at: "시각" },
    moves: { does: "처리", pool: "공개 풀", from: "이전 담당자", to: "새 담당자", reason: "사유", done: "완료 시각" },
    approval: { running: "결재 중", approved: "승인됨", rejected: "반려됨", withdrawn: "회수됨" },
    approvals: { does: "처리", hash: "내용 해시", run: "상신", to: "넘겨받은 사람", note: "의견" },
  },
};

const BY_KIND: Readonly<Record<string, WordsByLocale>> = {
  customer: customerWords,
  contact: contactWords,
  opportunity: opportunityWords,
  order: orderWords,
  product: productWords,
  expense: expenseWords,
  followUp: followUpWords,
  user: userWords,
  department: departmentWords,
  role: roleWords,
  group: groupWords,
  pool: poolWords,
  sharingRule: sharingRuleWords,
  dimension: dimensionWords,
  view: viewWords,
  accessRequest: accessRequestWords,
  workspace: workspaceWords,
};

const membersOfSet = (kind: string, set: string): readonly string[] => {
  const of = entityOf(kind).sets?.[set]?.of;
  return of?.kind === "option" ? of.options.map(({ id }) => id) : [];
};

const writtenFor = (kind: string): WordsByLocale | undefined => {
  if (kind === "jobFunction") return jobFunctionWords(BY_KIND, membersOfSet(kind, "readOnly"));
  return kind === "approvalFlow" ? approvalFlowWords(BY_KIND, membersOfSet(kind, "covers")) : BY_KIND[kind];
};

/** The words written for a kind itself, without those every record shares. Throws on a kind that has none. */
export const ownWordsOf = (locale: Locale, kind: string): EntityWords => {
  const words = writtenFor(kind);
  if (!words) throw new Error(`no words for the kind ${kind}`);
  return words[locale];
};

const pick = <V>(from: Readonly<Record<string, V>>, present: (name: string) => boolean): Record<string, V> =>
  Object.fromEntries(Object.entries(from).filter(([name]) => present(name)));

const complete = (locale: Locale, kind: string): EntityWords => {
  const own = ownWordsOf(locale, kind);
  const common = COMMON[locale];
  const { fields, sets = {}, lines = {}, logs = {} } = entityOf(kind);
  const present = (name: string) => name in fields || name in sets || name in logs;
  const parts = Object.entries(own.lines ?? {}).map(([list, labels]) => {
    const shared = list in logs ? common.log : pick(common.line, (name) => name !== "amount" || lines[list]?.priced === true);
    return [list, { ...shared, ...labels }];
  });
  const approvable = entityOf(kind).approvable !== undefined;
  return {
    ...own,
    fields: { ...pick(common.fields, present), ...own.fields },
    ...(approvable ? { options: { ...own.options, approval: common.approval } } : {}),
    aliases: { ...pick(common.aliases, present), ...own.aliases },
    lines: { ...Object.fromEntries(parts), ...(approvable ? { approvals: { ...common.log, ...common.approvals } } : {}), ...("moves" in logs ? { moves: { ...common.log, ...common.moves } } : {}) },
  };
};

const completed = new Map<string, EntityWords>();

/**
 * What a kind of record and all its parts are called, with the fields that every record has (`owner`, `sharedWith`,
 * `created`, `deleted`), `added` and `amount` of lines, `by` and `at` of log entries. Throws on an unknown kind.
 */
export const wordsOf = (locale: Locale, kind: string): EntityWords => {
  const key = `${locale} ${kind}`;
  const known = completed.get(key);
  if (known) return known;
  const words = complete(locale, kind);
  completed.set(key, words);
  return words;
};
