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

const painted = (page: Page): Promise<number> =>
  page.evaluate(() => new Promise<number>((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))));

/** Milliseconds since the navigation began at which a row of the list has been painted. */
export const paintedAt = async (page: Page, timeout = PATIENCE): Promise<number> => {
  await listed(page, timeout);
  return painted(page);
};

/** The same for a row that the app has drawn, and which can be opened. */
export const drawnAt = async (page: Page): Promise<number> => {
  await page.waitForSelector(`${APP} ${ROW}`, { timeout: PATIENCE });
  return painted(page);
};

/** Milliseconds until what stands there is what storage holds, no longer what the screen showed last. */
export const answeredAt = async (page: Page): Promise<number> => {
  await page.waitForSelector(`${APP} [role=grid][aria-busy=false]`, { timeout: PATIENCE });
  return page.evaluate(() => performance.now());
};

/** How many records the list counts. */
export const countOf = async (page: Page): Promise<number> => Number(await page.locator("[aria-rowcount]").first().getAttribute("aria-rowcount")) - 1;

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
