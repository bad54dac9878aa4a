import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Browser, type Page } from "@playwright/test";
import { reload, GU } from "./app.ts";
import { startServer, type Server } from "./server.ts";
import { smallTargets } from "./touch-target.ts";
import { ADMIN_SCREENS, newPage, SCREENS, show, signInAnywhere, tourRecords, type Look, type TourRecords } from "./tour.ts";

const LAPTOP = { width: 1440, height: 900 };
const TABLETS = [
  { name: "held across", width: 1024, height: 768 },
  { name: "held upright", width: 820, height: 1180 },
] as const;
type Theme = "light" | "dark";

const GRAVE = new Set(["serious", "critical"]);

/** Of what repeats, the first few stand for all. */
const REPEATED = ["[role=row]:nth-child(n+8)", ".board__lane:nth-child(n+3)", ".board__card:nth-child(n+5)", ".activity__day:nth-child(n+6)", ".sheet tr:nth-child(n+5)"];

/** One line for each finding that keeps somebody from using the screen. Of a theme only the colours differ. */
const graveFindings = async (page: Page, theme: Theme, part: string | undefined): Promise<readonly string[]> => {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  if (theme === "light") axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
  else axe.withRules(["color-contrast"]);
  if (part) axe.include(part);
  for (const selector of REPEATED) axe.exclude(selector);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => GRAVE.has(impact ?? ""))
    .flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id}: ${target.join(" ")} ${any[0]?.message ?? ""}`));
};

const overflow = (page: Page): Promise<number> => page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth);

test.use({ trace: "off" });

test.describe("the main screens", () => {
  test.describe.configure({ timeout: 240_000 });

  let server: Server;
  let records: TourRecords;

  test.beforeAll(async () => {
    server = await startServer();
    records = tourRecords(server);
  });
  test.afterAll(async () => server.stop());

  const tour = async (browser: Browser, size: { readonly width: number; readonly height: number }, look: Look, touch: boolean, check: (page: Page, screen: string, part?: string) => Promise<void>): Promise<void> => {
    const page = await newPage(browser, size, look, touch);
    /* What was opened must close, also where nobody saw its animation begin, as on a busy device. */
    await page.addInitScript(() => addEventListener("animationstart", (event) => event.stopImmediatePropagation(), true));
    await page.goto(server.url);
    await expect(page.locator(".sign-in-form")).toBeVisible();
    await check(page, "sign-in");
    await signInAnywhere(page, server.url, GU);
    for (const screen of [...SCREENS, ...ADMIN_SCREENS]) {
      await show(page, screen, records);
      await check(page, screen.name, screen.part);
      await screen.leave?.(page);
    }
    await page.context().close();
  };

  for (const theme of ["light", "dark"] as const) {
    test(`[L-01] [L-02] in ${theme} no screen has a grave accessibility finding, and none is wider than the window`, async ({ browser }) => {
      await tour(browser, LAPTOP, { theme }, false, async (page, screen, part) => {
        expect(await page.locator("html").getAttribute("data-theme")).toBe(theme);
        expect.soft(await graveFindings(page, theme, part), `${screen}, ${theme}`).toEqual([]);
        expect.soft(await overflow(page), `${screen} is wider than the window`).toBeLessThanOrEqual(0);
      });
    });
  }

  for (const { name, ...size } of TABLETS) {
    test(`[L-02] [L-03] on a tablet ${name} a finger hits every control, and no screen is wider than the window`, async ({ browser }) => {
      await tour(browser, size, {}, true, async (page, screen) => {
        expect.soft(await smallTargets(page), screen).toEqual([]);
        expect.soft(await overflow(page), `${screen} is wider than the window`).toBeLessThanOrEqual(0);
      });
    });
  }

  test("[WB-04] [L-04] theme and colour are chosen in the settings, hold at once, and are there again after a reload", async ({ browser }) => {
    const page = await newPage(browser, LAPTOP, {});
    await signInAnywhere(page, server.url, GU);
    const root = page.locator("html");
    const accent = (): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--accent"));
    await page.getByRole("link", { name: "Settings" }).click();
    const seen = new Set<string>();
    for (const name of ["Tide", "Pine", "Clay"]) {
      await page.locator(".settings").getByRole("radio", { name }).click();
      await expect(root).toHaveAttribute("data-accent", name.toLowerCase());
      seen.add(await accent());
    }
    expect(seen.size).toBe(3);
    await page.locator(".settings").getByRole("radio", { name: "Dark" }).click();
    await expect(root).toHaveAttribute("data-theme", "dark");
    await reload(page);
    await expect(root).toHaveAttribute("data-theme", "dark");
    await expect(root).toHaveAttribute("data-accent", "clay");
    await page.context().close();
  });
});
