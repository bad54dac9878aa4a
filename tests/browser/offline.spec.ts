import { expect } from "@playwright/test";
import { badge, field, go, reload, saved, sharedOpportunity, timelineItem, visit, write, LIN, LONG, WANG } from "./app.ts";
import { test, type Seat } from "./office.ts";

test.describe.configure({ retries: 0 });

test("[D-03] [D-13] [C-01] [C-02] [C-04] a day without the relay: everything works, nothing is lost, and the later edit of the same field stands", async ({ office }) => {
  const url = office.url();
  const opportunity = sharedOpportunity(url);
  const address = `${url}/${opportunity}`;
  const [first, { page: wang }] = await Promise.all([office.person(LIN), office.person(WANG)]);
  let { page: lin }: Pick<Seat, "page"> = first;
  await Promise.all([visit(lin, address), visit(wang, address)]);
  for (const page of [lin, wang]) {
    await expect(field(page, "Competitors")).toBeVisible();
    await expect(saved(page)).toBeVisible({ timeout: LONG });
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  }

  await office.cutPower();
  for (const page of [lin, wang]) await expect(badge(page, "Offline")).toBeVisible();

  await test.step("both edit: one field the same, others different", async () => {
    await write(lin, "Competitors", "Lin: Festo");
    await expect(badge(lin, "Offline · 1 change waiting")).toBeVisible();
    await write(lin, "Provided by", "Trade fair");
    await expect(badge(lin, "Offline · 2 changes waiting")).toBeVisible();
    await write(wang, "Competitors", "Wang: Parker");
    await write(wang, "Address", "12 Harbour Road");
    await expect(badge(wang, "Offline · 2 changes waiting")).toBeVisible();
  });

  await test.step("a stage is moved, a record is made", async () => {
    await lin.getByRole("list", { name: "Stage" }).getByRole("button", { name: "Negotiation" }).click();
    await expect(lin.getByRole("list", { name: "Stage" }).locator("[aria-current=step]")).toContainText("Negotiation");
    await expect(badge(lin, "Offline · 3 changes waiting")).toBeVisible();
    await go(lin, "Opportunities");
    await lin.getByRole("button", { name: "New opportunity" }).click();
    const panel = lin.getByRole("dialog", { name: "New opportunity" });
    await panel.getByRole("textbox", { name: "Subject" }).fill("Made on the train");
    await panel.getByRole("button", { name: "Create Opportunity" }).click();
    await expect(lin.getByRole("heading", { name: "Made on the train" })).toBeVisible();
    await expect(badge(lin, "Offline · 4 changes waiting")).toBeVisible();
  });

  await test.step("list, board and reports answer", async () => {
    await go(lin, "Opportunities");
    await lin.getByRole("searchbox").fill("Made on the train");
    await expect(lin.getByRole("gridcell", { name: "Made on the train" })).toBeVisible();
    await lin.getByTitle("Board").click();
    await expect(lin.getByRole("list", { name: "Prospecting" }).getByText("Made on the train")).toBeVisible();
    await lin.goto(`${url}/reports/funnel`);
    await expect(lin.getByRole("table").getByText("Negotiation").first()).toBeVisible();
    await lin.goto(`${url}/reports/forecast`);
    await expect(lin.getByRole("table").first()).toBeVisible();
  });

  await test.step("the app opens again from this device alone: loaded anew, and in a new browser at a record's address", async () => {
    await reload(wang);
    await expect(field(wang, "Competitors")).toHaveValue("Wang: Parker");
    await expect(badge(wang, "Offline · 2 changes waiting")).toBeVisible();
    await first.leave();
    ({ page: lin } = await first.comeBack(address));
    await expect(field(lin, "Competitors")).toHaveValue("Lin: Festo");
    await expect(field(lin, "Provided by")).toHaveValue("Trade fair");
    await expect(lin.getByRole("list", { name: "Stage" }).locator("[aria-current=step]")).toContainText("Negotiation");
    await expect(badge(lin, "Offline · 4 changes waiting")).toBeVisible();
    await expect(timelineItem(lin, "Lin: Festo")).toContainText("Waiting");
  });

  await office.restorePower();

  await test.step("both converge, and the later edit stands on both", async () => {
    for (const page of [lin, wang]) {
      await expect(saved(page)).toBeVisible({ timeout: LONG });
      await expect(field(page, "Competitors")).toHaveValue("Wang: Parker", { timeout: LONG });
      await expect(field(page, "Provided by")).toHaveValue("Trade fair");
      await expect(field(page, "Address")).toHaveValue("12 Harbour Road");
      await expect(page.getByRole("list", { name: "Stage" }).locator("[aria-current=step]")).toContainText("Negotiation");
    }
  });

  await test.step("the other value is in the timeline with who and when, and one click takes it back", async () => {
    // Which of the two arrived first decides which of them is told as the exception; both ways hold the other value.
    const met = timelineItem(lin, /A later edit stands instead|Replaced a colleague's value/);
    const other = met.locator(".timeline-change").filter({ hasText: "Lin: Festo" });
    await expect(met.locator(".timeline-item__who")).toHaveText(new RegExp(`${LIN.name}|${WANG.name}`));
    await expect(met.locator("time")).toHaveText(/^\d{1,2}:\d{2}/);
    await other.getByRole("button", { name: /Take this value|Take back the earlier value/ }).click();
    for (const page of [lin, wang]) await expect(field(page, "Competitors")).toHaveValue("Lin: Festo");
  });
});
