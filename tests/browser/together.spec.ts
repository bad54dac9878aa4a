import { expect, test, type Locator, type Page } from "@playwright/test";
import { startServer, type Server, type ServerSignIn } from "./server.ts";

const LIN: ServerSignIn = { account: "lin.yuhan", password: "tidebook" };

interface Manifest {
  readonly name: string;
  readonly display: string;
  readonly start_url: string;
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose?: string }[];
}

const signIn = async (page: Page, url: string, { account, password }: ServerSignIn): Promise<void> => {
  await page.goto(url);
  await page.getByLabel("Account").fill(account);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(saved(page)).toBeVisible({ timeout: 60_000 });
};

const saved = (page: Page): Locator => page.getByRole("button", { name: "Saved", exact: true });

test.describe("the demo company in the browser", () => {
  let server: Server;

  test.beforeEach(async () => {
    server = await startServer();
  });
  test.afterEach(async () => server.stop());

  test("[Y-01] the app can be installed: manifest and icons load, a service worker controls the page when it is opened again", async ({ page }) => {
    await signIn(page, server.url, LIN);
    const href = await page.locator('link[rel="manifest"]').getAttribute("href");
    const answer = await page.request.get(new URL(href ?? "", server.url).href);
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
      expect(size).toBe(sizes);
    }
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page.reload();
    await expect(saved(page)).toBeVisible();
    expect(await page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
  });
});
