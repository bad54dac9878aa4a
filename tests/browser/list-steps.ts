import { expect, type BrowserContext, type Locator, type Page } from "@playwright/test";
import type { ServerSignIn } from "./server.ts";

/** A signed-in page and everything that went wrong in it. */
export interface Desk {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly errors: readonly string[];
}

export const openDesk = async (context: BrowserContext, url: string, { account, password }: ServerSignIn): Promise<Desk> => {
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(url);
  await page.getByLabel("Account").fill(account);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await settled(page);
  return { page, context, errors };
};

export const settled = async (page: Page): Promise<void> => expect(page.getByRole("button", { name: "Saved", exact: true })).toBeVisible({ timeout: 60_000 });

/** Goes to a list by the rail, as a user does. */
export const goTo = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("navigation").first().getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("region", { name, exact: true })).toBeVisible();
};

export const tableOf = (page: Page): Locator => page.getByRole("grid").first();

export const heading = (page: Page, column: string): Locator => page.locator(`[role=columnheader][data-column="${column}"]`);

/** Texts of one column, of the rows that are drawn and filled, in their order. */
export const cells = (page: Page, column: string): Promise<readonly string[]> =>
  page.evaluate((wanted) => {
    const at = document.querySelector(`[role=columnheader][data-column="${wanted}"]`)?.getAttribute("aria-colindex") ?? "";
    return [...document.querySelectorAll<HTMLElement>("[role=row][aria-rowindex]:not([hidden])")]
      .filter((row) => row.getAttribute("aria-rowindex") !== "1" && row.innerText.trim() !== "")
      .sort((a, b) => Number(a.getAttribute("aria-rowindex")) - Number(b.getAttribute("aria-rowindex")))
      .flatMap((row) => row.querySelector<HTMLElement>(`[role=gridcell][aria-colindex="${at}"]`)?.innerText.trim() ?? []);
  }, column);

/** A cell of the row at `row`, counted from 1. */
export const cell = async (page: Page, row: number, column: string): Promise<Locator> => {
  const at = await heading(page, column).getAttribute("aria-colindex");
  return page.locator(`[role=row][aria-rowindex="${row + 1}"]:not([hidden]) [role=gridcell][aria-colindex="${at}"]`);
};

/** Presses a heading where nothing else is pressed. */
export const sortBy = async (page: Page, column: string): Promise<void> => heading(page, column).locator(".data-table__label").click();

/** How many records the list says it shows. */
export const shown = async (page: Page): Promise<number> => Number((await page.locator(".pager__count").innerText()).replace(/\D/g, ""));

export const amount = (text: string): number => Number(text.replace(/[^\d.-]/g, "")) || 0;
