import type { KindScreen } from "#client/kinds/kind-screen.ts";
import { CriteriaEditor } from "./criteria-editor.tsx";

export const sharingRuleScreen: KindScreen = { work: CriteriaEditor, elsewhere: ["criteria"] };
