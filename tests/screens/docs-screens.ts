import { fileURLToPath } from "node:url";
import { expect, test, type Page } from "@playwright/test";
import { startServer, type Server } from "#tests/browser/server.ts";
import { LIN } from "#tests/browser/app.ts";
import { newPage, SCREENS, show, signInAnywhere, tourRecords, visit, type Look, type TourRecords } from "#tests/browser/tour.ts";

const LAPTOP = { width: 1440, height: 900 };
const TABLET = { width: 820, height: 1180 };

interface Picture {
  readonly file: string;
  readonly screen: string;
}

interface Session {
  readonly title: string;
  readonly look: Look;
  readonly size: typeof LAPTOP;
  readonly touch: boolean;
  readonly pictures: readonly Picture[];
}

const SESSIONS: readonly Session[] = [
  {
    title: "English, light",
    look: { theme: "light", locale: "en" },
    size: LAPTOP,
    touch: false,
    pictures: [
      { file: "home", screen: "today" },
      { file: "customer-list", screen: "customers" },
      { file: "board", screen: "board" },
      { file: "funnel", screen: "funnel" },
      { file: "import", screen: "import-columns" },
      { file: "customer", screen: "customer" },
      { file: "opportunity", screen: "opportunity" },
    ],
  },
  { title: "Chinese, dark", look: { theme: "dark", locale: "zh-CN" }, size: LAPTOP, touch: false, pictures: [{ file: "customer-zh-dark", screen: "customer" }] },
  { title: "Korean, dark, pine", look: { theme: "dark", locale: "ko", accent: "pine" }, size: LAPTOP, touch: false, pictures: [{ file: "forecast-ko-dark", screen: "forecast" }] },
  { title: "a tablet", look: { theme: "light", locale: "en", accent: "clay" }, size: TABLET, touch: true, pictures: [{ file: "tablet", screen: "opportunity" }] },
];

/** Nothing under the pointer, nothing in focus, everything painted. */
const calm = async (page: Page): Promise<void> => {
  await page.mouse.move(0, 0);
  await page.evaluate(async () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await document.fonts.ready;
  });
  await expect(page.locator(".prose-plain, .report-waiting, .floating[role=tooltip]")).toHaveCount(0);
};

test.describe("pictures of the documentation", () => {
  let server: Server;
  let records: TourRecords;

  test.beforeAll(async () => {
    server = await startServer();
    records = tourRecords(server);
  });
  test.afterAll(async () => server.stop());

  for (const { title, look, size, touch, pictures } of SESSIONS) {
    test(title, async ({ browser }) => {
      const page = await newPage(browser, size, look, touch);
      await signInAnywhere(page, server.url, LIN);
      for (const { file, screen } of pictures) {
        const shown = SCREENS.find(({ name }) => name === screen);
        if (!shown) throw new Error(`there is no screen ${screen}`);
        const path = shown.path(records);
        /* A record lies over the list that somebody would open it from. */
        if (path.split("/").length === 3 && !path.startsWith("/reports")) await visit(page, `/${path.split("/")[1] ?? ""}`);
        await show(page, shown, records);
        await calm(page);
        await page.screenshot({ path: fileURLToPath(new URL(`../../docs/screens/${file}.png`, import.meta.url)), animations: "disabled" });
      }
      await page.context().close();
    });
  }
});
