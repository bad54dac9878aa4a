import { expect, type Browser, type BrowserContext, type Locator, type Page } from "@playwright/test";
import { newDeal, type Found } from "./given.ts";
import { ask, type ServerSignIn } from "./server.ts";

/** The sales director of the demo company, and a salesperson of hers. */
export const GU = { account: "gu.mingyuan", password: "tidebook", name: "顾明远" } as const;
export const LIN = { account: "lin.yuhan", password: "tidebook", name: "林雨涵" } as const;
export const WANG = { account: "wang.siqi", password: "tidebook", name: "王思齐" } as const;

/** Time for a first sync, or for coming back after the relay was gone, on a busy machine. */
export const LONG = 60_000;

/** The button in the top line that says how the device stands with the relay. */
export const badge = (page: Page, words: string | RegExp): Locator => page.getByRole("button", { name: words, exact: true });
export const saved = (page: Page): Locator => badge(page, "Saved");

/** Waits until everything is there and nothing waits to go out. */
export const settled = (page: Page): Promise<void> => expect(saved(page)).toBeVisible({ timeout: LONG });

/** Fills in the form and sends it, in whatever language it is. */
export const fillSignIn = async (page: Page, { account, password }: ServerSignIn): Promise<void> => {
  await page.locator("input[name=account]").fill(account);
  await page.locator("input[name=password]").fill(password);
  await page.locator(".sign-in-form button[type=submit]").click();
};

export const signIn = async (page: Page, address: string, who: ServerSignIn): Promise<void> => {
  await page.goto(address);
  await fillSignIn(page, who);
  await settled(page);
};

/** Somebody at a page of their own. */
export interface Colleague {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page threw and nobody caught. */
  readonly problems: readonly string[];
}

/** Signs in on a new page of a browser and waits until everything is there. */
export const arriveIn = async (context: BrowserContext, url: string, who: ServerSignIn): Promise<Colleague> => {
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(`${who.account}: ${error.stack || `${error.name}: ${error.message}`}`));
  await signIn(page, url, who);
  await expect(page.getByRole("progressbar", { name: /^Fetching/ })).toBeHidden({ timeout: LONG });
  return { page, context, problems };
};

/** The same on a device of their own, for somebody of the demo company. */
export const arrive = async (browser: Browser, url: string, account: string): Promise<Colleague> =>
  arriveIn(await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] }), url, { account, password: "tidebook" });

/** Until the page shows itself, and no longer how it looked last. */
const shown = (page: Page): Promise<void> => expect(page.locator("#picture")).toHaveCount(0);

export const visit = async (page: Page, address: string): Promise<void> => {
  await page.goto(address);
  await shown(page);
};

export const reload = async (page: Page): Promise<void> => {
  await page.reload();
  await shown(page);
};

/** The page of one record, opened by its address. */
export const openRecord = async (page: Page, url: string, id: string): Promise<Locator> => {
  await visit(page, `${url}/${id}`);
  const record = page.locator("article.record:visible");
  await expect(record).toBeVisible({ timeout: 30_000 });
  return record;
};

/** Records that Wang may read, straight from the relay. */
export const atRelay = (url: string, kind: string, where: string, columns: string): Found["rows"] =>
  (ask(url, WANG, ["list", kind, "--where", where, "--columns", columns, "--limit", "3"]) as Found).rows;

/** An open opportunity of Wang's, which the director may write too. */
export const sharedOpportunity = (url: string): string => newDeal(url, WANG, "engaging");

/** A box by its name, on the whole page or in a part of it. */
export const field = (part: Page | Locator, name: string): Locator => part.getByRole("textbox", { name, exact: true });

/** Types into a field of the open record and leaves it. */
export const write = async (page: Page, name: string, text: string): Promise<void> => {
  await field(page, name).fill(text);
  await field(page, name).press("Tab");
  await expect(field(page, name)).toHaveValue(text);
};

export const keep = async (box: Locator, value: string): Promise<void> => {
  await box.fill(value);
  await box.press("Enter");
};

/** What the device itself has stored under a name of its own, such as how a list was left; null when there is nothing. */
export const storedHere = (page: Page, name: string): Promise<string | null> =>
  page.evaluate(
    (key) =>
      new Promise<string | null>((resolve, reject) => {
        const opening = indexedDB.open("tidebook");
        opening.addEventListener("error", () => reject(opening.error));
        opening.addEventListener("success", () => {
          const asking = opening.result.transaction("local").objectStore("local").get(key);
          asking.addEventListener("success", () => {
            opening.result.close();
            resolve((asking.result as string | undefined) ?? null);
          });
        });
      }),
    name,
  );

/** The sign beside a field that somebody is in it. */
export const whoIsIn = (page: Page, name: string): Locator => page.locator(".field", { has: field(page, name) }).locator(".field__who");

export const facesHere = (page: Page, name: string): Locator => page.getByRole("list", { name: "Here now" }).getByRole("img", { name });

export const requirement = (page: Page): Locator => page.getByRole("textbox", { name: "Requirement", exact: true }).and(page.locator("[contenteditable=true]"));

/** The words of the requirement without the cursors of others, which stand between them. */
export const requirementText = (page: Page): Promise<string> =>
  requirement(page).evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement;
    for (const cursor of copy.querySelectorAll(".prose-cursor, .ProseMirror-separator")) cursor.remove();
    return (copy.textContent ?? "").replaceAll("\u2060", "");
  });

export const productLines = (page: Page): Locator => page.getByRole("table", { name: "Products" }).locator("[data-line]");

/** Adds the product that stands at `place` of the offered ones; answers its name. */
export const addProduct = async (page: Page, place: number): Promise<string> => {
  await page.getByRole("combobox", { name: "Add product" }).click();
  await expect(page.getByRole("listbox", { name: "Add product" })).toHaveAttribute("aria-busy", "false");
  const option = page.getByRole("option").nth(place);
  const name = await option.locator(".choice__label").innerText();
  await option.click();
  return name;
};

export const productNames = (page: Page): Promise<readonly string[]> =>
  productLines(page).getByRole("combobox", { name: "Product" }).evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));

/** Goes to a place by the rail. */
export const go = (page: Page, name: string): Promise<void> => page.getByRole("navigation", { name: "Main navigation" }).getByRole("link", { name, exact: true }).click();

export const timelineItem = (page: Page, words: string | RegExp): Locator => page.getByRole("region", { name: "Timeline" }).locator(".timeline-item").filter({ hasText: words });
