import { expect, type Page } from "@playwright/test";
import { badge, fillSignIn, reload, saved, settled, GU, LONG } from "./app.ts";
import { test } from "./office.ts";

test.describe.configure({ retries: 0 });

const rows = (page: Page) => page.locator("#root [role=grid] .data-table__row");

const runs = (page: Page, worker: string): boolean => page.workers().some((each) => each.url().includes(worker));

/** Holds back what opens storage, as a slow network does. */
const holdBack = async (page: Page): Promise<{ readonly letGo: () => void; readonly asked: () => boolean }> => {
  let letGo: () => void = () => undefined;
  let asked = false;
  const way = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(/\/assets\/dexie-/, async (route) => {
    asked = true;
    await way;
    await route.continue();
  });
  return { letGo, asked: () => asked };
};

/** Tabs that wait until they may open the storage. */
const inLine = (page: Page): Promise<number> =>
  page.evaluate(async () => ((await navigator.locks.query()).pending ?? []).filter(({ name }) => name === "tidebook-storage").length);

test("[D-21] on a new device the list stands before anything is stored; another tab waits for it, and both show the same once it is", async ({ office, browser }) => {
  const context = await browser.newContext({ locale: "en-US", serviceWorkers: "block" });
  const page = await context.newPage();
  const storage = await holdBack(page);
  await page.goto(`${office.url()}/customer`);
  await fillSignIn(page, GU);
  await expect(rows(page).first()).toBeVisible({ timeout: LONG });
  expect(runs(page, "first.worker")).toBe(true);
  await expect.poll(storage.asked).toBe(true);
  await expect(badge(page, "Saving")).toBeVisible();

  const other = await context.newPage();
  await other.goto(`${office.url()}/customer`);
  await expect.poll(() => inLine(other)).toBe(1);
  storage.letGo();
  await settled(page);
  await expect(rows(other).first()).toBeVisible({ timeout: LONG });
  await settled(other);
  const counts = () => Promise.all([page, other].map((tab) => tab.locator("[aria-rowcount]").first().getAttribute("aria-rowcount")));
  await expect.poll(async () => new Set(await counts()).size).toBe(1);
  await page.close();
  await reload(other);
  await expect.poll(() => runs(other, "replica.worker")).toBe(true);
  await expect(rows(other).first()).toBeVisible();
  await expect(saved(other)).toBeVisible({ timeout: LONG });
  await context.close();
});

test("[D-21] a tab that is closed before anything is stored leaves a device that begins from nothing", async ({ office, browser }) => {
  const context = await browser.newContext({ locale: "en-US", serviceWorkers: "block" });
  const page = await context.newPage();
  const storage = await holdBack(page);
  await page.goto(`${office.url()}/customer`);
  await fillSignIn(page, GU);
  await expect(rows(page).first()).toBeVisible({ timeout: LONG });
  await page.close();
  storage.letGo();
  const next = await context.newPage();
  await next.goto(`${office.url()}/customer`);
  await settled(next);
  await expect(rows(next).first()).toBeVisible();
  await context.close();
});
