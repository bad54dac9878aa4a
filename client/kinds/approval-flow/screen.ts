import { lazy } from "solid-js";
import type { KindScreen } from "#client/kinds/kind-screen.ts";

/** Administrators alone come here. */
const FlowDesigner = lazy(async () => ({ default: (await import("./flow-designer.tsx")).FlowDesigner }));

export const approvalFlowScreen: KindScreen = { work: FlowDesigner, wide: true };
