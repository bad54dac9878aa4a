import { expect, type Browser, type Page } from "@playwright/test";
import { badge, fillSignIn, reload, saved, settled, GU, LIN, LONG } from "./app.ts";
import { test, type Office } from "./office.ts";

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

/** Somebody signs in on a new device whose storage does not come yet. */
const signInHeld = async ({ office, browser }: { readonly office: Office; readonly browser: Browser }) => {
  const context = await browser.newContext({ locale: "en-US", serviceWorkers: "block" });
  const page = await context.newPage();
  const storage = await holdBack(page);
  await page.goto(`${office.url()}/customer`);
  await fillSignIn(page, GU);
  await expect(rows(page).first()).toBeVisible({ timeout: LONG });
  return { context, page, storage };
};

test("[D-21] on a new device the list stands before anything is stored; another tab waits for it, and both show the same once it is", async ({ office, browser }) => {
  const { context, page, storage } = await signInHeld({ office, browser });
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
  const { context, page, storage } = await signInHeld({ office, browser });
  await page.close();
  storage.letGo();
  const next = await context.newPage();
  await next.goto(`${office.url()}/customer`);
  await settled(next);
  await expect(rows(next).first()).toBeVisible();
  await context.close();
});

test("[D-21] where what opens storage does not come at first, all is saved once it does", async ({ office, browser }) => {
  const context = await browser.newContext({ locale: "en-US", serviceWorkers: "block" });
  const page = await context.newPage();
  let refused = 0;
  await page.route(/\/assets\/dexie-/, async (route) => {
    refused += 1;
    if (refused > 1) return route.continue();
    return route.abort("connectionfailed");
  });
  await page.goto(`${office.url()}/customer`);
  await fillSignIn(page, GU);
  await expect(rows(page).first()).toBeVisible({ timeout: LONG });
  await expect.poll(() => refused).toBeGreaterThan(0);
  await expect(saved(page)).toBeVisible({ timeout: LONG });
  expect(refused).toBeGreaterThan(1);
  await context.close();
});

/** The boss at the customers of a new device, who has everything. */
const customersOfBoss = async ({ office, browser }: { readonly office: Office; readonly browser: Browser }) => {
  const context = await browser.newContext({ locale: "en-US", serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(`${office.url()}/customer`);
  await fillSignIn(page, GU);
  await settled(page);
  return { context, page };
};

/** What is open on this device. */
const openHere = (page: Page): Promise<string> => page.evaluate(() => localStorage.getItem("tidebook.tabs") ?? "");

const openFirst = async (page: Page): Promise<void> => {
  await page.locator("#root .data-table__value[data-opens]").first().click();
  await expect(page).toHaveURL(/\/customer\/\w+$/);
  expect(await openHere(page)).toContain("customer/");
};

const beginsAtTheBeginning = async (page: Page, office: Office): Promise<void> => {
  await expect(page).toHaveURL(`${office.url()}/`);
  await expect(page.locator(".home")).toBeVisible();
  expect(await openHere(page)).not.toContain("customer/");
};

/** The boss leaves, and another person signs in where they sat. */
const handOver = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: GU.name }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await fillSignIn(page, LIN);
  await settled(page);
};

test("[A-12] whoever signs in next begins at the beginning, with nothing open", async ({ office, browser }) => {
  const { context, page } = await customersOfBoss({ office, browser });
  await openFirst(page);
  await handOver(page);
  await beginsAtTheBeginning(page, office);
  await context.close();
});

test("[A-12] so does whoever signs in where another's session has ended", async ({ office, browser }) => {
  const { context, page } = await customersOfBoss({ office, browser });
  await openFirst(page);
  expect((await page.request.delete(`${office.url()}/api/session`)).ok()).toBe(true);
  await page.getByRole("status").getByRole("button", { name: "Sign in" }).click();
  await fillSignIn(page, LIN);
  await expect(page.getByRole("button", { name: LIN.name })).toBeVisible({ timeout: LONG });
  await settled(page);
  await beginsAtTheBeginning(page, office);
  await context.close();
});

test("[CU-08] what somebody searched for is gone from the tab when another person signs in", async ({ office, browser }) => {
  const { context, page } = await customersOfBoss({ office, browser });
  const search = page.getByRole("searchbox", { name: "Search Customers" });
  await search.fill("no such customer");
  await expect(rows(page)).toHaveCount(0);
  await handOver(page);
  await page.goto(`${office.url()}/customer`);
  await expect(rows(page).first()).toBeVisible({ timeout: LONG });
  await expect(search).toHaveValue("");
  await context.close();
});
