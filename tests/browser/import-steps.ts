import { expect, type Page } from "@playwright/test";

export interface PickedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export const table = (name: string, text: string): PickedFile => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

/** Gives the import wizard a file, by its path or as it is. */
export const choose = (page: Page, file: string | PickedFile): Promise<void> => page.locator("input[type=file]").first().setInputFiles(file);

export const check = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: "Check the file" }).click();
  await expect(page.getByText("Rows in the file")).toBeVisible();
};

/** Types another text in the place of a faulty one. */
export const correct = async (page: Page, faulty: string, right: string): Promise<void> => {
  await page.getByRole("gridcell", { name: faulty }).dblclick();
  const editor = page.locator(".cell-editor input");
  await editor.fill(right);
  await editor.press("Enter");
};
