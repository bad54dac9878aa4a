import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import Papa from "papaparse";
import { sharedData } from "#tests/shared-data.ts";
import { reload, signIn } from "./app.ts";
import { check, choose, correct, table } from "./import-steps.ts";
import { ask, startEmptyServer, type Server, type ServerSignIn } from "./server.ts";

interface Listed {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

test.describe("files and texts that are not what they should be", () => {
  let server: Server;
  let admin: ServerSignIn;
  let folder: string;

  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "tidebook-files-"));
    ({ server, admin } = await startEmptyServer());
  });
  test.afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.beforeEach(async ({ page }) => {
    await signIn(page, `${server.url}/import`, admin);
  });

  test("[I-10] a file of 1 GB is refused at once with the limit, and the wizard goes on", async ({ page }) => {
    const path = join(folder, "large.csv");
    const file = openSync(path, "w");
    writeSync(file, "name,phone\nAcme,1\n");
    ftruncateSync(file, 1_000_000_000);
    closeSync(file);
    await choose(page, path);
    await expect(page.getByRole("alert")).toHaveText(/^This file has 1 GB; at most 256 MB can be imported at once\. Split it by rows and import the parts\.$/);
    rmSync(path);
    await choose(page, table("small.csv", "name,phone\nAcme,1\n"));
    await check(page);
    await expect(page.getByRole("button", { name: "Import 1 record" })).toBeVisible();
  });

  test("[I-10] what is no table is named, whatever it is called", async ({ page }) => {
    await choose(page, { name: "table.csv", mimeType: "text/csv", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]) });
    await expect(page.getByRole("alert")).toHaveText("This is a picture, not a table. Choose a CSV file.");
    await choose(page, table("blank.csv", "\n\n\n"));
    await expect(page.getByRole("alert")).toHaveText("This file is empty. Nothing was imported; choose another file.");
    await choose(page, { name: "noise.csv", mimeType: "text/csv", buffer: Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 7_919) % 256)) });
    await expect(page.getByRole("alert")).toHaveText("This is not a text file. Choose a CSV file, or save the table as CSV.");
  });

  test("[I-03] a cell of 50,000 characters, a day that does not exist and amounts in two writings are shown where they stand", async ({ page }) => {
    await choose(page, table("faulty.csv", `subject,amount,expected sign date\n${"x".repeat(50_000)},1,2026-03-01\nLeap,2,2026-02-31\nComma,"1.234,56",2026-03-02\nPoint,"1,234.56",2026-03-03\nFits,"2,500.00",2026-03-04\nAlso,"3,100.25",2026-03-05\n`));
    await check(page);
    await expect(page.getByRole("heading", { name: "3 rows do not fit" })).toBeVisible();
    await expect(page.getByText(/Too long: at most [\d,]+ characters\./)).toBeVisible();
    await expect(page.getByText(/The calendar has no such day\./)).toBeVisible();
    await expect(page.getByText(/Point and comma do not fit this column's way of writing numbers\./)).toBeVisible();
    await correct(page, "2026-02-31", "2026-02-28");
    await page.getByRole("button", { name: "Check again with 1 corrected row" }).click();
    await expect(page.getByRole("heading", { name: "2 rows do not fit" })).toBeVisible();
  });

  test("[I-11] emoji and right-to-left names come in as they are and stand in their own direction", async ({ page }) => {
    const names = ["مؤسسة النور للتجارة", "חברת אור בע״מ", "🦊 Fox & Söhne 👩‍👩‍👧", "Ｆｕｌｌ　ｗｉｄｔｈ", "ab\u202Edc"];
    await choose(page, table("names.csv", `name\n${names.map(quoted).join("\n")}\n`));
    await check(page);
    await page.getByRole("button", { name: "Import 5 records" }).click();
    await expect(page.getByText(/Imported: 5 new/).first()).toBeVisible();
    await page.getByRole("link", { name: "Customers", exact: true }).click();
    for (const name of names.slice(0, 3)) {
      const shown = page.getByText(name, { exact: true }).first();
      await expect(shown).toBeVisible();
      // Isolated, so that it does not turn around what stands beside it.
      expect(await shown.evaluate((element) => getComputedStyle(element.closest("[dir=auto]") ?? document.documentElement).unicodeBidi)).toMatch(/isolate|plaintext/);
    }
    await page.getByText(names[0] ?? "", { exact: true }).first().click();
    await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveCSS("direction", "rtl");
  });

  test("[E-03] formula payloads come in as text and leave without starting a formula", async ({ page }) => {
    const payloads = sharedData("formula-injection/payloads.json") ?? fixture("formulas.json");
    const groups = JSON.parse(readFileSync(payloads, "utf8")) as Readonly<Record<string, readonly string[]>>;
    const texts = [...new Set(Object.values(groups).flat())].filter((text) => text.trim() !== "" && text.trim() === text && text.length <= 80 && !/[\r\n]/.test(text)).slice(0, 40);
    expect(texts.length).toBeGreaterThan(5);
    await choose(page, table("payloads.csv", `name,sector\n${texts.map((text, at) => `Payload ${at},${quoted(text)}`).join("\n")}\n`));
    await check(page);
    await page.getByRole("button", { name: `Import ${texts.length} records` }).click();
    await expect(page.getByText(new RegExp(`Imported: ${texts.length} new`)).first()).toBeVisible();
    await page.getByRole("link", { name: "Customers", exact: true }).click();
    await page.getByRole("button", { name: "Export" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "All", exact: true }).click();
    const download = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "Save CSV" }).click();
    const saved = readFileSync(await (await download).path(), "utf8");
    expect(saved).toContain("Payload 0");
    const { data } = Papa.parse<readonly string[]>(saved.replace("\ufeff", ""), { delimiter: "," });
    const starting = data.flat().filter((cell) => /^\s*[=+@＝＋－＠\t\r\n]/.test(cell) || (/^\s*-/.test(cell) && !/^-\d+([.,]\d+)?%?$/.test(cell)));
    expect(starting).toEqual([]);
  });

  test("[W-02] naughty strings typed by hand stand as they were typed and start nothing", async ({ page }) => {
    const file = sharedData("blns/blns.json") ?? fixture("naughty.json");
    test.setTimeout(150_000);
    const started: string[] = [];
    page.on("dialog", (dialog) => started.push(dialog.message()));
    page.on("pageerror", (error) => started.push(error.message));
    const all = JSON.parse(readFileSync(file, "utf8")) as readonly string[];
    const usable = all.filter((text) => text.trim() !== "" && text.trim() === text && text.length <= 100 && !/\p{Cc}/u.test(text));
    const naughty = usable.filter((_, at) => at % Math.ceil(usable.length / 60) === 0);
    await choose(page, table("one.csv", "name\nNaughty Ltd\n"));
    await check(page);
    await page.getByRole("button", { name: "Import 1 record" }).click();
    await expect(page.getByText(/Imported: 1 new/).first()).toBeVisible();
    await page.getByRole("link", { name: "Customers", exact: true }).click();
    await page.getByText("Naughty Ltd", { exact: true }).first().click();
    const sector = page.getByRole("textbox", { name: "Sector" });
    for (const text of naughty) {
      await sector.fill(text);
      await sector.press("Enter");
      await expect(sector).toHaveValue(text);
    }
    await expect.poll(() => (ask(server.url, admin, ["list", "customer", "--where", "name='Naughty Ltd'", "--columns", "sector"]) as Listed).rows[0]?.["sector"]).toBe(naughty.at(-1));
    await reload(page);
    await expect(sector).toHaveValue(naughty.at(-1) ?? "");
    expect(started).toEqual([]);
    expect(naughty.length).toBeGreaterThan(30);
  });
});
