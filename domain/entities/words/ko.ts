import { accessRequest } from "#domain/entities/access-request/words/ko.ts";
import { approvalFlow } from "#domain/entities/approval-flow/words/ko.ts";
import { contact } from "#domain/entities/contact/words/ko.ts";
import { customer } from "#domain/entities/customer/words/ko.ts";
import { department } from "#domain/entities/department/words/ko.ts";
import { dimension } from "#domain/entities/dimension/words/ko.ts";
import { expense } from "#domain/entities/expense/words/ko.ts";
import { followUp } from "#domain/entities/follow-up/words/ko.ts";
import { group } from "#domain/entities/group/words/ko.ts";
import { jobFunction } from "#domain/entities/job-function/words/ko.ts";
import { opportunity } from "#domain/entities/opportunity/words/ko.ts";
import { order } from "#domain/entities/order/words/ko.ts";
import { pool } from "#domain/entities/pool/words/ko.ts";
import { product } from "#domain/entities/product/words/ko.ts";
import { role } from "#domain/entities/role/words/ko.ts";
import { sharingRule } from "#domain/entities/sharing-rule/words/ko.ts";
import { user } from "#domain/entities/user/words/ko.ts";
import { view } from "#domain/entities/view/words/ko.ts";
import { workspace } from "#domain/entities/workspace/words/ko.ts";
import type { LanguageWords } from "#domain/entities/language-words.ts";

/** What every kind of record and its parts are called in Korean. */
export const words: LanguageWords = {
  kinds: { customer, contact, opportunity, order, product, expense, followUp, user, department, role, group, pool, sharingRule, dimension, view, accessRequest, workspace },
  jobFunction,
  approvalFlow,
  common: {
    fields: { owner: "담당자", sharedWith: "공유 대상", sharedGroups: "공유 그룹", readers: "읽기 공유", readerGroups: "읽기 공유 그룹", pool: "공개 풀", moves: "풀 처리 이력", created: "등록", deleted: "삭제", approval: "결재 상태", approvalRun: "결재 과정", approvers: "결재 대기자", formerApprovers: "이전 결재자", formerOwners: "지난 승인 이후의 담당자", approvals: "결재 이력" },
    line: { added: "추가", amount: "금액" },
    log: { by: "처리자", at: "시각" },
    moves: { does: "처리", pool: "공개 풀", from: "이전 담당자", to: "새 담당자", reason: "사유", done: "완료 시각" },
    approval: { running: "결재 중", approved: "승인됨", rejected: "반려됨", withdrawn: "회수됨" },
    approvals: { does: "처리", hash: "내용 해시", run: "상신", to: "넘겨받은 사람", note: "의견" },
  },
};
