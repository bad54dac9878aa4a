import { approvalFlowScreen } from "./approval-flow/screen.ts";
import { contactScreen } from "./contact/screen.ts";
import { customerScreen } from "./customer/screen.ts";
import type { KindScreen } from "./kind-screen.ts";
import { jobFunctionScreen } from "./job-function/screen.ts";
import { opportunityScreen } from "./opportunity/screen.ts";
import { orderScreen } from "./order/screen.ts";
import { sharingRuleScreen } from "./sharing-rule/screen.ts";
import { userScreen } from "./user/screen.ts";

/** Kinds whose screens have parts of their own; any other is drawn from its definition alone. */
const KINDS: Readonly<Record<string, KindScreen>> = {
  customer: customerScreen,
  contact: contactScreen,
  opportunity: opportunityScreen,
  order: orderScreen,
  user: userScreen,
  jobFunction: jobFunctionScreen,
  sharingRule: sharingRuleScreen,
  approvalFlow: approvalFlowScreen,
};

const PLAIN: KindScreen = {};

export const screenOf = (kind: string): KindScreen => KINDS[kind] ?? PLAIN;
