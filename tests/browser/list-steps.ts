import { expect, type Locator, type Page } from "@playwright/test";
import { go } from "./app.ts";

/** What the command line answers to `list`, as far as tests look. */
export interface Listed {
  readonly count: number;
  readonly totals: Readonly<Record<string, string>>;
}

/** Goes to a list by the rail, as a user does. */
export const goTo = async (page: Page, name: string): Promise<void> => {
  await go(page, name);
  await expect(page.getByRole("region", { name, exact: true })).toBeVisible();
};

export const tableOf = (page: Page): Locator => page.getByRole("grid").first();

/** Waits until the list shows what was asked of it last. */
export const answered = (page: Page): Promise<void> => expect(tableOf(page)).toHaveAttribute("aria-busy", "false");

/** Goes to a list that stands as a table, and waits for its rows. */
export const openList = async (page: Page, name: string): Promise<void> => {
  await goTo(page, name);
  await answered(page);
};

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

/** Where a pointer takes hold of something: its middle, or near the top of what is tall. */
export const middle = async (where: Locator): Promise<{ readonly x: number; readonly y: number }> => {
  const box = await where.boundingBox();
  if (!box) throw new Error("it is not drawn");
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 60) };
};
