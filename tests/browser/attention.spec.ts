import { expect, test, type Locator, type Page } from "@playwright/test";
import { layCable, type Cable } from "./cable.ts";
import { arrive, field, keep, openRecord, reload, saved, visit, WANG, type Colleague } from "./app.ts";
import { BOSS, newDeal, recordsAt } from "./given.ts";
import { startServer, type Server } from "./server.ts";

const ZHAO = { account: "zhao.xiaotong", password: "tidebook", name: "赵晓彤" } as const;

const entries = (page: Page): Locator => page.locator(".attention-entry");

const timeline = (record: Locator): Locator => record.getByRole("region", { name: "Timeline" });

const toTray = async (page: Page, url: string): Promise<void> => {
  await page.goto(`${url}/attention`);
  await expect(page.getByRole("heading", { name: "Needs attention" })).toBeVisible();
};

const share = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const panel = page.getByRole("dialog");
  await panel.getByRole("combobox", { name: "Shared with" }).fill(name);
  await panel.getByRole("option", { name }).click();
  await expect(panel.getByRole("button", { name: `Remove ${name}` })).toBeVisible();
  await panel.getByRole("button", { name: "Close" }).click();
  await expect(panel).toBeHidden();
};

const unshare = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const panel = page.getByRole("dialog");
  await panel.getByRole("button", { name: `Remove ${name}` }).click();
  await expect(panel.getByRole("button", { name: `Remove ${name}` })).toBeHidden();
  await panel.getByRole("button", { name: "Close" }).click();
  await expect(panel).toBeHidden();
};

test.describe("changes that the server did not take", () => {
  test.describe.configure({ timeout: 180_000 });
  let server: Server;
  let cable: Cable;
  let wang: Colleague;
  let zhao: Colleague;

  const back = async (): Promise<void> => {
    cable.mend();
    await zhao.page.evaluate(() => window.dispatchEvent(new Event("online")));
  };
  const away = async (waiting: number): Promise<void> => {
    await expect(zhao.page.getByRole("button", { name: new RegExp(`Offline · ${waiting} changes? waiting`) })).toBeVisible();
  };

  test.beforeAll(async ({ browser }) => {
    server = await startServer();
    cable = await layCable(server.url);
    [wang, zhao] = await Promise.all([arrive(browser, server.url, WANG.account), arrive(browser, cable.url, ZHAO.account)]);
  });
  test.afterEach(() => {
    expect([...wang.problems, ...zhao.problems]).toEqual([]);
  });
  test.afterAll(async () => {
    await wang.page.context().close();
    await zhao.page.context().close();
    await cable.stop();
    await server.stop();
  });

  test("[CU-25] [O-07] [S-13] [S-14] a customer is shared, and what was typed into it offline after the sharing ended waits in the tray; access is asked for and given, and it goes out", async () => {
    const [customer] = recordsAt(server.url, WANG, "customer", "--where", "owner=me");
    const atWang = await openRecord(wang.page, server.url, customer);
    const phone = await field(atWang, "Phone").inputValue();
    await share(wang.page, "赵晓彤");
    const atZhao = await openRecord(zhao.page, cable.url, customer);
    cable.cut();
    await keep(field(atZhao, "Phone"), "021-99999999");
    await keep(field(atZhao, "Address"), "人民路1号");
    await away(2);
    await unshare(wang.page, "赵晓彤");
    await back();
    await expect(zhao.page.getByRole("button", { name: "Needs attention · 2" })).toBeVisible();
    await expect(zhao.page.getByText("This Customer is not here")).toBeVisible();

    await zhao.page.getByRole("button", { name: "Needs attention · 2" }).click();
    const mine = entries(zhao.page).filter({ hasText: "021-99999999" });
    await expect(mine).toContainText("This record is not shared with you any more");
    await expect(mine).toContainText("not visible to you");
    await expect(mine.getByRole("button", { name: "Edit" })).toHaveCount(0);
    await mine.getByRole("button", { name: "Retry" }).click();
    await expect(mine.getByRole("alert")).toContainText("not shared with you any more");
    await mine.getByRole("button", { name: "Copy for a colleague" }).click();
    await expect(mine.getByRole("button", { name: "Copied" })).toBeVisible();
    const copied = await zhao.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain("Phone: 021-99999999");
    expect(copied).toContain(`/${customer}`);
    await expect(field(atWang, "Phone")).toHaveValue(phone);

    await reload(zhao.page);
    await expect(entries(zhao.page)).toHaveCount(2);

    await mine.getByRole("button", { name: "Give to a colleague" }).click();
    await zhao.page.getByRole("dialog").getByRole("combobox", { name: "Colleague who may change this record" }).fill("王思齐");
    await zhao.page.getByRole("dialog").getByRole("option", { name: "王思齐" }).click();
    await zhao.page.getByRole("dialog").getByRole("button", { name: "Give", exact: true }).click();
    await expect(mine).toContainText("Given to 王思齐, not answered yet");
    await mine.getByRole("button", { name: "Ask for access" }).click();
    await zhao.page.getByRole("dialog").getByRole("textbox", { name: "Why you need it" }).fill("I call them today");
    await zhao.page.getByRole("dialog").getByRole("button", { name: "Send request" }).click();
    await expect(mine).toContainText("Access asked for, not answered yet");
    await toTray(wang.page, server.url);
    const proposal = entries(wang.page).filter({ hasText: "赵晓彤 asks you to make this change" });
    await expect(proposal).toContainText("021-99999999");
    await expect(proposal).toContainText(phone);
    await proposal.getByRole("button", { name: "Dismiss" }).click();
    const request = entries(wang.page).filter({ hasText: "赵晓彤 asks to change this record" });
    await expect(request).toContainText("I call them today");
    await expect(entries(wang.page)).toHaveCount(1);
    await request.getByRole("button", { name: "Grant (change)" }).click();
    await expect(wang.page.getByText("Nothing needs attention")).toBeVisible();
    await openRecord(wang.page, server.url, customer);
    await expect(mine).toContainText("You may change this record now");
    await expect(mine).not.toContainText("not visible to you");
    await mine.getByRole("button", { name: "Retry" }).click();
    await expect(entries(zhao.page)).toHaveCount(1);
    await expect(field(atWang, "Phone")).toHaveValue("021-99999999");

    await entries(zhao.page).getByRole("button", { name: "Edit" }).click();
    const again = field(zhao.page.locator("article.record:visible"), "Address");
    await expect(again).toHaveValue("人民路1号");
    await expect(again).toHaveAttribute("aria-invalid", "true");
    await keep(again, "人民路2号");
    await expect(again).not.toHaveAttribute("aria-invalid", "true");
    await expect(field(atWang, "Address")).toHaveValue("人民路2号");
    await expect(saved(zhao.page)).toBeVisible();
    await toTray(zhao.page, cable.url);
    await expect(zhao.page.getByText("Nothing needs attention")).toBeVisible();
    await expect(field(atWang, "Phone")).toHaveValue("021-99999999");
  });

  test("[G-12] [O-09] a text larger than a record may be is refused, stays to be copied, and is discarded on request", async () => {
    const deal = newDeal(server.url, ZHAO, "analysis");
    const atZhao = await openRecord(zhao.page, cable.url, deal);
    const solution = atZhao.getByRole("textbox", { name: "Solution" });
    await solution.click();
    await zhao.page.keyboard.insertText("长".repeat(150_000));
    await expect(zhao.page.getByRole("button", { name: "Needs attention · 1" })).toBeVisible();
    await expect(solution).not.toContainText("长");
    await toTray(zhao.page, cable.url);
    await expect(entries(zhao.page)).toContainText("too large");
    await expect(entries(zhao.page).getByRole("button", { name: "Retry" })).toHaveCount(0);
    await entries(zhao.page).getByRole("button", { name: "Copy for a colleague" }).click();
    await expect(entries(zhao.page).getByRole("button", { name: "Copied" })).toBeVisible();
    expect((await zhao.page.evaluate(() => navigator.clipboard.readText())).match(/长/g)).toHaveLength(150_000);
    await entries(zhao.page).getByRole("button", { name: "Discard" }).click();
    await expect(zhao.page.getByText("Nothing needs attention")).toBeVisible();
    await reload(zhao.page);
    await expect(zhao.page.getByText("Nothing needs attention")).toBeVisible();
  });

  test("[M-03] [M-04] [M-06] of two who claim a customer of the pool the first to reach the server has it; offline it is pending", async () => {
    const [customer] = recordsAt(server.url, ZHAO, "customer", "--where", "pool is not empty and owner is empty");
    const atZhao = await openRecord(zhao.page, cable.url, customer);
    cable.cut();
    await atZhao.getByRole("button", { name: "Claim", exact: true }).click();
    await expect(atZhao.getByText("Your claim waits for the server.")).toBeVisible();
    const atWang = await openRecord(wang.page, server.url, customer);
    await atWang.getByRole("button", { name: "Claim", exact: true }).click();
    await expect(timeline(atWang)).toContainText("claimed it from 华东公海");
    await expect(atWang.getByRole("button", { name: "Claim", exact: true })).toBeHidden();
    await back();
    await expect(zhao.page.getByRole("button", { name: "Needs attention · 1" })).toBeVisible();
    await toTray(zhao.page, cable.url);
    await expect(entries(zhao.page)).toContainText("王思齐 took it");
    await entries(zhao.page).getByRole("button", { name: "Discard" }).click();
    await expect(zhao.page.getByText("Nothing needs attention")).toBeVisible();
    expect(recordsAt(server.url, WANG, "customer", "--where", "owner=me and pool is not empty")).toContain(customer);
  });

  test("[OG-29] [OG-31] [K-04] [K-06] [K-10] an expense goes to whoever leads its author, then to finance; what is said offline is pending", async ({ browser }) => {
    await visit(zhao.page, `${cable.url}/expense`);
    await zhao.page.getByRole("button", { name: "New expense" }).click();
    const form = zhao.page.getByRole("dialog");
    await form.getByRole("textbox", { name: "Subject" }).fill("展会样品运费");
    await form.getByRole("textbox", { name: "Amount" }).fill("380");
    await form.getByRole("button", { name: "Create expense" }).click();
    const record = zhao.page.locator("article.record:visible");
    const approval = record.getByRole("region", { name: "Approval" });
    await approval.getByRole("button", { name: "Submit for approval" }).click();
    await expect(approval).toContainText("陈嘉禾");
    await expect(field(record, "Amount")).toHaveCount(0);
    cable.cut();
    await approval.getByRole("button", { name: "Withdraw" }).click();
    await expect(approval).toContainText("The withdrawal is pending");
    await expect(field(record, "Amount")).toHaveCount(0);
    await back();
    await expect(approval.getByRole("button", { name: "Submit for approval" })).toBeVisible();
    await approval.getByRole("button", { name: "Submit for approval" }).click();
    const [lead, finance] = await Promise.all([arrive(browser, server.url, "chen.jiahe"), arrive(browser, server.url, "xu.huifang")]);
    for (const { page } of [lead, finance]) {
      await toTray(page, server.url);
      const entry = entries(page).filter({ hasText: "展会样品运费" });
      await entry.getByRole("button", { name: "Approve" }).click();
      await expect(entry).toHaveCount(0);
    }
    await expect(approval).toContainText("Approved");
    await expect(approval.getByRole("button", { name: "Submit for approval" })).toHaveCount(0);
    for (const { page, problems } of [lead, finance]) {
      expect(problems).toEqual([]);
      await page.context().close();
    }
  });

  test("[R-08] [S-15] a change of a record that was purged meanwhile cannot be sent again, and is gone once discarded; the boss sees what its author sees", async ({ browser }) => {
    const boss = await arrive(browser, server.url, BOSS.account);
    const [contact] = recordsAt(server.url, ZHAO, "contact", "--where", "owner=me");
    const atBoss = await openRecord(boss.page, server.url, contact);
    const atZhao = await openRecord(zhao.page, cable.url, contact);
    cable.cut();
    await keep(field(atZhao, "Department"), "三号车间");
    await away(1);
    await atBoss.getByRole("button", { name: "More", exact: true }).click();
    await boss.page.getByRole("menuitem", { name: "Move to recycle bin" }).click();
    const anyway = boss.page.getByRole("dialog").getByRole("button", { name: "Move to recycle bin" });
    await expect(anyway.or(atBoss.getByRole("button", { name: "Restore" }))).toBeVisible();
    if (await anyway.isVisible()) await anyway.click();
    await expect(atBoss.getByRole("button", { name: "Restore" })).toBeVisible();
    await boss.page.getByRole("link", { name: "Recycle bin" }).click();
    await boss.page.getByRole("checkbox", { name: "Select row 1", exact: true }).click();
    await boss.page.getByRole("button", { name: "Delete for good" }).click();
    await boss.page.getByRole("dialog").getByRole("button", { name: "Delete 1 for good" }).click();
    await expect(boss.page.getByText("The recycle bin is empty")).toBeVisible();
    await back();
    await expect(zhao.page.getByRole("button", { name: "Needs attention · 1" })).toBeVisible();
    await toTray(zhao.page, cable.url);
    await expect(entries(zhao.page)).toContainText("三号车间");
    await expect(entries(zhao.page).getByRole("button", { name: "Edit" })).toHaveCount(0);
    await entries(zhao.page).getByRole("button", { name: "Retry" }).click();
    await expect(entries(zhao.page).getByRole("alert")).toBeVisible();
    await entries(zhao.page).getByRole("button", { name: "Discard" }).click();
    await expect(zhao.page.getByText("Nothing needs attention")).toBeVisible();

    const [person] = recordsAt(server.url, ZHAO, "user", "--where", "account=zhao.xiaotong");
    const atPerson = await openRecord(boss.page, server.url, person);
    await atPerson.getByRole("button", { name: "More", exact: true }).click();
    const opening = boss.context.waitForEvent("page");
    await boss.page.getByRole("menuitem", { name: "View the app as this person" }).click();
    const view = await opening;
    await expect(view.getByText("You see Tidebook as 赵晓彤 – read only")).toBeVisible();
    const [customer] = recordsAt(server.url, ZHAO, "customer", "--where", "owner=me");
    const atView = await openRecord(view, server.url, customer);
    await expect(view.getByText("You see Tidebook as 赵晓彤 – read only")).toBeVisible();
    await expect(atView).toContainText("Phone");
    await expect(field(atView, "Phone")).toHaveCount(0);
    expect(await view.evaluate(() => localStorage.getItem("tidebook.tabs") ?? "")).not.toContain(customer);
    await view.getByRole("button", { name: "Leave" }).click();
    await expect(view.getByText("You see Tidebook as")).toBeHidden();
    await expect(view.getByRole("button", { name: /顾明远/ })).toBeVisible();
    expect(boss.problems).toEqual([]);
    await boss.page.context().close();
  });
});
