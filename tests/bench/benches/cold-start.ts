import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright";
import { answeredAt, countedAt, countOf, countsOf, drawnAt, paintedAt, watchFigures, watchRows } from "../harness/app-page.ts";
import type { Bench, Comparison, Timings } from "../harness/bench.ts";
import { inBrowser, newProfile } from "../harness/browser.ts";
import { serveDexiePage, serveMarkupPage } from "../harness/dexie-page.ts";
import { fillProfile, SAMPLE } from "../harness/filled.ts";
import { compare, interleave, type Contender } from "../harness/interleave.ts";
import { serveScreenPage } from "../harness/screen-page.ts";

const SIZES = [10_000, 30_000, 100_000, 300_000] as const;

/** How long somebody reads a report, in milliseconds: what the app keeps of it, it keeps when nobody touches anything. */
const READING = 15_000;

/** What is looked at: how it is noted when it is painted, and what it says. */
interface Sight<Answer> {
  readonly watch: (page: Page) => Promise<unknown>;
  readonly read: (page: Page) => Promise<Answer>;
}

const LIST: Sight<number> = { watch: watchRows, read: countOf };
const FUNNEL: Sight<readonly number[]> = { watch: watchFigures, read: async (page) => (await countsOf(page)).toSorted((a, b) => a - b) };

/** Opens a page in a new browser process; milliseconds from the start of the navigation to what is painted, and what comes after that. */
const start = <Answer>({ watch, read }: Sight<Answer>, name: string, profile: string, address: string, after: (page: Page, painted: number) => Promise<Timings>): Contender<Answer> => ({
  name,
  run: () =>
    inBrowser(profile, async (page) => {
      await watch(page);
      await page.goto(address, { waitUntil: "commit" });
      const painted = await paintedAt(page);
      const later = await after(page, painted);
      return { answer: await read(page), took: { painted, ...later } };
    }),
});

/** A plain page is drawn, and as storage has it, as soon as it is painted. */
const atOnce = async (_: Page, painted: number): Promise<Timings> => ({ drawn: painted, answered: painted });

export const bench: Bench = {
  title: "Cold start, in Chromium",
  about:
    "A new browser process opens the list of customers on a device that has everything stored: from the start of the navigation until the first screen is painted, sorted, as it looked last; until the app has drawn it and rows can be opened; and until it is what storage holds now. The peer is a bare page that reads the same customers with Dexie's `toArray` from a table of the same records, sorts them by name and lays out one screen of a plain table: no rights, search, synchronisation or interface. Both floors are pages that run nothing: one has that table as its markup, the other what the app's own screen looks like under the app's own styles, so that it says what the browser takes for that screen by itself. Then the same with the funnel of all opportunities, which somebody has read on this device before: until its figures are painted, as they were told last, and until they are what storage holds now. The peer reads the opportunities and adds them up by stage.",
  peers: ["dexie", "playwright"],
  run: async (context) => {
    const comparisons: Comparison[] = [];
    for (const size of context.quick ? [SAMPLE] : SIZES) {
      context.say(`${size.toLocaleString("en-US")} records`);
      const { url, profile, rows } = await fillProfile(size, context);
      const page = await serveDexiePage(rows);
      const markup = await serveMarkupPage(rows);
      const screen = await inBrowser(profile, (opened) => serveScreenPage(opened, url, "/customer"));
      for (const served of [page, markup, screen]) context.finally(served.close);
      const floor = (name: string, address: string): Contender<number> => start(LIST, `floor: ${name}`, newProfile(context), address, async () => ({}));
      const played = await interleave({
        ours: start(LIST, "Tidebook", profile, `${url}/customer`, async (opened) => ({ drawn: await drawnAt(opened), answered: await answeredAt(opened) })),
        peers: [start(LIST, "bare page with Dexie", newProfile(context), page.url, atOnce), floor("the same as markup", markup.url), floor("our own screen as markup", screen.url)],
        rounds: context.rounds,
        warmUps: 1,
        patience: 180_000,
        say: context.say,
      });
      const lineOf = (what: string, measure: string, target?: string): Parameters<typeof compare>[1][number] => ({
        what: `${what}, ${size.toLocaleString("en-US")} records`,
        unit: "ms",
        measure,
        size: { of: what, records: size },
        ...(size === 100_000 && target ? { target } : {}),
      });
      const funnel = `${url}/reports/funnel?period=all`;
      await inBrowser(profile, async (opened) => {
        await opened.goto(funnel);
        await sleep(READING);
      });
      const counted = await interleave({
        ours: start(FUNNEL, "Tidebook", profile, funnel, async (opened) => ({ answered: await countedAt(opened) })),
        peers: [start(FUNNEL, "bare page with Dexie", newProfile(context), `${page.url}funnel`, atOnce)],
        rounds: context.rounds,
        warmUps: 1,
        patience: 180_000,
        say: context.say,
      });
      comparisons.push(
        ...compare(played, [
          lineOf("customers painted, new browser process", "painted", "≥ 6 × faster, ≤ 400 ms of our own time"),
          lineOf("customers that can be opened, new browser process", "drawn"),
          lineOf("customers as storage has them, new browser process", "answered"),
        ]),
        ...compare(counted, [
          lineOf("the funnel painted, new browser process", "painted"),
          lineOf("the funnel as storage has it, new browser process", "answered"),
        ]),
      );
    }
    return { checked: "how many customers the list counts, and how many opportunities stand in each stage.", comparisons };
  },
};
