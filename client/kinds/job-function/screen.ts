import type { KindScreen } from "#client/kinds/kind-screen.ts";
import { JobFunctionWork } from "./job-function-work.tsx";

export const jobFunctionScreen: KindScreen = {
  work: JobFunctionWork,
  elsewhere: ["features", "may", "readOnly", "hidden"],
};
