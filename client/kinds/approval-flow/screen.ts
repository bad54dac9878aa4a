import type { KindScreen } from "#client/kinds/kind-screen.ts";
import { onDemand } from "#client/ui/late.ts";

/** Administrators alone come here. */
const FlowDesigner = onDemand(async () => (await import("./flow-designer.tsx")).FlowDesigner);

export const approvalFlowScreen: KindScreen = { work: FlowDesigner, wide: true };
