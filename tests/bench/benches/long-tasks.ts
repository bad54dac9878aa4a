import type { CDPSession, Locator, Page } from "playwright";
import { fillDevice, listed } from "../harness/app-page.ts";
import type { Bench, Listing } from "../harness/bench.ts";
import { newProfile, openBrowser } from "../harness/browser.ts";
import { SAMPLE, startFilled } from "../harness/filled.ts";
import { quantile } from "../harness/sample.ts";

/** How many times slower the page's processor is made. */
const RATES = [1, 4] as const;

/** A gesture's tasks go on until the page has been quiet for this long, in milliseconds. */
const QUIET = 700;

interface Noted {
  /** Lengths of main-thread tasks above 50 ms. */
  readonly tasks: number[];
  /** From the event to the next paint, for events above 16 ms; the browser rounds them to 8 ms. */
  readonly events: number[];
}

/** Runs in the page, before its own code. */
const observe = (): void => {
  const noted: Noted = { tasks: [], events: [] };
  Object.assign(globalThis, { noted });
  new PerformanceObserver((list) => noted.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
  const timing = { type: "event", durationThreshold: 16 } as PerformanceObserverInit;
  new PerformanceObserver((list) => noted.events.push(...list.getEntries().map(({ duration }) => duration))).observe(timing);
};

const take = (page: Page): Promise<Noted> =>
  page.evaluate(() => {
    const { noted } = globalThis as unknown as { noted: Noted };
    const taken = { tasks: [...noted.tasks], events: [...noted.events] };
    noted.tasks.length = 0;
    noted.events.length = 0;
    return taken;
  });

const settle = (page: Page): Promise<void> => page.evaluate((quiet) => new Promise<void>((resolve) => setTimeout(() => requestIdleCallback(() => resolve(), { timeout: 5_000 }), quiet)), QUIET);

const middleOf = async (element: Locator): Promise<{ readonly x: number; readonly y: number }> => {
  const box = await element.boundingBox();
  if (!box) throw new Error("nothing to point at");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

const drag = async (page: Page, from: { readonly x: number; readonly y: number }, to: { readonly x: number; readonly y: number }): Promise<void> => {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 10 });
  await page.mouse.move(to.x, to.y, { steps: 10 });
  await page.mouse.up();
};

const scrollTo = (page: Page, share: number): Promise<void> =>
  page.evaluate(
    ([end = 0, frames = 0]) =>
      new Promise<void>((resolve) => {
        const table = document.querySelector(".data-table");
        if (!table) return resolve();
        const from = table.scrollTop;
        const to = end * (table.scrollHeight - table.clientHeight);
        const step = (frame: number): void => {
          table.scrollTop = from + ((to - from) * frame) / frames;
          if (frame < frames) requestAnimationFrame(() => step(frame + 1));
          else resolve();
        };
        step(1);
      }),
    [share, 120],
  );

interface Gesture {
  readonly what: string;
  /** Among those of a quick run. */
  readonly brief?: true;
  readonly prepare?: (page: Page) => Promise<void>;
  readonly run: (page: Page) => Promise<void>;
}

const goTo = (page: Page, kind: string): Promise<void> => page.locator(`.rail a[href='/${kind}']`).click();

const openList = async (page: Page, kind: string): Promise<void> => {
  await goTo(page, kind);
  await listed(page);
};

const heading = (page: Page, at: number): Locator => page.getByRole("columnheader").nth(at);

const GESTURES: readonly Gesture[] = [
  {
    what: "scroll all contacts to the end and back, 240 frames",
    brief: true,
    prepare: (page) => openList(page, "contact"),
    run: async (page) => {
      await scrollTo(page, 1);
      await scrollTo(page, 0);
    },
  },
  {
    what: "scroll contacts by the wheel, 60 notches",
    run: async (page) => {
      const { x, y } = await middleOf(page.locator(".data-table"));
      await page.mouse.move(x, y);
      for (let notch = 0; notch < 60; notch += 1) {
        await page.mouse.wheel(0, 100);
        await page.waitForTimeout(16);
      }
    },
  },
  {
    what: "type nine letters into the list's search, and take them out",
    brief: true,
    run: async (page) => {
      const box = page.locator(".list-toolbar input").first();
      await box.pressSequentially("wangxiaom", { delay: 90 });
      await settle(page);
      await box.press("Control+a");
      await box.press("Delete");
    },
  },
  {
    what: "sort by two columns, both ways",
    run: async (page) => {
      for (const at of [2, 2, 1, 1]) {
        await heading(page, at).locator(".data-table__label").click();
        await settle(page);
      }
    },
  },
  {
    what: "go through the tabs of customers, each a filter",
    prepare: (page) => openList(page, "customer"),
    run: async (page) => {
      const tabs = page.locator(".view-tabs [role=tab]");
      for (let at = Math.min(6, (await tabs.count()) - 1); at >= 0; at -= 1) {
        await tabs.nth(at).click();
        await settle(page);
      }
    },
  },
  {
    what: "widen a column by dragging, 20 steps",
    run: async (page) => {
      const edge = await middleOf(heading(page, 2).locator(".data-table__border"));
      await drag(page, edge, { x: edge.x + 90, y: edge.y });
    },
  },
  {
    what: "open a customer and step to the next and back with J and K, ten times",
    prepare: (page) => openList(page, "customer"),
    run: async (page) => {
      await page.locator(".data-table__row .data-table__value").first().click();
      await page.waitForURL(/\/customer\/.+/);
      await settle(page);
      for (const key of ["j", "j", "j", "j", "j", "k", "k", "k", "k", "k"]) {
        await page.keyboard.press(key);
        await page.waitForTimeout(250);
      }
    },
  },
  {
    what: "drag a card of the board to the next stage",
    brief: true,
    prepare: async (page) => {
      /* It stays a board once it is one. */
      await goTo(page, "opportunity");
      await page.getByRole("radio", { name: "Board" }).check({ force: true });
      await page.locator("[data-card]").first().waitFor();
    },
    run: async (page) => {
      const from = await middleOf(page.locator("[data-card]").first());
      await drag(page, from, await middleOf(page.locator(".board__lane").nth(1)));
    },
  },
];

const measure = async (page: Page, cdp: CDPSession, { what, prepare, run }: Gesture, rate: number): Promise<readonly string[]> => {
  await prepare?.(page);
  await settle(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate });
  await take(page);
  await run(page);
  await settle(page);
  const { tasks, events } = await take(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  const ms = (value: number): string => `${Math.round(value)} ms`;
  return [what, `${rate} ×`, String(tasks.length), tasks.length === 0 ? "–" : ms(Math.max(...tasks)), events.length === 0 ? "≤ 16 ms" : ms(quantile(events, 0.99))];
};

export const bench: Bench = {
  title: "Long tasks of the page",
  about:
    "The boss of a filled workspace scrolls, types, sorts, filters, drags and steps through records in Chromium at 1,440 × 900, all records on the device, with the page's processor as it is and slowed four times. Counted are tasks of the main thread above 50 ms, and the time from an event to the next paint. Sorting and searching happen in the worker, which is not slowed: they are measured by themselves.",
  peers: ["playwright"],
  run: async (context) => {
    const records = context.quick ? SAMPLE : 100_000;
    const server = await startFilled(records, context);
    const browser = await openBrowser(newProfile(context));
    context.finally(() => browser.close());
    const page = browser.pages()[0] ?? (await browser.newPage());
    await page.addInitScript(observe);
    await fillDevice(page, server.url);
    const cdp = await browser.newCDPSession(page);
    const rows: (readonly string[])[] = [];
    for (const gesture of context.quick ? GESTURES.filter(({ brief }) => brief) : GESTURES) {
      for (const rate of context.quick ? RATES.slice(-1) : RATES) {
        const row = await measure(page, cdp, gesture, rate);
        context.say(row.join(", "));
        rows.push(row);
      }
    }
    const listing: Listing = { title: `Long tasks at ${records.toLocaleString("en-US")} records`, head: ["gesture", "processor slowed", "tasks above 50 ms", "longest", "event to paint, p99"], rows };
    return { checked: "that each gesture reached what it aimed at.", comparisons: [], listings: [listing] };
  },
};
