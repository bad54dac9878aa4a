import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test, type Page } from "@playwright/test";
import { mavenFigures, mavenFolder } from "#tests/maven.ts";
import { go, reload, signIn } from "./app.ts";
import { check, choose, correct, table } from "./import-steps.ts";
import { ask, startEmptyServer, type Server, type ServerSignIn } from "./server.ts";

const mapOf = (name: string): string => fileURLToPath(new URL(`../fixtures/crm-maven/${name}.map.json`, import.meta.url));

type Figures = Readonly<Record<string, string | number | null>>;

interface Report {
  readonly groups: readonly { readonly by: Readonly<Record<string, string | null>>; readonly values: Figures }[];
  readonly total: { readonly values: Figures };
}

const openImport = async (page: Page, url: string, who: ServerSignIn): Promise<void> => {
  await signIn(page, url, who);
  await go(page, "Import");
};

const run = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: /^Import [\d,]+ records?$/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "Imported:" })).toBeVisible({ timeout: 200_000 });
};

const products = (count: number, from = 0): string => `name,series,sales price\n${Array.from({ length: count }, (_, at) => `Item ${from + at},S,${at + 1}`).join("\n")}\n`;

test.describe("importing through the wizard", () => {
  let server: Server;
  let admin: ServerSignIn;

  test.beforeEach(async () => {
    ({ server, admin } = await startEmptyServer());
  });
  test.afterEach(async () => server.stop());

  test("[I-09] the Maven pipeline comes in with exactly the figures of the open book", async ({ page }) => {
    test.skip(!mavenFolder, "the real data is not beside the project");
    test.setTimeout(360_000);
    await openImport(page, server.url, admin);
    for (const name of ["sales_teams", "products", "accounts", "sales_pipeline"]) {
      await choose(page, `${mavenFolder}/${name}.csv`);
      await expect(page.getByRole("region", { name: "First rows of the file" })).toBeVisible();
      await choose(page, mapOf(name));
      await check(page);
      await run(page);
      if (name !== "sales_pipeline") await page.getByRole("button", { name: "Import another file" }).click();
    }
    await expect(page.getByText(/Imported: 8,800 new, 0 updated/).first()).toBeVisible();
    await expect(page.getByText("“GTXPro” is taken for Product “GTX Pro”")).toBeVisible();
    await expect(page.getByText("Saved", { exact: true })).toBeVisible({ timeout: 200_000 });

    const answer = mavenFigures();
    const report = (...args: string[]): Report => ask(server.url, admin, ["report", "--of", "opportunity", ...args]) as Report;
    const byName = ({ groups }: Report, measure: string): Record<string, number> =>
      Object.fromEntries(groups.map(({ by, values }) => [Object.values(by)[0] ?? "", Number(values[measure])]));

    expect(byName(report("--measure", "count", "--by", "stage"), "count")).toEqual(answer.stages);
    const offices = report("--measure", "count,expectedAmount", "--by", "owner.department", "--filter", "stage=won");
    expect(byName(offices, "count")).toEqual(Object.fromEntries(Object.entries(answer.won_by_office).map(([name, { deals }]) => [name, deals])));
    expect(byName(offices, "expectedAmount")).toEqual(Object.fromEntries(Object.entries(answer.won_by_office).map(([name, { amount }]) => [name, amount])));
    expect(Number(offices.total.values["expectedAmount"])).toBe(answer.won_total);
    const { GTXPro, ...others } = answer.won_by_product;
    expect(byName(report("--measure", "expectedAmount", "--by", "lines.product", "--filter", "stage=won"), "expectedAmount")).toEqual({ ...others, "GTX Pro": GTXPro });
    expect(byName(report("--measure", "expectedAmount", "--by", "customer.sector", "--filter", "stage=won"), "expectedAmount")).toEqual(answer.won_by_sector);
    const rate = report("--measure", "winRate", "--by", "commitment");
    expect(rate.total.values["winRate"]).toBe(answer.win_rate_pct);

    await page.getByRole("link", { name: "Opportunities" }).click();
    await expect(page.getByText("All 8,800")).toBeVisible();
  });

  test("[I-03] a faulty cell is corrected in place, the import is undone with one click", async ({ page }) => {
    await openImport(page, server.url, admin);
    await choose(page, table("items.csv", "name,series,sales price\nLamp,A,12.50\nChair,B,twelve\nDesk,A,80\n"));
    await check(page);
    await expect(page.getByRole("heading", { name: "1 row does not fit" })).toBeVisible();
    await correct(page, "twelve", "12");
    await page.getByRole("button", { name: "Check again with 1 corrected row" }).click();
    await page.getByRole("button", { name: "Import 3 records" }).click();
    await expect(page.getByText(/Imported: 3 new/).first()).toBeVisible();
    await page.getByRole("button", { name: "Undo import" }).first().click();
    await expect(page.getByText("Import of items.csv undone")).toBeVisible();
    await page.getByRole("link", { name: "Products" }).click();
    await expect(page.getByText("No Products yet")).toBeVisible();
  });

  test("[I-03] rows that do not fit are saved with their reasons, possible duplicates are decided beforehand", async ({ page }) => {
    await openImport(page, server.url, admin);
    await choose(page, table("first.csv", "name,phone\nAcme Limited,\n"));
    await check(page);
    await run(page);
    await page.getByRole("button", { name: "Import another file" }).click();
    await choose(page, table("second.csv", "name,employees\nACME Ltd.,5\nBolt,many\n"));
    await check(page);
    await expect(page.getByRole("heading", { name: "1 possible duplicate" })).toBeVisible();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save these rows with reasons" }).click();
    const saved = readFileSync(await (await download).path(), "utf8");
    expect(saved).toContain("Bolt,many,");
    expect(saved).toContain("Not a number");
    await expect(page.getByRole("button", { name: "Import 1 record" })).toHaveAttribute("aria-description", "Decide first about 1 possible duplicate");
    await page.getByRole("radio", { name: "Leave out" }).click({ force: true });
    await page.getByRole("button", { name: "Check again" }).click();
    await expect(page.getByRole("button", { name: "Import", exact: true })).toHaveAttribute("aria-description", "There is nothing to import");
  });

  test("[I-04] an import whose tab was closed says how far it got and goes on", async ({ page, context }) => {
    await openImport(page, server.url, admin);
    await choose(page, table("many.csv", products(40_000)));
    await check(page);
    await page.getByRole("button", { name: "Import 40,000 records" }).click();
    // It may be over soon: watched from frame to frame.
    await page.getByText(/^[1-9][\d,]* \/ 40,000$/).waitFor({ timeout: 60_000 });
    await page.close();

    const again = await context.newPage();
    await again.goto(`${server.url}/import`);
    await expect(again.getByText(/Interrupted after [\d,]+ of 40,000 records/)).toBeVisible();
    await again.getByRole("button", { name: "Continue" }).click();
    await expect(again.getByText(/Imported: 40,000 new/).first()).toBeVisible({ timeout: 60_000 });
    await again.getByRole("link", { name: "Products" }).click();
    await expect(again.getByText("40,000 records")).toBeVisible();
  });

  test("[I-10] a file that is no table is named for what it is, in the reader's language", async ({ page }) => {
    await openImport(page, server.url, admin);
    await choose(page, { name: "list.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0]) });
    await expect(page.getByRole("alert")).toContainText("spreadsheet (XLSX)");
    await choose(page, table("empty.csv", ""));
    await expect(page.getByRole("alert")).toContainText("This file is empty");
    await choose(page, table("open.csv", 'name,series\n"Lamp,A\nChair,B\n'));
    await check(page);
    await expect(page.getByText("A quotation mark opens on this line and never closes.")).toBeVisible();
    await page.evaluate(() => localStorage.setItem("tidebook.locale", "ko"));
    await reload(page);
    await choose(page, table("empty.csv", ""));
    await expect(page.getByRole("alert")).toContainText("빈 파일입니다");
  });
});
