import type { Entity } from "#domain/schema/entity.ts";
import { signatureOf } from "#domain/schema/signature.ts";
import { accessRequest } from "./access-request/access-request.ts";
import { defineApprovalFlow } from "./approval-flow/approval-flow.ts";
import { contact } from "./contact/contact.ts";
import { customer } from "./customer/customer.ts";
import { dimension } from "./dimension/dimension.ts";
import { department } from "./department/department.ts";
import { expense } from "./expense/expense.ts";
import { followUp } from "./follow-up/follow-up.ts";
import { group } from "./group/group.ts";
import { defineJobFunction } from "./job-function/job-function.ts";
import { opportunity } from "./opportunity/opportunity.ts";
import { order } from "./order/order.ts";
import { pool } from "./pool/pool.ts";
import { product } from "./product/product.ts";
import { role } from "./role/role.ts";
import { sharingRule } from "./sharing-rule/sharing-rule.ts";
import { user } from "./user/user.ts";
import { view } from "./view/view.ts";
import { workspace } from "./workspace/workspace.ts";

/** Every kind of record, in the order that navigation shows them. */
export const ENTITIES: readonly Entity[] = [
  customer,
  contact,
  opportunity,
  order,
  product,
  expense,
  followUp,
  user,
  department,
  role,
  defineJobFunction([customer, contact, opportunity, order, expense, followUp]),
  group,
  pool,
  sharingRule,
  defineApprovalFlow([order, opportunity, customer, expense]),
  dimension,
  view,
  accessRequest,
  workspace,
];

/** Rows kept under another signature are made anew from their documents. */
export const DEFINITIONS = signatureOf(ENTITIES);

const byKind = new Map(ENTITIES.map((entity) => [entity.kind, entity]));

export const findEntity = (kind: string): Entity | undefined => byKind.get(kind);

/** For kinds that are known to exist. Throws on a name that is not registered: that is a bug, not bad input. */
export const entityOf = (kind: string): Entity => {
  const entity = byKind.get(kind);
  if (!entity) throw new Error(`no kind of record is called ${kind}`);
  return entity;
};
