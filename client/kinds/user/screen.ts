import type { KindScreen } from "#client/kinds/kind-screen.ts";
import { userActions } from "./user-actions.ts";
import { UserWork } from "./user-work.tsx";

export const userScreen: KindScreen = { work: UserWork, actions: userActions };
