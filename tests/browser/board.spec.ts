import { expect, test, type Page } from "@playwright/test";
import { arrive, arriveIn, openRecord, write, LIN } from "./app.ts";
import { BOSS } from "./given.ts";
import { goTo, middle, type Listed } from "./list-steps.ts";
import { ask, startServer, type Server } from "./server.ts";

const board = (page: Page) => page.getByRole("group", { name: "Opportunities", exact: true });
const lane = (page: Page, name: string) => board(page).getByRole("region", { name, exact: true });
const counted = async (page: Page, name: string) => Number((await lane(page, name).locator(".board__count").innerText()).replace(/\D/g, ""));
const openBoard = async (page: Page) => {
  await goTo(page, "Opportunities");
  await page.getByRole("radio", { name: "Board" }).check({ force: true });
  await expect(lane(page, "Prospecting").locator("[data-card]").first()).toBeVisible();
};

test.use({ actionTimeout: 12_000 });

test.describe("the board", () => {
  let server: Server;

  test.beforeAll(async () => {
    server = await startServer();
  });
  test.afterAll(() => server.stop());

  test("[OP-17][OP-10] the board sums each stage; the mouse, or keys, take a card to another, and it can be taken back", async ({ browser }) => {
    const lin = await arrive(browser, server.url, LIN.account);
    const { page } = lin;
    await openBoard(page);
    const whole = ask(server.url, LIN, ["list", "opportunity", "--where", "stage = engaging"]) as Listed;
    await expect.poll(() => counted(page, "Engaging")).toBe(whole.count);
    await expect(lane(page, "Engaging").locator(".board__sum span")).toHaveAttribute("title", new RegExp(Number(whole.totals["expectedAmount"]).toLocaleString("en-US").replace(/[.]/g, "[.]")));

    const card = lane(page, "Prospecting").locator("[data-card]").first();
    const id = (await card.getAttribute("data-card")) ?? "";
    const [from, to] = [await middle(card), await middle(lane(page, "Engaging"))];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, to.y, { steps: 4 });
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => counted(page, "Engaging")).toBe(whole.count + 1);
    await expect(lane(page, "Engaging").locator(`[data-card="${id}"]`)).toBeAttached();
    await page.getByRole("button", { name: "Undo" }).last().click();
    await expect.poll(() => counted(page, "Engaging")).toBe(whole.count);

    const again = lane(page, "Prospecting").locator("[data-card]").first();
    const next = (await again.getAttribute("data-card")) ?? "";
    await again.focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Escape");
    expect(await counted(page, "Engaging")).toBe(whole.count);
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Space");
    await expect.poll(() => counted(page, "Engaging")).toBe(whole.count + 1);
    await expect(lane(page, "Engaging").locator(`[data-card="${next}"]`)).toBeFocused();

    /* A change that moves no card and no sum is shown too. */
    const beside = await page.context().newPage();
    await openRecord(beside, server.url, next);
    await write(beside, "Subject", "Renamed on another page");
    await expect(lane(page, "Engaging").locator(`[data-card="${next}"]`)).toContainText("Renamed on another page");
    expect(lin.problems).toEqual([]);
    await lin.context.close();
  });

  test("[OP-17] a finger that rests on a card takes it to another stage, a swipe scrolls", async ({ browser }) => {
    const tablet = await arriveIn(await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 1180, height: 820 } }), server.url, BOSS);
    const { page } = tablet;
    await openBoard(page);
    const before = await counted(page, "Engaging");
    const card = lane(page, "Prospecting").locator("[data-card]").first();
    const [from, to] = [await middle(card), await middle(lane(page, "Engaging"))];
    const finger = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", at?: { readonly x: number; readonly y: number }) =>
      finger.send("Input.dispatchTouchEvent", { type, touchPoints: at ? [at] : [] });
    await touch("touchStart", from);
    await expect(card).toHaveAttribute("data-carried", "");
    for (const part of [0.25, 0.5, 0.75, 1]) await touch("touchMove", { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
    await expect(lane(page, "Engaging")).toHaveAttribute("data-target", "");
    await touch("touchEnd");
    await expect.poll(() => counted(page, "Engaging")).toBe(before + 1);

    const cards = lane(page, "Prospecting").locator(".board__cards");
    const here = await middle(lane(page, "Prospecting").locator("[data-card]").first());
    await touch("touchStart", { x: here.x, y: here.y + 200 });
    for (const up of [40, 80, 120, 160]) await touch("touchMove", { x: here.x, y: here.y + 200 - up });
    await touch("touchEnd");
    await expect.poll(() => cards.evaluate((list) => list.scrollTop)).toBeGreaterThan(40);
    expect(await counted(page, "Engaging")).toBe(before + 1);
    expect(tablet.problems).toEqual([]);
    await tablet.context.close();
  });
});
