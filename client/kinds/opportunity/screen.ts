import type { KindScreen } from "#client/kinds/kind-screen.ts";
import { OpportunityWork } from "./opportunity-work.tsx";

export const opportunityScreen: KindScreen = {
  work: OpportunityWork,
  elsewhere: ["stage", "probability", "stageNote", "closedOn", "wonReason", "lostReason", "contacts"],
  charts: [
    "opportunitiesByDiscovery", "opportunitiesBySignMonth", "opportunitiesByOwner", "opportunitiesByOwnerAndStatus", "opportunitiesBySource",
    "opportunitiesByType",
  ],
};
