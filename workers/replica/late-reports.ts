import type { LiveReport } from "#workers/replica/api.ts";
import type { Core } from "./core.ts";
import { whenHere } from "./late-code.ts";
import type { Lives } from "./live.ts";
import type * as reports from "./reports.ts";
import type { Reports } from "./reports.ts";

let code: typeof reports | null = null;
let coming: Promise<typeof reports> | null = null;

/** Fetches the code of reports, once; a failed attempt is made again at the next need. */
export const needReportCode = (): Promise<typeof reports> =>
  (coming ??= import("./reports.ts").then(
    (loaded) => (code = loaded),
    (error: unknown) => {
      coming = null;
      throw error;
    },
  ));

/**
 * Reports whose code is fetched with the first question: a list needs none of it. A question is answered at once when it is here, with null
 * for as long as it does not come. `leading`: whether this tab stores; null of an earlier day, of which nothing is stored.
 */
export const createLateReports = (core: Core, lives: Lives, leading: (() => boolean) | null): Reports => {
  let made: Reports | null = null;
  let making: Promise<Reports> | null = null;

  const make = async (): Promise<Reports> => {
    const { createReports, keepSums } = await needReportCode();
    return createReports(core, lives, leading && (await keepSums(core, lives, leading)));
  };
  const need = (): Promise<Reports> =>
    (making ??= make().then(
      (reports) => (made = reports),
      (error: unknown) => {
        making = null;
        throw error;
      },
    ));

  const begin = (call: (answer: null) => void, ask: (reports: Reports) => LiveReport): LiveReport => {
    if (!leading && code) made ??= code.createReports(core, lives, null);
    if (made) return ask(made);
    const { begun, stop } = whenHere(core, "reports", need, ask, () => call(null));
    return { stop, drill: async (cell) => (await begun)?.drill(cell) ?? [] };
  };

  return {
    report: (question, call, narrowing) => begin(call, (all) => all.report(question, call, narrowing)),
    pivot: (question, call, narrowing) => begin(call, (all) => all.pivot(question, call, narrowing)),
    funnel: (question, call, narrowing) => begin(call, (all) => all.funnel(question, call, narrowing)),
    forecast: (question, call, narrowing) => begin(call, (all) => all.forecast(question, call, narrowing)),
  };
};
