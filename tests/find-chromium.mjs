import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright";
import { spawnSync } from "node:child_process";
import { root } from "../sync-server/prepare.mjs";

const INSTALLED = [
  process.env.TIDEBOOK_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const installed = () => [...INSTALLED, chromium.executablePath()].find((path) => path && existsSync(path));

const attempt = (program, args) => spawnSync(program, args, { cwd: root, stdio: "inherit" }).status === 0;

/** The Chromium that the browser tests use: one that is there, else Playwright's, else the distribution's package. */
export const findChromium = () => {
  const found = installed();
  if (found) return found;
  console.log("No Chromium here: installing one.");
  attempt(process.execPath, [join(root, "node_modules", "playwright", "cli.js"), "install", "--with-deps", "chromium"]);
  if (!installed() && process.getuid?.() === 0) {
    attempt("apt-get", ["update"]);
    attempt("apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"]);
  }
  const now = installed();
  if (now) return now;
  console.error("The browser tests need Chromium. Install it, or name one in TIDEBOOK_CHROMIUM.");
  process.exit(1);
};
