import type { KindScreen } from "#client/kinds/kind-screen.ts";
import { SharingCriteria } from "./sharing-criteria.tsx";

export const sharingRuleScreen: KindScreen = { work: SharingCriteria, elsewhere: ["criteria"] };
