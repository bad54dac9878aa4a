import { expect, type Browser, type Locator, type Page } from "@playwright/test";

/** Somebody of the demo company at their own device. */
export interface Colleague {
  readonly page: Page;
  /** What the page threw and nobody caught. */
  readonly problems: readonly string[];
}

export const saved = (page: Page): Locator => page.getByRole("button", { name: "Saved", exact: true });

/** Signs in on a device of their own and waits until everything is there. */
export const arrive = async (browser: Browser, url: string, account: string): Promise<Colleague> => {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(`${account}: ${error.stack ?? error.message}`));
  await page.goto(url);
  await page.getByLabel("Account").fill(account);
  await page.getByLabel("Password").fill("tidebook");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(saved(page)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("progressbar", { name: /^Fetching/ })).toBeHidden({ timeout: 60_000 });
  return { page, problems };
};

/** The page of one record, opened by its address. */
export const openRecord = async (page: Page, url: string, id: string): Promise<Locator> => {
  await page.goto(`${url}/${id}`);
  const record = page.locator("article.record:visible");
  await expect(record).toBeVisible({ timeout: 30_000 });
  return record;
};

export const boxOf = (record: Locator, label: string): Locator => record.getByRole("textbox", { name: label, exact: true });

export const keep = async (box: Locator, value: string): Promise<void> => {
  await box.fill(value);
  await box.press("Enter");
};
