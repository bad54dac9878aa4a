import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, chromium, expect, type BrowserContext, type Page } from "@playwright/test";
import { signIn } from "./app.ts";
import { CHROMIUM_FLAGS, chromiumPath } from "./chromium.ts";
import { startServer, type Server, type ServerOptions, type ServerSignIn } from "./server.ts";

/** A browser of somebody's own, with storage on the disk as on a real device. */
export interface Seat {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Ends the browser as switching the computer off in the evening does. What it stored stays. */
  readonly leave: () => Promise<void>;
  /** Starts a browser on what the last one left, and opens an address in it. */
  readonly comeBack: (address: string) => Promise<Seat>;
}

/** The demo company's server and the people who work with it. */
export interface Office {
  readonly url: () => string;
  readonly person: (who: ServerSignIn) => Promise<Seat>;
  /** Ends the relay as a power failure does. */
  readonly cutPower: () => Promise<void>;
  /** Starts the relay again: same data, same address. */
  readonly restorePower: (options?: Pick<ServerOptions, "dist">) => Promise<void>;
}

/** What the browser itself says when no relay answers. */
const NO_RELAY = /Failed to load resource: net::ERR_|WebSocket connection to .* failed|ERR_CONNECTION_REFUSED/;

/** Collects what must never happen on a page: uncaught errors, and errors that were logged. */
const watchFaults = (page: Page, faults: string[]): void => {
  page.on("pageerror", (error) => faults.push(error.stack || `${error.name}: ${error.message}`));
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !NO_RELAY.test(text)) faults.push(`${text} (${message.location().url})`);
  });
};

const openOffice = async (faults: string[]): Promise<Office & { readonly close: () => Promise<void> }> => {
  let server: Server = await startServer();
  const { url, data } = server;
  const folders: string[] = [];
  const contexts = new Set<BrowserContext>();

  const sit = async (folder: string): Promise<Seat> => {
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: chromiumPath(),
      args: [...CHROMIUM_FLAGS],
      locale: "en-US",
      timezoneId: "Asia/Shanghai",
      viewport: { width: 1440, height: 900 },
    });
    contexts.add(context);
    context.on("page", (opened) => watchFaults(opened, faults));
    for (const opened of context.pages()) watchFaults(opened, faults);
    const page = context.pages()[0] ?? (await context.newPage());
    const leave = async (): Promise<void> => {
      contexts.delete(context);
      await context.close();
    };
    return {
      page,
      context,
      leave,
      comeBack: async (address) => {
        const seat = await sit(folder);
        await seat.page.goto(address);
        return seat;
      },
    };
  };

  return {
    url: () => url,
    person: async (who) => {
      const folder = mkdtempSync(join(tmpdir(), "tidebook-profile-"));
      folders.push(folder);
      const seat = await sit(folder);
      await signIn(seat.page, url, who);
      return seat;
    },
    cutPower: () => server.kill(),
    restorePower: async (options) => {
      server = await startServer({ data, port: Number(new URL(url).port), ...options });
    },
    close: async () => {
      await Promise.all([...contexts].map((context) => context.close()));
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
      await server.stop();
    },
  };
};

/** A test with an office; it fails on any error that a page met. */
export const test = base.extend<{ office: Office }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
  office: async ({}, use) => {
    const faults: string[] = [];
    const office = await openOffice(faults);
    try {
      await use(office);
    } finally {
      await office.close();
    }
    expect(faults).toEqual([]);
  },
});
