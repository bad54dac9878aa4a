import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright";
import { codeKept, saved, signIn } from "./app-page.ts";
import type { Timings } from "./bench.ts";
import { onNewDevice } from "./browser.ts";
import { modulePath } from "./machine.ts";
import { serveFiles } from "./serve-files.ts";

/** The files of one import: the table, and which column goes where. */
export interface ImportFiles {
  readonly csv: string;
  readonly map: string;
}

/** Clicks a button and gives the milliseconds until an element of `selector` with `text` is painted, by the page's own clock. */
const clickUntil = (page: Page, button: string, selector: string, text: string): Promise<number> =>
  page.evaluate(
    ([wanted, at, words]) =>
      new Promise<number>((resolve, reject) => {
        const target = [...document.querySelectorAll("button")].find((one) => new RegExp(wanted as string).test(one.textContent?.trim() ?? ""));
        if (!target) return reject(new Error(`there is no button ${wanted}`));
        const started = performance.now();
        target.click();
        const look = (): void => {
          const there = [...document.querySelectorAll(at as string)].some((one) => one.textContent?.includes(words as string));
          if (there) setTimeout(() => resolve(performance.now() - started));
          else requestAnimationFrame(look);
        };
        look();
      }),
    [button, selector, text],
  );

const watchLongTasks = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { longTasks: seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.push(duration);
    }).observe({ type: "longtask" });
  });

const longestTask = (page: Page): Promise<number> => page.evaluate(() => Math.max(0, ...(globalThis as unknown as { readonly longTasks: readonly number[] }).longTasks));

export interface ImportedInPage {
  /** Milliseconds: `plan`, `write`, `all` of the two, `longest` stretch in which the page could not answer. */
  readonly took: Timings;
  readonly created: number;
}

/**
 * A file taken through the wizard of the built app, by somebody who is signed in and has everything. `leave` ends the relay before the file is chosen, so that what
 * is timed is the device alone.
 */
export const importInPage = (url: string, { csv, map }: ImportFiles, rows: number, leave: () => Promise<void>): Promise<ImportedInPage> =>
  onNewDevice(async (page) => {
    await page.goto(`${url}/import`);
    await signIn(page);
    await saved(page);
    await codeKept(page);
    await page.reload();
    await saved(page);
    await page.locator("input[type=file]").first().waitFor({ state: "attached" });
    await leave();
    await watchLongTasks(page);
    await page.locator("input[type=file]").first().setInputFiles(csv);
    await page.getByRole("region", { name: "First rows of the file" }).waitFor();
    await page.locator("input[type=file]").first().setInputFiles(map);
    await page.getByRole("button", { name: "Check the file" }).waitFor();
    const plan = await clickUntil(page, "^Check the file$", "body", "Rows in the file");
    const write = await clickUntil(page, "^Import [\\d,]+ records?$", "[role=status]", "Imported:");
    const longest = await longestTask(page);
    const text = (await page.getByRole("status").filter({ hasText: "Imported:" }).textContent()) ?? "";
    const created = Number((/Imported: ([\d,]+) new/.exec(text)?.[1] ?? "0").replaceAll(",", ""));
    return { took: { plan, write, all: plan + write, longest, perRow: ((plan + write) * 1_000) / rows }, created };
  });

/** A file's rows by papaparse, typed, in a worker of the same browser, and what is done with them there: `then` is the body of a function of `rows`. */
const parsedInPage = (csv: string, packages: readonly string[], then: string): Promise<{ readonly took: Timings; readonly rows: number }> =>
  onNewDevice(async (page) => {
    const served = await serveFiles({ "/": ["text/html", "<!doctype html><title>file</title><input type=file>"] });
    try {
      await page.goto(served.url);
      await page.locator("input").setInputFiles(csv);
      const libraries = packages.map((path) => readFileSync(path, "utf8")).join("\n;");
      const source = `${libraries}\n;onmessage = async ({ data }) => { const started = performance.now(); const { data: rows } = Papa.parse(await data.text(), { header: true, dynamicTyping: true, skipEmptyLines: true }); ${then}; postMessage({ all: performance.now() - started, rows: rows.length }); };`;
      return await page.evaluate(async (work) => {
        const worker = new Worker(URL.createObjectURL(new Blob([work])));
        const file = document.querySelector("input")?.files?.[0];
        const answer = new Promise<{ readonly all: number; readonly rows: number }>((resolve, reject) => {
          worker.addEventListener("message", ({ data }) => resolve(data as { readonly all: number; readonly rows: number }));
          worker.addEventListener("error", ({ message }) => reject(new Error(message)));
        });
        worker.postMessage(file, []);
        const { all, rows } = await answer;
        return { took: { all, plan: all, perRow: (all * 1_000) / rows }, rows };
      }, source);
    } finally {
      await served.close();
    }
  });

export const papaparseInPage = (csv: string): ReturnType<typeof parsedInPage> => parsedInPage(csv, [modulePath("papaparse")], "");

/** And then all of them put into a table of Dexie's, in one transaction, with one index: the least that keeps and finds them. */
export const papaparseAndDexieInPage = async (csv: string): ReturnType<typeof parsedInPage> => {
  const { took, rows } = await parsedInPage(
    csv,
    [modulePath("papaparse"), join(modulePath("dexie"), "..", "dexie.min.js")],
    'const db = new Dexie("rows"); db.version(1).stores({ rows: "++id, Subject" }); await db.rows.bulkAdd(rows)',
  );
  return { took: { all: took["all"] ?? 0 }, rows };
};
