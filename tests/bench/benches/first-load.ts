import { join } from "node:path";
import { startServer } from "#tests/browser/server.ts";
import { codeKept, countOf, paintedAt, saved, signIn, watchRows } from "../harness/app-page.ts";
import type { Bench, BenchContext, Comparison, Listing } from "../harness/bench.ts";
import { onNewDevice } from "../harness/browser.ts";
import { createCountingProxy } from "../harness/counting-proxy.ts";
import { serveDexiePage } from "../harness/dexie-page.ts";
import { rowsAt } from "../harness/filled.ts";
import { FIRST_LOAD_BYTES, filesUntilList } from "../harness/first-files.ts";
import { compare, interleave, type Contender } from "../harness/interleave.ts";
import { sampleOf } from "../harness/sample.ts";

const ours = (url: string): Contender<number> => ({
  name: "Tidebook",
  run: () =>
    onNewDevice(async (page) => {
      await watchRows(page);
      await page.goto(`${url}/customer`, { waitUntil: "commit" });
      await page.getByLabel("Account").waitFor();
      const signInScreen = await page.evaluate(() => performance.now());
      await signIn(page);
      const list = await paintedAt(page);
      await saved(page);
      const everything = await page.evaluate(() => performance.now());
      await codeKept(page);
      // The first reload puts the page under the service worker; the second is what every later start is.
      await page.reload();
      await paintedAt(page);
      await page.reload({ waitUntil: "commit" });
      const reload = await paintedAt(page);
      return { answer: await countOf(page), took: { signInScreen, list, everything, reload } };
    }),
});

const dexie = (url: string): Contender<number> => ({
  name: "bare page with Dexie",
  run: () =>
    onNewDevice(async (page) => {
      await watchRows(page);
      await page.goto(url, { waitUntil: "commit" });
      const list = await paintedAt(page);
      await page.reload();
      await paintedAt(page);
      await page.reload({ waitUntil: "commit" });
      const reload = await paintedAt(page);
      return { answer: await countOf(page), took: { list, everything: list, reload } };
    }),
});

const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`;

const bytesUntilList = async (url: string, context: BenchContext): Promise<{ readonly comparison: Comparison; readonly listing: Listing }> => {
  const proxy = await createCountingProxy(url);
  context.finally(proxy.close);
  const { files, bytes, records } = await onNewDevice((page) => filesUntilList(page, proxy, join(process.cwd(), "dist", "app")), "block");
  return {
    comparison: { what: "code and styles until the list is usable, brotli", unit: "bytes", ours: { finished: true, sample: sampleOf([bytes]) }, peers: [], target: `≤ ${FIRST_LOAD_BYTES / 1_000} kB` },
    listing: {
      title: `What a fresh profile fetches until the customers are listed (brotli, best quality): ${kilobytes(bytes)}; and ${kilobytes(records)} of records over the websocket by then.`,
      head: ["file", "brotli"],
      rows: files.map(({ path, bytes: of }) => [path, kilobytes(of)]),
    },
  };
};

export const bench: Bench = {
  title: "First load, in Chromium",
  about:
    "The boss of the sample company opens the address of the customers in a browser with an empty profile, signs in, and waits for the list; then once more under the service worker. Relay and browser run on one machine without a network between them, in a new browser process each round (cold). The peer is the least a page can do with the same 6,680 records: fetch them as one JSON file, store them with Dexie, sort the customers by name, lay out one screen of a plain table. It has no sign-in, rights, synchronisation, search or interface, so it is a floor, not a rival.",
  peers: ["dexie", "playwright"],
  run: async (context) => {
    const server = await startServer();
    context.finally(() => server.stop());
    const page = await serveDexiePage(await rowsAt(server.url, context));
    context.finally(page.close);
    const bytes = await bytesUntilList(server.url, context);
    context.say(bytes.listing.title);
    const played = await interleave({ ours: ours(server.url), peers: [dexie(page.url)], rounds: context.rounds, warmUps: 1, patience: 180_000, say: context.say });
    return {
      checked: "how many customers the list counts once everything has arrived.",
      comparisons: [
        bytes.comparison,
        ...compare(played, [
          { what: "sign-in screen, from the start of navigation", unit: "ms", measure: "signInScreen" },
          { what: "customers painted and usable, signing in included", unit: "ms", measure: "list" },
          { what: "everything received and stored", unit: "ms", measure: "everything" },
          { what: "reload under the service worker, to the painted list", unit: "ms", measure: "reload", target: "≤ 400 ms" },
        ]),
      ],
      listings: [bytes.listing],
      remarks: ["The relay serves these bytes: the app is packed with Brotli of the best quality when it is built. The service worker fetches the rest of the app for offline use once the first screen stands: that is not counted, nothing waits for it. Neither is Dexie (27 kB), which a device without a database fetches once the list has been drawn; “everything received and stored” waits for it."],
    };
  },
};
