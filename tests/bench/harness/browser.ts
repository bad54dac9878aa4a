import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium, type BrowserContext, type Page } from "playwright";
import { CHROMIUM_FLAGS, chromiumPath } from "#tests/browser/chromium.ts";
import type { BenchContext } from "./bench.ts";
import { freePort } from "./process.ts";

const makeProfile = (): string => mkdtempSync(join(tmpdir(), "tidebook-bench-"));
const removeProfile = (profile: string): void => rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });

/** A folder for the profile of one device. It goes with the benchmark. */
export const newProfile = ({ finally: atEnd }: BenchContext): string => {
  const profile = makeProfile();
  atEnd(() => removeProfile(profile));
  return profile;
};

export const openBrowser = (profile: string, serviceWorkers: "allow" | "block" = "allow"): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, { executablePath: chromiumPath(), args: [...CHROMIUM_FLAGS], viewport: { width: 1_440, height: 900 }, locale: "en", serviceWorkers });

/** A browser process of its own on a profile that stays. */
export const inBrowser = async <T>(profile: string, work: (page: Page, context: BrowserContext) => Promise<T>, serviceWorkers: "allow" | "block" = "allow"): Promise<T> => {
  const context = await openBrowser(profile, serviceWorkers);
  try {
    return await work(context.pages()[0] ?? (await context.newPage()), context);
  } finally {
    await context.close();
  }
};

/** A browser process with a profile of its own, as on a device that has never seen the app. */
export const onNewDevice = async <T>(work: (page: Page, context: BrowserContext) => Promise<T>, serviceWorkers: "allow" | "block" = "allow"): Promise<T> => {
  const profile = makeProfile();
  try {
    return await inBrowser(profile, work, serviceWorkers);
  } finally {
    removeProfile(profile);
  }
};

/** A browser over the same profile that nobody but the given work drives, by way of Chromium's debugging port. */
export const withBareBrowser = async <T>(profile: string, work: (port: number) => Promise<T>): Promise<T> => {
  const port = await freePort();
  const child = spawn(chromiumPath(), [...CHROMIUM_FLAGS, "--headless=new", "--lang=en", `--user-data-dir=${profile}`, `--remote-debugging-port=${port}`, "about:blank"], { stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  try {
    for (let tries = 0; !(await fetch(`http://127.0.0.1:${port}/json/version`).catch(() => null)); tries += 1) {
      if (tries > 300 || child.exitCode !== null) throw new Error("Chromium does not answer");
      await sleep(100);
    }
    return await work(port);
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
};
