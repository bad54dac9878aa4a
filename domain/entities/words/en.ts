import { accessRequest } from "#domain/entities/access-request/words/en.ts";
import { approvalFlow } from "#domain/entities/approval-flow/words/en.ts";
import { contact } from "#domain/entities/contact/words/en.ts";
import { customer } from "#domain/entities/customer/words/en.ts";
import { department } from "#domain/entities/department/words/en.ts";
import { dimension } from "#domain/entities/dimension/words/en.ts";
import { expense } from "#domain/entities/expense/words/en.ts";
import { followUp } from "#domain/entities/follow-up/words/en.ts";
import { group } from "#domain/entities/group/words/en.ts";
import { jobFunction } from "#domain/entities/job-function/words/en.ts";
import { opportunity } from "#domain/entities/opportunity/words/en.ts";
import { order } from "#domain/entities/order/words/en.ts";
import { pool } from "#domain/entities/pool/words/en.ts";
import { product } from "#domain/entities/product/words/en.ts";
import { role } from "#domain/entities/role/words/en.ts";
import { sharingRule } from "#domain/entities/sharing-rule/words/en.ts";
import { user } from "#domain/entities/user/words/en.ts";
import { view } from "#domain/entities/view/words/en.ts";
import { workspace } from "#domain/entities/workspace/words/en.ts";
import type { LanguageWords } from "#domain/entities/language-words.ts";

/** What every kind of record and its parts are called in English. */
export const words: LanguageWords = {
  kinds: { customer, contact, opportunity, order, product, expense, followUp, user, department, role, group, pool, sharingRule, dimension, view, accessRequest, workspace },
  jobFunction,
  approvalFlow,
  common: {
    fields: { owner: "Owner", sharedWith: "Shared with", sharedGroups: "Shared with groups", readers: "May read", readerGroups: "Groups that may read", pool: "Pool", moves: "Claims and releases", created: "Created", deleted: "Deleted", approval: "Approval", approvalRun: "Approval run", approvers: "To be approved by", formerApprovers: "Asked before", formerOwners: "Owners since the last approval", approvals: "Approvals" },
    line: { added: "Added", amount: "Amount" },
    log: { by: "By", at: "Time" },
    moves: { does: "Action", pool: "Pool", from: "Held by", to: "Given to", reason: "Reason", done: "Done" },
    approval: { running: "Waiting for approval", approved: "Approved", rejected: "Rejected", withdrawn: "Withdrawn" },
    approvals: { does: "Step", hash: "Content", run: "Submission", to: "Passed on to", note: "Comment" },
  },
};
