import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

/** Keeps Chromium from asking the outside world anything while it is tested. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
] as const;

const DISTRIBUTION = "/usr/bin/chromium";

/** `TIDEBOOK_CHROMIUM` as the test run found it, else the distribution's, else Playwright's own. */
export const chromiumPath = (): string =>
  process.env.TIDEBOOK_CHROMIUM ?? (existsSync(DISTRIBUTION) ? DISTRIBUTION : chromium.executablePath());
