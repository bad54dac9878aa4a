import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { fillSignIn, go, reload, saved, visit } from "./app.ts";
import { CHROMIUM_FLAGS, chromiumPath } from "./chromium.ts";
import { ask, startEmptyServer, startServer, type Server, type ServerSignIn } from "./server.ts";

interface Rows {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

const DAY = 86_400_000;

// A script that a test answers itself counts as foreign to this machine, and may then not connect to a relay on it.
const FOREIGN_MAY_CONNECT = "--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets,BlockInsecurePrivateNetworkRequests,PrivateNetworkAccessForWorkers";
test.use({ launchOptions: { executablePath: chromiumPath(), args: [...CHROMIUM_FLAGS, FOREIGN_MAY_CONNECT] } });

/** Takes all the room that is left to the origin, down to a few bytes. */
const fillDisk = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open("filler");
    opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore("bytes", { autoIncrement: true }));
    opening.addEventListener("error", () => reject(opening.error));
    opening.addEventListener("success", () => {
      const db = opening.result;
      const fill = (size: number): void => {
        if (size < 16) {
          db.close();
          resolve();
          return;
        }
        const transaction = db.transaction("bytes", "readwrite");
        transaction.objectStore("bytes").add(crypto.getRandomValues(new Uint8Array(Math.min(size, 65_536))));
        transaction.addEventListener("complete", () => fill(size));
        transaction.addEventListener("abort", () => fill(size / 2));
      };
      fill(65_536);
    });
  });

const emptyDisk = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase("filler");
    deleting.addEventListener("success", () => resolve());
    deleting.addEventListener("error", () => reject(deleting.error));
  });

/** Runs `before` in the replica's worker ahead of everything else, as a browser does that is set up otherwise. */
const inWorker = (context: BrowserContext, before: string): Promise<unknown> =>
  context.route(/(?:replica|first)\.worker[^?]*\.js$/, (route) => route.fulfill({ contentType: "text/javascript", body: `${before};\nawait import(${JSON.stringify(`${route.request().url()}?plain`)});` }));

/** Ends the replica's worker without a word, as a browser does that runs out of memory. */
const killWorker = async (page: Page): Promise<void> => {
  const worker = page.workers().find((each) => /(?:replica|first)\.worker/.test(each.url()));
  await worker?.evaluate(() => globalThis.close());
};

/** Lets nothing of that address through until it is released. */
const hold = async (page: Page, address: RegExp): Promise<() => void> => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(address, async (route) => {
    await held;
    await route.continue();
  });
  return release;
};

test.describe("what goes wrong on a device", () => {
  let server: Server;
  let admin: ServerSignIn;
  let folder: string;
  let context: BrowserContext;

  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "tidebook-faults-"));
    ({ server, admin } = await startEmptyServer());
  });
  test.afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  test.afterEach(async () => context.close());

  const restart = async (): Promise<void> => {
    server = await startServer({ data: server.data, port: Number(new URL(server.url).port) });
  };

  const customer = (name: string): Readonly<Record<string, unknown>> | undefined => (ask(server.url, admin, ["list", "customer", "--columns", "name,phone,sector,website"]) as Rows).rows.find((row) => row["name"] === name);

  /** A customer of the given name, opened in a browser of its own. */
  const open = async (browser: Browser, name: string, prepare: (context: BrowserContext) => Promise<unknown> = async () => undefined): Promise<Page> => {
    const file = join(folder, "customer.csv");
    writeFileSync(file, `name\n${name}\n`);
    ask(server.url, admin, ["import", file, "--as", "customer"]);
    context = await browser.newContext({ serviceWorkers: "block" });
    await prepare(context);
    const page = await context.newPage();
    await page.goto(`${server.url}/customer`);
    await fillSignIn(page, admin);
    await page.getByText(name, { exact: true }).first().click();
    await expect(page.getByRole("textbox", { name: "Phone" })).toBeVisible();
    return page;
  };

  const type = async (page: Page, field: string, text: string): Promise<void> => {
    await page.getByRole("textbox", { name: field, exact: true }).fill(text);
    await page.keyboard.press("Enter");
  };

  test("[A-02] a wrong password is told, and too many tries say how long to wait, in the reader's language", async ({ browser }) => {
    context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(server.url);
    const wrong = { account: "nobody.here", password: "not-the-password" };
    await fillSignIn(page, wrong);
    await expect(page.getByRole("alert")).toHaveText("That account and password do not go together. Check both and try again.");
    for (let tries = 1; tries < 5; tries++) await page.request.post(`${server.url}/api/session`, { data: wrong });
    // The first waits are short: on a busy machine one may be over before the form is filled in.
    await expect(async () => {
      await fillSignIn(page, wrong);
      await expect(page.getByRole("alert")).toHaveText(/^Too many tries\. Wait \d+ seconds?, then try again\.$/, { timeout: 2_000 });
    }).toPass();
    await expect(page.getByLabel("Account")).toHaveValue(wrong.account);
    await page.evaluate(() => localStorage.setItem("tidebook.locale", "zh-CN"));
    await page.reload();
    await page.locator("input[name=account]").fill(wrong.account);
    await page.locator("input[name=password]").fill(wrong.password);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toHaveText(/账号|尝试次数过多/);
  });

  test("[D-12] a network that goes is noticed before an idle connection would be asked, and one that comes back at once", async ({ browser }) => {
    const page = await open(browser, "Tunnel Ltd");
    /* What plans changes is on the device once one has been made. */
    await type(page, "Sector", "before the tunnel");
    await expect.poll(() => customer("Tunnel Ltd")?.["sector"]).toBe("before the tunnel");
    await expect(saved(page)).toBeVisible();
    await page.context().setOffline(true);
    await expect(page.getByRole("button", { name: "Offline" })).toBeVisible({ timeout: 15_000 });
    await type(page, "Phone", "in the tunnel");
    await expect(page.getByRole("button", { name: "Offline · 1 change waiting" })).toBeVisible();
    await page.context().setOffline(false);
    await expect(saved(page)).toBeVisible();
    expect(customer("Tunnel Ltd")).toMatchObject({ phone: "in the tunnel", sector: "before the tunnel" });
  });

  test("[D-10] a session that has ended asks to sign in again; what waited goes out afterwards", async ({ browser }) => {
    const page = await open(browser, "Session Ltd");
    await expect(saved(page)).toBeVisible();
    await server.stop("keep");
    await type(page, "Phone", "offline 1");
    await expect(page.getByRole("button", { name: "Offline · 1 change waiting" })).toBeVisible();
    // The session ends where the device cannot see it: it is told once the relay is back.
    const elsewhere = await startServer({ data: server.data });
    const done = await page.request.delete(`${elsewhere.url}/api/session`);
    await elsewhere.stop("keep");
    expect(done.ok()).toBe(true);
    await restart();
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await expect(page.getByText("Your session has ended. Your work is kept on this device and goes out once you sign in again.")).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("button", { name: "Sign in to send" })).toBeVisible();
    await type(page, "Sector", "typed after the end");
    await page.getByRole("textbox", { name: "Website" }).fill("half typed");
    await page.getByRole("status").getByRole("button", { name: "Sign in" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Account").fill(admin.account);
    await dialog.getByLabel("Password").fill(admin.password);
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await expect(saved(page)).toBeVisible();
    await expect(dialog).toBeHidden();
    expect(customer("Session Ltd")).toMatchObject({ phone: "offline 1", sector: "typed after the end" });
  });

  test("[A-21] [A-22] [A-24] a passkey made in Settings signs its person in again, and the second factor is set up by a QR code", async ({ browser }) => {
    context = await browser.newContext({ serviceWorkers: "block" });
    const page = await context.newPage();
    const authenticator = await context.newCDPSession(page);
    await authenticator.send("WebAuthn.enable");
    const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } as const;
    await authenticator.send("WebAuthn.addVirtualAuthenticator", { options });
    // The virtual authenticator answers by itself what is offered beside the account's name: the button is what is tested.
    await context.addInitScript("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
    const address = new URL(server.url);
    address.hostname = "localhost";
    await page.goto(`${address.origin}/settings`);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(page.getByRole("alert")).toHaveText(/^No passkey was used/);
    await fillSignIn(page, admin);
    await expect(saved(page)).toBeVisible();
    await page.getByRole("button", { name: "Add a passkey" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Current password").fill(admin.password);
    await dialog.getByRole("textbox", { name: "Name" }).fill("Desk");
    await dialog.getByRole("button", { name: "Add a passkey" }).click();
    const passkey = page.getByRole("table", { name: "Passkeys" }).getByRole("row").nth(1);
    await expect(passkey.getByRole("textbox", { name: "Name" })).toHaveValue("Desk");
    await expect(passkey).toContainText("Not yet");

    const factor = page.getByRole("region", { name: "Second factor" });
    await factor.getByLabel("Current password").fill(admin.password);
    await factor.getByRole("button", { name: "Set up" }).click();
    await expect(factor.getByRole("img", { name: "QR code of the key below" })).toBeVisible();

    await page.request.delete(`${address.origin}/api/session`);
    await page.getByRole("status").getByRole("button", { name: "Sign in" }).click();
    await dialog.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(saved(page)).toBeVisible();
    await expect(dialog).toBeHidden();
    await go(page, "Accounts");
    await page.getByRole("tab", { name: "Sign-ins" }).click();
    await expect(page.getByRole("row").nth(1)).toContainText("Signed in by passkey");
  });

  test("[A-13] [A-20] [OG-12] an invitation lets a colleague in, the log says so, and the device they leave behind is emptied from afar", async ({ browser }) => {
    const file = join(folder, "people.csv");
    writeFileSync(file, "name,account\nMia Park,mia\n");
    ask(server.url, admin, ["import", file, "--as", "user"]);
    const office = await browser.newContext({ serviceWorkers: "block" });
    const desk = await office.newPage();
    await desk.goto(`${server.url}/accounts`);
    await fillSignIn(desk, admin);
    await desk.getByRole("button", { name: "Account of Mia Park" }).click();
    await desk.getByRole("menuitem", { name: "Invite" }).click();
    const link = await desk.getByRole("dialog").locator("code").innerText();

    context = await browser.newContext({ serviceWorkers: "block" });
    const tablet = await context.newPage();
    const asked: string[] = [];
    tablet.on("request", (request) => asked.push(request.url()));
    await tablet.goto(link);
    await tablet.getByLabel("New password").fill("a password of my own");
    await tablet.getByRole("button", { name: "Set password and sign in" }).click();
    await expect(saved(tablet)).toBeVisible();
    const secret = new URL(link).hash.slice(1);
    expect([...asked.map((url) => url.split("#", 1)[0]), tablet.url()].filter((url) => url?.includes(secret))).toEqual([]);

    await desk.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
    await desk.getByRole("tab", { name: "Sign-ins" }).click();
    await expect(desk.getByRole("row").filter({ hasText: "Mia Park" })).toHaveText([/mia.*Sales.*Signed in/, /mia.*Sales.*Password set by invitation/]);
    await desk.getByRole("tab", { name: "Devices" }).click();
    await desk.getByRole("row").filter({ hasText: "Mia Park" }).getByRole("button", { name: "Empty this device" }).click();
    await desk.getByRole("dialog").getByRole("button", { name: "Empty this device" }).click();
    await expect(tablet.getByText("An administrator had this device emptied.")).toBeVisible({ timeout: 15_000 });
    const kept = () =>
      tablet.evaluate(async () => {
        const names = (await indexedDB.databases()).map(({ name }) => name ?? "");
        const counts = names.map(
          (name) =>
            new Promise<number>((resolve, reject) => {
              const opening = indexedDB.open(name);
              opening.addEventListener("error", () => reject(opening.error));
              opening.addEventListener("success", () => {
                const stores = [...opening.result.objectStoreNames];
                const transaction = opening.result.transaction(stores);
                const asking = stores.map((store) => transaction.objectStore(store).count());
                transaction.addEventListener("complete", () => {
                  opening.result.close();
                  resolve(asking.reduce((sum, { result }) => sum + result, 0));
                });
              });
            }),
        );
        return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
      });
    await expect.poll(kept).toBe(0);
    await office.close();
  });

  test("[C-03] a clock that is a day off is told; changes count, and a later one still wins", async ({ browser }) => {
    const shift = `{ const Real = Date; const off = ${DAY}; const now = () => Real.now() + off; globalThis.Date = class extends Real { constructor(...given) { given.length === 0 ? super(now()) : super(...given); } static now() { return now(); } }; }`;
    const page = await open(browser, "Clock Ltd", async (fresh) => {
      await fresh.addInitScript({ content: shift });
      await inWorker(fresh, shift);
    });
    await expect(page.getByText("The clock of this device is 1 day off.")).toBeVisible();
    await type(page, "Phone", "from tomorrow");
    await expect.poll(() => customer("Clock Ltd")).toMatchObject({ phone: "from tomorrow" });
    const file = join(folder, "later.csv");
    writeFileSync(file, "name,phone\nClock Ltd,from today\n");
    const map = join(folder, "later.json");
    writeFileSync(map, JSON.stringify({ version: 1, entity: "customer", key: ["name"], columns: [{ heading: "name", to: "name" }, { heading: "phone", to: "phone" }] }));
    ask(server.url, admin, ["import", file, "--map", map]);
    await expect(page.getByRole("textbox", { name: "Phone" })).toHaveValue("from today");
  });

  test("[D-08] a full disk is told with what to do; changes reach the relay and are stored once there is room", async ({ browser }) => {
    const page = await open(browser, "Quota Ltd", async (fresh) => {
      const blank = await fresh.newPage();
      const devtools = await fresh.newCDPSession(blank);
      await devtools.send("Storage.overrideQuotaForOrigin", { origin: server.url, quotaSize: 4_000_000 });
    });
    await expect(saved(page)).toBeVisible();
    await page.evaluate(fillDisk);
    await type(page, "Phone", "on a full disk");
    await expect(page.getByText(/^This device has no room left\. What you type now goes to the server/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Storage problem" })).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Phone" })).toHaveValue("on a full disk");
    await expect.poll(() => customer("Quota Ltd")?.["phone"]).toBe("on a full disk");
    await page.evaluate(emptyDisk);
    await expect(saved(page)).toBeVisible({ timeout: 60_000 });
    await server.stop("keep");
    await type(page, "Sector", "kept offline");
    await expect(page.getByRole("button", { name: "Offline · 1 change waiting" })).toBeVisible();
    await restart();
    await reload(page);
    await expect(page.getByRole("textbox", { name: "Sector" })).toHaveValue("kept offline");
    await expect(page.getByRole("textbox", { name: "Phone" })).toHaveValue("on a full disk");
  });

  test("[D-08] [D-21] a browser that says it has no database and then refuses to make one works in memory, and warns", async ({ browser }) => {
    const refuse = `Object.defineProperty(globalThis, "indexedDB", { value: { databases: async () => [], open() { throw new DOMException("refused", "SecurityError"); }, cmp: () => 0 } })`;
    const page = await open(browser, "Late Ltd", (fresh) => inWorker(fresh, refuse));
    await expect(page.getByText(/^This browser refuses to keep data on the device/)).toBeVisible();
    await type(page, "Phone", "in memory");
    await expect.poll(() => customer("Late Ltd")).toMatchObject({ phone: "in memory" });
  });

  test("[D-08] a browser that refuses storage works in memory, warns, and asks before unsent changes are closed away", async ({ browser }) => {
    const refuse = `Object.defineProperty(globalThis, "indexedDB", { value: { open() { throw new DOMException("refused", "SecurityError"); }, cmp: () => 0 } })`;
    const page = await open(browser, "Private Ltd", async (fresh) => {
      await fresh.addInitScript({ content: refuse });
      await inWorker(fresh, refuse);
    });
    await expect(page.getByText(/^This browser refuses to keep data on the device .* Everything not sent is gone when the window closes\.$/)).toBeVisible();
    await type(page, "Phone", "in memory");
    await expect.poll(() => customer("Private Ltd")).toMatchObject({ phone: "in memory" });
    await server.stop("keep");
    await type(page, "Phone", "not sent");
    await expect(page.getByRole("button", { name: "Offline · 1 change waiting" })).toBeVisible();
    const asked = page.waitForEvent("dialog");
    const closing = page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.dismiss();
    await closing;
    await restart();
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await expect(saved(page)).toBeVisible({ timeout: 60_000 });
    expect(customer("Private Ltd")).toMatchObject({ phone: "not sent" });
  });

  test("[D-16] a worker that is killed is started again; what was typed stays where it stands", async ({ browser }) => {
    const page = await open(browser, "Crash Ltd");
    await type(page, "Phone", "kept before");
    await page.getByRole("textbox", { name: "Website" }).fill("half typed");
    await killWorker(page);
    await expect(page.getByText("Tidebook had to restart in the background. Your work is kept.")).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Website" })).toHaveValue("half typed");
    await page.getByRole("textbox", { name: "Website" }).press("Enter");
    await expect.poll(() => customer("Crash Ltd")).toMatchObject({ phone: "kept before", website: "half typed" });
    await page.getByRole("link", { name: "Products", exact: true }).click();
    await expect(page.getByText("No Products yet")).toBeVisible();
  });

  test("[D-20] what was shown last stands before the page's script has run and before the worker answers, works once it does, and goes with whoever signs out", async ({ browser }) => {
    const page = await open(browser, "Early Ltd");
    await expect(saved(page)).toBeVisible();
    await visit(page, `${server.url}/customer`);
    const row = page.getByRole("row").filter({ hasText: "Early Ltd" });
    await expect(row).toBeVisible();
    await expect(page.getByRole("grid")).toHaveAttribute("aria-busy", "false");
    await expect(saved(page)).toBeVisible();
    const keptKeys = (): Promise<readonly string[]> => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("tidebook.kept ")));
    await expect.poll(async () => (await keptKeys()).some((key) => key.includes('list [{"kind":"customer"'))).toBe(true);
    await expect.poll(async () => (await keptKeys()).some((key) => key.endsWith("picture /customer")), { timeout: 20_000 }).toBe(true);
    const picture = page.locator("#picture");
    const releaseScript = await hold(page, /\/assets\/page-[^/]*\.js/);
    await page.reload({ waitUntil: "commit" });
    await expect(picture.getByText("Early Ltd", { exact: true }).first()).toBeVisible();
    await expect(page.locator("#root > *")).toHaveCount(0);
    releaseScript();
    await expect(picture).toHaveCount(0);
    await expect(row).toBeVisible();
    await expect(page.getByRole("grid")).toHaveAttribute("aria-busy", "false");
    const releaseWorker = await hold(page, /\/(?:replica|first)\.worker[^/]*\.js/);
    await page.reload();
    await expect(row).toBeVisible();
    await expect(page.getByRole("grid")).toHaveAttribute("aria-busy", "true");
    releaseWorker();
    await expect(page.getByRole("grid")).toHaveAttribute("aria-busy", "false");
    await page.getByText("Early Ltd", { exact: true }).first().click();
    await type(page, "Phone", "021-1");
    await expect.poll(() => customer("Early Ltd")?.["phone"]).toBe("021-1");
    await expect(saved(page)).toBeVisible();
    await page.locator(".top__me").click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page.locator(".sign-in-form")).toBeVisible();
    expect(await keptKeys()).toEqual([]);
  });

  test("[D-16] words typed into a long text at the moment the worker dies are there afterwards, and go out", async ({ browser }) => {
    const page = await open(browser, "Words Ltd");
    const file = join(folder, "deal.csv");
    writeFileSync(file, "subject,customer\nWords deal,Words Ltd\n");
    ask(server.url, admin, ["import", file, "--as", "opportunity"]);
    await page.getByRole("link", { name: "Opportunities", exact: true }).click();
    await page.getByText("Words deal", { exact: true }).first().click();
    const text = page.getByRole("textbox", { name: "Requirement" });
    await expect(text).toBeEditable();
    await text.click();
    await page.keyboard.type("before, ");
    await page.keyboard.insertText("at the moment, ");
    await killWorker(page);
    await page.keyboard.insertText("after");
    await expect(page.getByText("Tidebook had to restart in the background. Your work is kept.")).toBeVisible();
    await expect(text).toHaveText("before, at the moment, after");
    await expect(text).toBeFocused();
    await expect.poll(() => (ask(server.url, admin, ["list", "opportunity", "--columns", "subject,requirement"]) as Rows).rows[0]?.["requirement"]).toBe("before, at the moment, after");
  });

  test("[O-05] a relay killed while hundreds of changes go out gets each of them once", async ({ browser }) => {
    test.setTimeout(180_000);
    const count = 1_200;
    const page = await open(browser, "Push Ltd");
    await expect(saved(page)).toBeVisible();
    await page.getByRole("link", { name: "Import", exact: true }).click();
    const text = `name,series,sales price\n${Array.from({ length: count }, (_, at) => `Pushed ${at},S,${at + 1}`).join("\n")}\n`;
    await page.locator("input[type=file]").first().setInputFiles({ name: "pushed.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await expect(page.getByRole("button", { name: "Check the file" })).toBeVisible();
    await server.kill();
    await page.getByRole("button", { name: "Check the file" }).click();
    await page.getByRole("button", { name: "Import 1,200 records" }).click();
    await expect(page.getByText(/Imported: 1,200 new/).first()).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("button", { name: "Offline · 1,200 changes waiting" })).toBeVisible();
    await restart();
    await page.evaluate(() => dispatchEvent(new Event("online")));
    // It may be over soon: watched from frame to frame.
    await page.getByRole("button", { name: "Saving", exact: true }).waitFor({ timeout: 60_000 });
    await server.kill();
    await expect(page.getByRole("button", { name: /^Offline/ })).toBeVisible();
    await restart();
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await expect(saved(page)).toBeVisible({ timeout: 90_000 });
    const names = (ask(server.url, admin, ["list", "product"]) as Rows).rows.map((row) => String(row["name"])).filter((name) => name.startsWith("Pushed "));
    expect(names).toHaveLength(count);
    expect(new Set(names).size).toBe(count);
  });
});
