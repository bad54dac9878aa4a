import { defineConfig } from "@playwright/test";
import base from "./playwright.config.ts";

/** Takes the pictures of docs/screens anew: `npx playwright test --config tests/screens.config.ts`, after a build. */
export default defineConfig({ ...base, testDir: "./screens", testMatch: "*.ts", timeout: 240_000, use: { ...base.use, screenshot: "off" } });
