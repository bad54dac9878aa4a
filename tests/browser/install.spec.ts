import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, type Page } from "@playwright/test";
import { createCountingProxy } from "#tests/bench/harness/counting-proxy.ts";
import { FIRST_LOAD_BYTES, filesUntilList } from "#tests/bench/harness/first-files.ts";
import { go, reload, saved, LIN, LONG } from "./app.ts";
import { test } from "./office.ts";
import { DIST } from "./server.ts";

interface Manifest {
  readonly name: string;
  readonly display: string;
  readonly start_url: string;
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose?: string }[];
}

test("[D-13] the app can be installed: manifest and icons load, and a service worker controls the page from the first visit", async ({ page, office }) => {
  await page.goto(office.url());
  const href = await page.locator('link[rel="manifest"]').getAttribute("href");
  const answer = await page.request.get(new URL(href ?? "", office.url()).href);
  expect(answer.ok()).toBe(true);
  const manifest = (await answer.json()) as Manifest;
  expect(manifest).toMatchObject({ name: "Tidebook", display: "standalone", start_url: "/" });
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(["192x192", "512x512"]));
  expect(manifest.icons.some(({ purpose }) => purpose === "maskable")).toBe(true);
  for (const { src, sizes } of manifest.icons) {
    const size = await page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, src);
    // A drawing has every size; it is only to be there.
    expect(size).toMatch(sizes === "any" ? /^[1-9]\d*x[1-9]\d*$/ : new RegExp(`^${sizes}$`));
  }
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
});

test("[D-22] what a new device fetches until its first list stands keeps within its budget", async ({ browser, office }) => {
  const proxy = await createCountingProxy(office.url());
  const context = await browser.newContext({ locale: "en-US", serviceWorkers: "block" });
  const { files, bytes } = await filesUntilList(await context.newPage(), proxy, join(DIST, "app"));
  await context.close();
  await proxy.close();
  expect(files.length).toBeGreaterThan(5);
  expect(bytes, files.map((file) => `${file.path} ${file.bytes}`).join("\n")).toBeLessThanOrEqual(FIRST_LOAD_BYTES);
});

/** A build of the same sources in which every part of the app has another name, as after a change of all of them. */
const nextVersion = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "tidebook-next-"));
  cpSync(DIST, folder, { recursive: true });
  symlinkSync(fileURLToPath(new URL("../../node_modules", import.meta.url)), join(folder, "node_modules"));
  const app = join(folder, "app");
  const assets = join(app, "assets");
  const names = readdirSync(assets).filter((name) => name.endsWith(".js"));
  const renamed = (text: string): string => names.reduce((changed, name) => changed.replaceAll(name, `next-${name}`), text);
  const texts = [join(app, "index.html"), join(app, "service-worker.js"), ...readdirSync(assets).filter((name) => /\.(js|css)$/.test(name)).map((name) => join(assets, name))];
  for (const path of texts) writeFileSync(path, renamed(readFileSync(path, "utf8")));
  for (const name of names) renameSync(join(assets, name), join(assets, `next-${name}`));
  const worker = join(app, "service-worker.js");
  // The shell's fingerprint in the list of files: it has other contents now.
  writeFileSync(worker, readFileSync(worker, "utf8").replace(/"revision":"[^"]*","url":"index\.html"/, '"revision":"next","url":"index.html"'));
  return folder;
};

const versionOf = (page: Page): Promise<string> => page.evaluate(() => (document.querySelector<HTMLScriptElement>("script[data-entries]")?.dataset["entries"]?.includes("/next-") ? "next" : "first"));
const mark = (page: Page): Promise<void> => page.evaluate(() => void (document.body.dataset["mark"] = "not loaded anew"));
const isMarked = (page: Page): Promise<boolean> => page.evaluate(() => document.body.dataset["mark"] === "not loaded anew");

test("[D-14] a newer version is offered and not forced, and a tab that stays with the old one keeps working", async ({ office }) => {
  const url = office.url();
  const next = nextVersion();
  try {
    const { page: stays, context } = await office.person(LIN);
    await stays.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const takes = await context.newPage();
    await takes.goto(url);
    await expect(saved(takes)).toBeVisible({ timeout: LONG });

    await office.cutPower();
    await office.restorePower({ dist: next });
    await mark(stays);
    await reload(takes);
    const offer = takes.getByRole("button", { name: "Update now" });
    await expect(offer).toBeVisible({ timeout: LONG });
    expect(await versionOf(takes)).toBe("first");
    await expect(stays.getByRole("button", { name: "Update now" })).toBeVisible();

    await go(stays, "Reports");
    await expect(stays.getByRole("table").first()).toBeVisible();

    await offer.click();
    await expect.poll(() => versionOf(takes).catch(() => "loading")).toBe("next");
    await expect(saved(takes)).toBeVisible({ timeout: LONG });
    expect(await isMarked(stays)).toBe(true);

    await go(stays, "Recycle bin");
    await expect(stays.getByRole("heading", { name: "Recycle bin" })).toBeVisible();
    await expect(saved(stays)).toBeVisible({ timeout: LONG });
    expect(await isMarked(stays)).toBe(true);
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
});
