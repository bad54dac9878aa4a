import type { KindScreen } from "#client/kinds/kind-screen.ts";
import { OpportunityWork } from "./opportunity-work.tsx";

export const opportunityScreen: KindScreen = {
  work: OpportunityWork,
  elsewhere: ["contacts"],
};
