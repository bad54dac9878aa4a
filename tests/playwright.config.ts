import { defineConfig } from "@playwright/test";
import { CHROMIUM_FLAGS, chromiumPath } from "./browser/chromium.ts";

export default defineConfig({
  testDir: "./browser",
  testMatch: "**/*.spec.ts",
  outputDir: "../test-results",
  fullyParallel: false,
  workers: 2,
  // Browsers on a busy machine are late now and then: whatever needs its second try is named at the end of `npm test`. Where several devices
  // meet a test has one try: what goes wrong there now and then is what it looks for.
  retries: 1,
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  use: {
    locale: "en-US",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: chromiumPath(), args: [...CHROMIUM_FLAGS] },
    screenshot: "only-on-failure",
  },
});
