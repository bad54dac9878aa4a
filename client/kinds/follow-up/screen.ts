import type { KindScreen } from "#client/kinds/kind-screen.ts";

export const followUpScreen: KindScreen = {
  charts: ["followUpsByMonth", "followUpsByOwner", "topCustomersByFollowUps", "followUpsByOwnerAndMethod"],
};
