import { expect, test, type Locator } from "@playwright/test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { arrive, openRecord, LIN, WANG } from "./app.ts";
import { BOSS } from "./given.ts";
import { goTo, middle, shown, type Listed } from "./list-steps.ts";
import { ask, startServer, type Server } from "./server.ts";

/** A PNG of one pixel. */
const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGMQCvACAAEkAK26Dl6CAAAAAElFTkSuQmCC";

test.use({ actionTimeout: 12_000 });

test.describe("the organisation", () => {
  let server: Server;

  test.beforeAll(async () => {
    server = await startServer();
  });
  test.afterAll(() => server.stop());

  test("[OG-01] [OG-11] [OG-22] [S-11] a department moved in the tree shows whom it costs which records, and does so only once it is applied", async ({ browser }) => {
    const boss = await arrive(browser, server.url, BOSS.account);
    const lin = await arrive(browser, server.url, LIN.account);
    const { page } = boss;
    await goTo(lin.page, "Customers");
    await lin.page.getByRole("tab", { name: "All", exact: true }).click();
    const before = (ask(server.url, LIN, ["list", "customer"]) as Listed).count;
    await expect.poll(() => shown(lin.page)).toBe(before);
    await page.getByRole("navigation").first().getByRole("link", { name: "Organisation" }).click();
    const line = (name: string): Locator => page.getByRole("treeitem", { name, exact: true });
    const dialog = page.getByRole("dialog", { name: "What this means for others" });
    const level = async (): Promise<string | null> => line("上海销售部").getAttribute("aria-level");
    await expect(line("上海销售部")).toBeVisible();
    const place = await level();
    await line("上海销售部").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await expect(line("东澜工业科技（上海）有限公司")).toHaveAttribute("data-target", "");
    await page.keyboard.press("Space");
    await expect(dialog).toContainText(/^.*1 person will lose [\d,]+ records/);
    await expect(dialog.getByRole("row", { name: /林雨涵/ })).toContainText("−");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(dialog).toBeHidden();
    expect(await level()).toBe(place);
    expect(await shown(lin.page)).toBe(before);

    const [from, to] = [await middle(line("上海销售部")), await middle(line("东澜工业科技（上海）有限公司"))];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    for (const part of [0.3, 0.7, 1]) await page.mouse.move(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
    await expect(line("东澜工业科技（上海）有限公司")).toHaveAttribute("data-target", "");
    await page.mouse.up();
    await dialog.getByRole("button", { name: "Apply" }).click();
    await expect.poll(level).not.toBe(place);
    await expect.poll(() => shown(lin.page)).toBeLessThan(before);
    await page.keyboard.press("Control+z");
    await expect.poll(() => shown(lin.page)).toBe(before);
    expect(await level()).toBe(place);

    await page.getByRole("tab", { name: "Job functions" }).click();
    await page.getByRole("button", { name: "New job function" }).first().click();
    const panel = page.getByRole("dialog");
    await panel.getByLabel("Name").fill("Field sales");
    await panel.getByRole("button", { name: "Create Job function" }).click();
    await page.getByRole("checkbox", { name: "All kinds: Delete" }).press("Space");
    await expect(page.getByRole("checkbox", { name: "Orders: Delete" })).not.toBeChecked();
    await expect(page.getByRole("checkbox", { name: "Orders: all actions" })).toHaveJSProperty("indeterminate", true);

    await page.getByRole("navigation").first().getByRole("link", { name: "Organisation" }).click();
    await page.getByRole("tab", { name: "Company" }).click();
    const corner = lin.page.locator(".rail__mark img");
    await expect(corner).toHaveAttribute("src", /^data:image\/svg\+xml;/);
    await page.getByLabel("Choose a picture").setInputFiles({ name: "dot.png", mimeType: "image/png", buffer: Buffer.from(DOT, "base64") });
    await expect(corner).toHaveAttribute("src", /^data:image\/png;/);
    await page.getByLabel("Choose a picture").setInputFiles({ name: "page.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<html/>") });
    await expect(page.getByRole("alert").filter({ hasText: "This is not a picture" })).toBeVisible();
    for (const { problems, context } of [boss, lin]) {
      expect(problems).toEqual([]);
      await context.close();
    }
  });

  test("[OG-22] a job function that is given while a record stands open narrows what may be written in it, and widens it again", async ({ browser }) => {
    const [boss, wang] = [await arrive(browser, server.url, BOSS.account), await arrive(browser, server.url, WANG.account)];
    const own = ask(server.url, WANG, ["list", "customer", "--where", "owner = me", "--limit", "1"]) as { readonly rows: readonly { readonly id: string }[] };
    await openRecord(wang.page, server.url, own.rows[0]?.id ?? "");
    const phone = wang.page.getByRole("textbox", { name: "Phone", exact: true });
    await expect(phone).toBeEditable();

    const folder = mkdtempSync(join(tmpdir(), "tidebook-functions-"));
    const file = join(folder, "user.csv");
    writeFileSync(file, "name,account,functions\n王思齐,wang.siqi,仓储发货\n");
    ask(server.url, BOSS, ["import", file, "--as", "user"]);
    rmSync(folder, { recursive: true });
    await expect(phone).toBeHidden();
    await expect(wang.page.getByRole("article", { name: "Customer" }).getByText("Phone", { exact: true })).toBeVisible();

    await boss.page.goto(`${server.url}/jobFunction`);
    await boss.page.getByText("仓储发货", { exact: true }).first().click();
    await boss.page.getByRole("checkbox", { name: "Customers: Change" }).press("Space");
    await expect(phone).toBeEditable();
    for (const { problems, context } of [boss, wang]) {
      expect(problems).toEqual([]);
      await context.close();
    }
  });
});
