import type { Page } from "playwright";
import { answeredAt, countOf, paintedAt } from "../harness/app-page.ts";
import type { Bench, Comparison } from "../harness/bench.ts";
import { inBrowser, newProfile } from "../harness/browser.ts";
import { serveDexiePage } from "../harness/dexie-page.ts";
import { fillProfile, SAMPLE } from "../harness/filled.ts";
import { compare, interleave, type Contender } from "../harness/interleave.ts";

const SIZES = [10_000, 30_000, 100_000] as const;

/** Opens a page in a new browser process; milliseconds from the start of the navigation to a painted row, and until it is as storage has it. */
const start = (name: string, profile: string, address: string, settled: (page: Page, painted: number) => Promise<number>): Contender<number> => ({
  name,
  run: () =>
    inBrowser(profile, async (page) => {
      await page.goto(address, { waitUntil: "commit" });
      const painted = await paintedAt(page);
      const answered = await settled(page, painted);
      return { answer: await countOf(page), took: { painted, answered } };
    }),
});

export const bench: Bench = {
  title: "Cold start, in Chromium",
  about:
    "A new browser process opens the list of customers on a device that has everything stored: from the start of the navigation to the first painted screen, sorted, which is the one that the list showed last, and until it is what storage holds now. The peer is a bare page that reads the same customers with Dexie's `toArray` from a table of the same records, sorts them by name and lays out one screen of a plain table: no rights, search, synchronisation or interface.",
  peers: ["dexie", "playwright"],
  run: async (context) => {
    const comparisons: Comparison[] = [];
    for (const size of context.quick ? [SAMPLE] : SIZES) {
      context.say(`${size.toLocaleString("en-US")} records`);
      const { url, profile, rows } = await fillProfile(size, context);
      const page = await serveDexiePage(rows);
      context.finally(page.close);
      const played = await interleave({
        ours: start("Tidebook", profile, `${url}/customer`, answeredAt),
        peers: [start("bare page with Dexie", newProfile(context), page.url, async (_, painted) => painted)],
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
      comparisons.push(
        ...compare(played, [
          lineOf("customers painted, new browser process", "painted", "≥ 6 × faster, ≤ 400 ms of our own time"),
          lineOf("customers as storage has them, new browser process", "answered"),
        ]),
      );
    }
    return { checked: "how many customers the list counts.", comparisons };
  },
};
