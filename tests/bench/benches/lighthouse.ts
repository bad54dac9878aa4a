import { pathToFileURL } from "node:url";
import { recordsAt } from "#tests/browser/given.ts";
import { BOSS, fillDevice } from "../harness/app-page.ts";
import type { Bench, BenchContext, Listing } from "../harness/bench.ts";
import { inBrowser, newProfile, withBareBrowser } from "../harness/browser.ts";
import { SAMPLE, startFilled } from "../harness/filled.ts";
import { modulePath } from "../harness/machine.ts";
import { quantile } from "../harness/sample.ts";

const CATEGORIES = ["performance", "best-practices", "accessibility"] as const;
type Category = (typeof CATEGORIES)[number];

const FORMS = ["desktop", "mobile"] as const;
type Form = (typeof FORMS)[number];

interface Audit {
  readonly id: string;
  readonly title: string;
  readonly score: number | null;
  readonly scoreDisplayMode: string;
  readonly displayValue?: string;
  readonly numericValue?: number;
}

/** As much of Lighthouse's result as is read here. */
interface Verdict {
  readonly categories: Readonly<Record<Category, { readonly score: number | null; readonly auditRefs: readonly { readonly id: string; readonly weight: number }[] }>>;
  readonly audits: Readonly<Record<string, Audit>>;
  readonly runtimeError?: { readonly message: string };
}

type Lighthouse = (url: string, flags: object, config?: object) => Promise<{ readonly lhr: Verdict } | undefined>;

const load = async (): Promise<{ readonly judge: Lighthouse; readonly desktop: object }> => {
  const path = modulePath("lighthouse");
  const lighthouse = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as { readonly default: Lighthouse };
  const desktop = (await import(/* @vite-ignore */ new URL("config/desktop-config.js", pathToFileURL(path)).href)) as { readonly default: object };
  return { judge: lighthouse.default, desktop: desktop.default };
};

interface Judged {
  readonly page: string;
  readonly form: Form;
  readonly runs: readonly Verdict[];
}

const median = (values: readonly number[]): number => quantile(values, 0.5);

const scoreOf = (verdict: Verdict, category: Category): number => Math.round((verdict.categories[category].score ?? Number.NaN) * 100);

const METRICS = [
  ["first-contentful-paint", "first paint"],
  ["largest-contentful-paint", "largest paint"],
  ["total-blocking-time", "blocked"],
  ["cumulative-layout-shift", "shift"],
] as const;

const figure = (runs: readonly Verdict[], id: string): string => {
  const value = median(runs.map(({ audits }) => audits[id]?.numericValue ?? Number.NaN));
  return id === "cumulative-layout-shift" ? value.toFixed(3) : `${Math.round(value)} ms`;
};

const scores = (size: string, judged: readonly Judged[]): Listing => ({
  title: `Scores of Lighthouse at ${size} (median of the rounds; aimed at: performance ≥ 95, best practices 100, accessibility 100)`,
  head: ["page", "form", "performance", "best practices", "accessibility", ...METRICS.map(([, words]) => words)],
  rows: judged.map(({ page, form, runs }) => [
    page,
    form,
    ...CATEGORIES.map((category) => String(median(runs.map((run) => scoreOf(run, category))))),
    ...METRICS.map(([id]) => figure(runs, id)),
  ]),
});

/** What costs points, or would if it had a weight: every audit that did not pass in one of the rounds. */
const faults = (judged: readonly Judged[]): Listing => {
  const where = new Map<string, { readonly title: string; readonly pages: Set<string> }>();
  for (const { page, form, runs } of judged) {
    for (const { categories, audits } of runs) {
      for (const category of CATEGORIES) {
        for (const { id, weight } of categories[category].auditRefs) {
          const audit = audits[id];
          if (!audit || weight === 0 || audit.score === null || audit.score >= 0.9) continue;
          const known = where.get(id) ?? { title: audit.title, pages: new Set<string>() };
          known.pages.add(`${page} (${form}${audit.displayValue ? `: ${audit.displayValue}` : ""})`);
          where.set(id, known);
        }
      }
    }
  }
  return { title: "What Lighthouse names", head: ["audit", "what", "where"], rows: [...where].map(([id, { title, pages }]) => [id, title, [...pages].join("; ")]) };
};

const judgeAll = async (records: number, context: BenchContext): Promise<readonly Judged[]> => {
  const { judge, desktop } = await load();
  const server = await startFilled(records, context);
  const profile = newProfile(context);
  const rounds = Math.min(3, context.rounds);
  const run = async (page: string, url: string, form: Form, port: number): Promise<Judged> => {
    const runs: Verdict[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const result = await judge(url, { port, output: "json", logLevel: "error", onlyCategories: [...CATEGORIES], disableStorageReset: true }, form === "desktop" ? desktop : undefined);
      if (!result || result.lhr.runtimeError) throw new Error(`${page}: ${result?.lhr.runtimeError?.message ?? "Lighthouse gave no result"}`);
      runs.push(result.lhr);
    }
    context.say(`${page}, ${form}: ${CATEGORIES.map((category) => `${category} ${runs.map((verdict) => scoreOf(verdict, category)).join("/")}`).join(", ")}`);
    return { page, form, runs };
  };
  const runAll = (pages: readonly (readonly [string, string])[]): Promise<readonly Judged[]> =>
    withBareBrowser(profile, async (port) => {
      const judged: Judged[] = [];
      for (const [page, url] of pages) for (const form of context.quick ? FORMS.slice(0, 1) : FORMS) judged.push(await run(page, url, form, port));
      return judged;
    });

  const list = `${server.url}/customer`;
  const [record] = recordsAt(server.url, BOSS, "customer");
  const before = context.quick ? [] : await runAll([["sign-in", list]]);
  await inBrowser(profile, (page) => fillDevice(page, server.url));
  if (context.quick) return before.concat(await runAll([["customers", list]]));
  return [...before, ...(await runAll([["customers", list], ["one customer", `${server.url}/${record}`], ["today", `${server.url}/`]]))];
};

export const bench: Bench = {
  title: "Lighthouse",
  about:
    "Lighthouse opens four pages of a filled workspace: the sign-in form on a new device; then, signed in and with every record on the device, the list of customers, one customer, and today's work. Desktop as its desktop configuration has it, mobile as its own default: a slow line and a processor slowed four times, both simulated. Storage is kept between runs, as on a device in use.",
  peers: ["lighthouse", "playwright"],
  run: async (context) => {
    const records = context.quick ? SAMPLE : 100_000;
    const judged = await judgeAll(records, context);
    return {
      checked: "that every page was reached signed in, except the first.",
      comparisons: [],
      listings: [scores(`${records.toLocaleString("en-US")} records`, judged), faults(judged)],
      remarks: ["Scores of performance depend on the machine: simulated throttling multiplies what the processor took here."],
    };
  },
};
