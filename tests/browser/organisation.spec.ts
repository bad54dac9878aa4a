import { expect, test, type Locator } from "@playwright/test";
import { arriveIn } from "./app.ts";
import { goTo, middle, shown } from "./list-steps.ts";
import { ask, startServer, type Server, type ServerSignIn } from "./server.ts";

const DIRECTOR: ServerSignIn = { account: "lin.yuhan", password: "tidebook" };
const BOSS: ServerSignIn = { account: "gu.mingyuan", password: "tidebook" };
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
    const boss = await arriveIn(await browser.newContext(), server.url, BOSS);
    const lin = await arriveIn(await browser.newContext(), server.url, DIRECTOR);
    const { page } = boss;
    await goTo(lin.page, "Customers");
    await lin.page.getByRole("tab", { name: "All", exact: true }).click();
    const before = (ask(server.url, DIRECTOR, ["list", "customer"]) as { readonly count: number }).count;
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
});
