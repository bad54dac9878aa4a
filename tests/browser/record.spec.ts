import { writeFileSync } from "node:fs";
import { expect, test, type Locator } from "@playwright/test";
import { arrive, field, keep, openRecord, settled, GU, LIN, WANG, type Colleague } from "./app.ts";
import { newDeal, recordsAt } from "./given.ts";
import { ask, startServer, type Server } from "./server.ts";

/** Lin leads Wang and may see cost. */

const lineRows = (record: Locator): Locator => record.locator("[data-line]");
const cell = (line: Locator, name: string): Locator => line.locator(`[name="${name}"]`);
const timeline = (record: Locator): Locator => record.getByRole("region", { name: "Timeline" });

const addLine = async (record: Locator, product: string): Promise<void> => {
  await record.getByRole("combobox", { name: "Add product" }).fill(product);
  await record.getByRole("option").first().click();
};

test.describe("the pages of records", () => {
  test.describe.configure({ timeout: 180_000 });
  let server: Server;
  let wang: Colleague;
  let lin: Colleague;

  /** Eighteen changes of one customer in one step, as an import that updates makes them. */
  const updateManyFields = (name: string, round: string): void => {
    const texts = ["shortName", "sector", "country", "group", "phone", "website", "address", "remarks", "hotReason", "hotNote", "creditInfo"];
    const numbers = ["employees", "revenue", "creditLimit", "paymentTermDays", "foundedYear"];
    const values = [...texts.map((field) => `${field[0]?.toUpperCase()}${field.slice(1)} ${round}`), ...numbers.map(() => `200${round}`), round === "2" ? "Medium" : "Large", round === "2" ? "Website" : "Referral"];
    const columns = ["name", ...texts, ...numbers, "size", "source"].map((to) => ({ heading: to, to }));
    const file = test.info().outputPath(`update-${round}.csv`);
    const map = test.info().outputPath("update.map.json");
    writeFileSync(map, JSON.stringify({ version: 1, entity: "customer", key: ["name"], columns }));
    writeFileSync(file, [columns.map(({ heading }) => heading), [name, ...values]].map((cells) => cells.join(",")).join("\n"));
    expect(ask(server.url, LIN, ["import", file, "--map", map])).toMatchObject({ updated: { customer: 1 } });
  };
  const both = async (id: string): Promise<readonly [Locator, Locator]> =>
    Promise.all([openRecord(wang.page, server.url, id), openRecord(lin.page, server.url, id)]);

  test.beforeAll(async ({ browser }) => {
    server = await startServer();
    [wang, lin] = await Promise.all([arrive(browser, server.url, WANG.account), arrive(browser, server.url, LIN.account)]);
  });
  test.afterEach(() => {
    expect([...wang.problems, ...lin.problems]).toEqual([]);
  });
  test.afterAll(async () => {
    await wang.page.context().close();
    await lin.page.context().close();
    await server.stop();
  });

  test("[CU-24] [CU-28] [CU-34] [CU-35] [CU-37] [CU-41] [AC-08] what is added on a customer's page belongs to the customer, and a colleague sees it at once", async () => {
    const [customer] = recordsAt(server.url, WANG, "customer", "--where", "owner=me");
    const [mine, theirs] = await both(customer);
    const add = async (kind: string, list: string, name: string, value: string): Promise<void> => {
      const place = mine.getByRole("region", { name: list, exact: true });
      await place.getByRole("button", { name: `Add ${kind}` }).click();
      await field(place, name).fill(value);
      await place.getByRole("button", { name: "Add", exact: true }).click();
      await expect(place.getByRole("link", { name: value })).toHaveCount(1);
      const count = (await place.locator(".related__count").textContent()) ?? "";
      await expect(theirs.getByRole("region", { name: list, exact: true }).locator(".related__count")).toHaveText(count);
      await place.getByRole("button", { name: "Close" }).click();
    };
    await add("Contact", "Contacts", "Name", "陈新来");
    await add("Customer", "Subsidiaries", "Name", "新来分公司");
    await add("Opportunity", "Opportunities", "Subject", "新来商机");
    const orders = mine.getByRole("region", { name: "Orders", exact: true });
    await orders.getByRole("button", { name: "Add order" }).click();
    await field(orders, "Subject").fill("新来订单");
    await orders.getByRole("button", { name: "Add", exact: true }).click();
    await expect(orders.getByRole("textbox", { name: "Subject" })).toHaveValue("");

    await mine.getByRole("textbox", { name: "Note a call, visit or meeting" }).fill("电话确认了交期");
    await mine.getByRole("button", { name: "Add follow-up" }).click();
    await expect(timeline(theirs)).toContainText("电话确认了交期");
    await expect(theirs.getByText("Last follow-up").locator("..")).toContainText("today");

    await mine.locator(".hot-flag").click();
    await wang.page.getByRole("menuitemradio", { name: "Very hot" }).click();
    await expect(theirs.locator(".hot-flag")).toHaveText("Very hot");
    await mine.locator(".hot-flag").click();
    await wang.page.getByRole("menuitem", { name: "Not hot any more" }).click();
    await expect(theirs.locator(".hot-flag")).toHaveText("Mark as hot");
  });

  test("[OP-09] [OP-10] a press on the path moves the deal, with its probability, days and history; winning asks for the reason", async () => {
    const deal = newDeal(server.url, WANG, "engaging");
    const [mine, theirs] = await both(deal);
    await mine.getByRole("button", { name: "Proposal" }).click();
    const here = theirs.locator("[aria-current=step]");
    await expect(here).toContainText("Proposal");
    await expect(here).toContainText("0 days");
    await expect(field(theirs, "Probability")).toHaveValue("60");
    const last = timeline(theirs).getByRole("listitem").first();
    await expect(last).toContainText("Engaging");
    await expect(last).toContainText("Proposal");
    await mine.getByRole("button", { name: "Won", exact: true }).click();
    await expect(theirs.locator(".stage-path").getByText("Won because of")).toBeVisible();
    await wang.page.keyboard.press("Control+z");
    await expect(here).toContainText("Proposal");
  });

  test("[OP-20] [PR-06] two people add lines at the same moment; each undoes only their own; cost shows to those with the right", async () => {
    const deal = newDeal(server.url, WANG, "analysis");
    const [mine, theirs] = await both(deal);
    const before = await lineRows(mine).count();
    await Promise.all([addLine(mine, "机"), addLine(theirs, "膜")]);
    for (const record of [mine, theirs]) await expect(lineRows(record)).toHaveCount(before + 2);
    const own = mine.locator("[data-line]:focus-within");
    await expect(cell(own, "quantity")).toBeFocused();
    await expect(cell(own, "unitPrice")).not.toHaveValue("");
    const key = (await own.getAttribute("data-line")) ?? "";
    const line = mine.locator(`[data-line="${key}"]`);
    const seen = theirs.locator(`[data-line="${key}"]`);
    await keep(cell(line, "quantity"), "4");
    await keep(cell(line, "unitPrice"), "100");
    await keep(cell(line, "discount"), "10");
    await expect(cell(seen, "amount")).toHaveValue("360.00");
    await expect(theirs.getByRole("columnheader", { name: "Cost" })).toBeVisible();
    await expect(mine.getByRole("columnheader", { name: "Cost" })).toHaveCount(0);

    await wang.page.evaluate(() => (document.activeElement as HTMLElement).blur());
    for (let step = 0; step < 3; step += 1) await wang.page.keyboard.press("Control+z");
    await expect(cell(seen, "quantity")).toHaveValue("1");
    await wang.page.keyboard.press("Control+z");
    await expect(seen).toHaveCount(0);
    await expect(lineRows(theirs)).toHaveCount(before + 1);
    for (let step = 0; step < 4; step += 1) await wang.page.keyboard.press("Control+Shift+z");
    await expect(cell(seen, "amount")).toHaveValue("360.00");
  });

  test("[U-04] what was kept stands at once, and whoever goes on quickly goes on from it", async () => {
    const deal = newDeal(server.url, WANG, "analysis");
    const mine = await openRecord(wang.page, server.url, deal);
    const competitors = field(mine, "Competitors");
    const stands = () => recordsAt(server.url, WANG, "opportunity", "--where", "competitors='甲乙'");
    await keep(competitors, "甲");
    await competitors.press("End");
    await competitors.pressSequentially("乙");
    await competitors.press("Enter");
    await keep(competitors, "丙");
    await keep(competitors, "甲乙");
    await expect(competitors).toHaveValue("甲乙");
    await settled(wang.page);
    expect(stands()).toEqual([deal]);
    const before = await lineRows(mine).count();
    const box = mine.getByRole("combobox", { name: "Add product" });
    await box.fill("膜");
    await box.press("Enter");
    await box.press("Tab");
    await expect(lineRows(mine)).toHaveCount(before + 1);
  });

  test("[P-01] [OP-07] [OP-14] who is in a field shows there, only what a colleague changed glows, and cursors stand in the text they belong to", async () => {
    const deal = newDeal(server.url, WANG, "negotiation");
    const [mine, theirs] = await both(deal);
    const provider = field(mine, "Provided by");
    await provider.focus();
    await expect(theirs.locator(".record-field").filter({ hasText: "Provided by" })).toContainText("王思齐");
    await lin.page.evaluate(() => {
      const animate = Element.prototype.animate;
      Element.prototype.animate = function (this: Element, ...given: Parameters<Element["animate"]>) {
        if (JSON.stringify(given[0]).includes("--glow")) {
          const name = this.querySelector<HTMLInputElement>("input, textarea, button")?.name ?? "";
          document.body.dataset["glowed"] = `${document.body.dataset["glowed"] ?? ""} ${name}`.trim();
        }
        return animate.apply(this, given);
      };
    });
    await keep(provider, "张工");
    await expect(field(theirs, "Provided by")).toHaveValue("张工");
    await expect(lin.page.locator("body")).toHaveAttribute("data-glowed", "provider");

    const cursorIn = (name: string): Locator => theirs.getByRole("region", { name, exact: true }).locator(".prose-cursor__name");
    for (const [name, other] of [["Requirement", "Solution"], ["Solution", "Requirement"]] as const) {
      await mine.getByRole("textbox", { name, exact: true }).click();
      await wang.page.keyboard.type(`${name} by Wang `);
      await expect(theirs.getByRole("textbox", { name, exact: true })).toContainText(`${name} by Wang`);
      await expect(cursorIn(name)).toHaveText("王思齐");
      await expect(cursorIn(other)).toHaveCount(0);
    }
    await theirs.getByRole("textbox", { name: "Solution", exact: true }).click();
    await lin.page.keyboard.press("Control+Home");
    await lin.page.keyboard.type("Lin: ");
    await expect(mine.getByRole("textbox", { name: "Solution", exact: true })).toContainText("Lin:");
    await wang.page.keyboard.press("Control+z");
    await expect(theirs.getByRole("textbox", { name: "Solution", exact: true })).not.toContainText("by Wang");
    await expect(theirs.getByRole("textbox", { name: "Solution", exact: true })).toContainText("Lin:");
  });

  test("[CU-26] the timeline tells who changed what from what to what, takes a change back with one press, and goes further back", async ({ browser }) => {
    const [, customer = ""] = recordsAt(server.url, WANG, "customer", "--where", "owner=me");
    const [mine, theirs] = await both(customer);
    const region = field(mine, "Province / region");
    const first = await region.inputValue();
    await keep(region, "云南");
    const change = timeline(theirs).getByRole("listitem").filter({ hasText: "Province / region" }).first();
    await expect(change).toContainText("王思齐");
    await expect(change).toContainText(first);
    await expect(change).toContainText("云南");
    await change.hover();
    await change.getByRole("button", { name: "Put back Province / region" }).first().click();
    await expect(region).toHaveValue(first);

    /* One page of history holds fifty lines. */
    const name = (await mine.getByRole("heading", { level: 1 }).textContent()) ?? "";
    for (const round of ["1", "2", "3", "4"]) updateManyFields(name, round);
    await expect(field(mine, "Sector")).toHaveValue("Sector 4");
    /* A device that has seen the record before keeps what it knew of it: somebody who has not begins with the last page. */
    const boss = await arrive(browser, server.url, GU.account);
    const again = await openRecord(boss.page, server.url, customer);
    await timeline(again).getByRole("button", { name: /more changes$/ }).click();
    await expect(timeline(again)).toContainText("Sector 4");
    await expect(timeline(again)).not.toContainText("云南");
    await timeline(again).getByRole("button", { name: "Load older" }).click();
    await expect(timeline(again)).toContainText("云南");
    expect(boss.problems).toEqual([]);
    await boss.context.close();
  });

  test("[CU-48] several records stand open as tabs, and two of them side by side", async () => {
    const [one, two = ""] = recordsAt(server.url, WANG, "customer", "--where", "owner=me");
    const names = [];
    for (const id of [one, two]) {
      const record = await openRecord(wang.page, server.url, id);
      names.push((await record.getByRole("heading", { level: 1 }).textContent()) ?? "");
    }
    const tabs = wang.page.getByRole("navigation", { name: "Open records" });
    const [first = "", second = ""] = names;
    await tabs.getByRole("button", { name: first, exact: true }).click();
    await expect(wang.page.locator("article.record:visible").getByRole("heading", { level: 1 })).toHaveText(first);
    await wang.page.locator("article.record:visible").getByRole("button", { name: "More", exact: true }).click();
    await wang.page.getByRole("menuitem", { name: "Show record beside" }).click();
    await expect(wang.page.getByRole("grid", { name: /Customers/ })).toBeVisible();
    await tabs.getByRole("button", { name: second, exact: true }).click();
    await expect(wang.page.locator("article.record:visible").getByRole("heading", { level: 1 })).toHaveText(second);
  });
});
