import type { Page } from "playwright";

/** The boss of the sample company, who may read everything, and import. */
export const BOSS = { account: "gu.mingyuan", password: "tidebook" } as const;

/** A row of a list that has been answered; the bare page of the peer marks its rows in the same way. */
const ROW = "[aria-rowcount]:not([aria-rowcount='1']) .data-table__row";

/** Longest wait for a device to receive everything, in milliseconds. */
const PATIENCE = 300_000;

/** Types the boss's account and password and presses the button, where the sign-in screen stands. */
export const signIn = async (page: Page): Promise<void> => {
  await page.getByLabel("Account").fill(BOSS.account);
  await page.getByLabel("Password").fill(BOSS.password);
  await page.getByRole("button", { name: "Sign in" }).click();
};

/** The app itself, without the picture of its last screen. */
const APP = "#root";

export const listed = async (page: Page, timeout = PATIENCE): Promise<void> => {
  await page.waitForSelector(ROW, { timeout });
};

/** Runs in the page before its own code: when rows were there and a frame had been made of them, by the page's clock. */
const noteRows = ({ row, app }: { readonly row: string; readonly app: string }): void => {
  const noted: { painted?: number; drawn?: number } = {};
  Object.assign(globalThis, { noted });
  const waiting = new Map<keyof typeof noted, string>([["painted", row], ["drawn", `${app} ${row}`]]);
  new MutationObserver((_, observer) => {
    for (const [name, selector] of waiting) {
      if (!document.querySelector(selector)) continue;
      waiting.delete(name);
      requestAnimationFrame(() => setTimeout(() => (noted[name] = performance.now())));
    }
    if (waiting.size === 0) observer.disconnect();
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-rowcount"] });
};

/** A figure of a report; the bare page of the peer marks its own in the same way. */
const FIGURE = "table.sheet .sheet__figure";

/** Has every page that is opened from now on note when its rows, or a report's figures, are painted: asking it meanwhile would wait for its scripts. */
export const watchRows = (page: Page, row: string = ROW): Promise<unknown> => page.addInitScript(noteRows, { row, app: APP });
export const watchFigures = (page: Page): Promise<unknown> => watchRows(page, FIGURE);

const notedAt = async (page: Page, name: "painted" | "drawn", timeout: number): Promise<number> => {
  const noted = await page.waitForFunction((which) => (globalThis as unknown as { readonly noted: Readonly<Record<string, number | undefined>> }).noted[which], name, { timeout });
  return (await noted.jsonValue()) ?? Number.NaN;
};

/** Milliseconds since the navigation began at which a row of the list was on the screen: no earlier than the browser had put anything there. */
export const paintedAt = async (page: Page, timeout = PATIENCE): Promise<number> => {
  const rows = await notedAt(page, "painted", timeout);
  const first = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
  return Math.max(rows, first);
};

/** The same for a row that the app has drawn, and which can be opened. */
export const drawnAt = (page: Page): Promise<number> => notedAt(page, "drawn", PATIENCE);

/** Milliseconds until what stands there is what storage holds, no longer what the screen showed last. */
export const answeredAt = async (page: Page): Promise<number> => {
  await page.waitForSelector(`${APP} [role=grid][aria-busy=false]`, { timeout: PATIENCE });
  return page.evaluate(() => performance.now());
};

/** The same of a report. */
export const countedAt = async (page: Page): Promise<number> => {
  await page.waitForSelector(`${APP} .report[aria-busy=false] ${FIGURE}`, { timeout: PATIENCE });
  return page.evaluate(() => performance.now());
};

/** How many records stand in each row of a report's table, those with none left out. */
export const countsOf = async (page: Page): Promise<readonly number[]> => {
  const texts = await page.locator("table.sheet tbody tr").evaluateAll((rows) => rows.map((row) => row.querySelector(".sheet__figure")?.textContent ?? ""));
  return texts.map((text) => Number(text.replaceAll(/\D/g, ""))).filter((count) => count > 0);
};

/** How many records the list counts. */
export const countOf = async (page: Page): Promise<number> => Number(await page.locator("[aria-rowcount]").first().getAttribute("aria-rowcount")) - 1;

/** Until what the screen shows is kept for the next start: how it looks, or figures of a report. */
export const keptAs = async (page: Page, sort: "picture" | "figures"): Promise<void> => {
  await page.waitForFunction((prefix) => Object.keys(localStorage).some((key) => key.startsWith(prefix)), `tidebook.kept ${sort} `, { timeout: PATIENCE });
};

/** Until everything has been received, stored and acknowledged. */
export const saved = (page: Page, timeout = PATIENCE): Promise<void> => page.getByRole("button", { name: "Saved", exact: true }).waitFor({ timeout });

/** Until all code is on the device. */
export const codeKept = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });

/** Signs the boss in and waits until everything has been received, stored, and kept by the service worker. */
export const fillDevice = async (page: Page, url: string): Promise<void> => {
  await page.goto(`${url}/customer`, { waitUntil: "commit" });
  await signIn(page);
  await listed(page);
  await saved(page);
  await codeKept(page);
};
