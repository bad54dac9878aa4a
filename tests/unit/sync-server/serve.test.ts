import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { docId } from "#domain/id.ts";
import { parseDown, type Down } from "#domain/protocol/down.ts";
import { encodeFrame } from "#domain/protocol/frame.ts";
import { PROTOCOL } from "#domain/protocol/parts.ts";
import { createEmptyWorkspace } from "#sync-server/create-workspace.ts";
import { seedCommit } from "#sync-server/seed.ts";
import { systemClock, systemRandom, type Served } from "#sync-server/serve.ts";
import { createSqliteStorage } from "#sync-server/storage/sqlite.ts";
import { serveHere } from "#tests/served.ts";
import { ACME, ANNA, BEN, BOLT, BOSS, COMPANY } from "./company.ts";

let folder: string;
let served: Served;

const start = async (port = 0) =>
  serveHere({
    storage: createSqliteStorage(join(folder, "relay.sqlite")),
    port,
    app: join(folder, "app"),
    prepare: async (relay, accounts) => {
      if ((await relay.read(async ({ head }) => head)) > 0) return;
      await relay.seed((counters) => seedCommit(counters, COMPANY));
      for (const user of [ANNA, BOSS, BEN]) await accounts.setPassword(user, `password of ${user}`, user === BEN);
    },
  });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tidebook-serve-"));
  mkdirSync(join(folder, "app", "assets"), { recursive: true });
  writeFileSync(join(folder, "app", "index.html"), "<title>Tidebook</title>");
  writeFileSync(join(folder, "app", "assets", "app-1234.js"), `"${"x".repeat(4_000)}"`);
  writeFileSync(join(folder, "secret.txt"), "secret");
  served = await start();
});

afterEach(async () => {
  await served.stop();
  rmSync(folder, { recursive: true });
});

const call = async (method: string, path: string, { body, cookie, origin }: { body?: unknown; cookie?: string; origin?: string } = {}) => {
  const response = await fetch(`http://127.0.0.1:${served.port}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(cookie === undefined ? {} : { cookie }),
      ...(origin === undefined ? {} : { origin }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const setCookie = response.headers.get("set-cookie") ?? "";
  return { status: response.status, json: text === "" ? null : (JSON.parse(text) as Record<string, unknown>), setCookie, cookie: setCookie.split(";")[0] ?? "" };
};

const signIn = async (account: string, password = `password of user/${account}`) => call("POST", "/api/session", { body: { account, password } });

const connect = async (cookie: string) => {
  const { json } = await call("POST", "/api/ticket", { cookie });
  const socket = new WebSocket(`ws://127.0.0.1:${served.port}/sync`);
  const received: Down[] = [];
  const waiting: { type: Down["type"]; resolve: (message: Down) => void }[] = [];
  let closeCode = 0;
  const closed = new Promise<number>((resolve) => socket.on("close", (code) => resolve((closeCode = code))));
  socket.on("message", (data: Buffer) => {
    const parsed = parseDown(new Uint8Array(data));
    if (!parsed.ok) throw new Error(parsed.error.reason);
    received.push(parsed.value);
    for (const [index, one] of waiting.entries()) {
      if (one.type !== parsed.value.type) continue;
      waiting.splice(index, 1);
      one.resolve(parsed.value);
      break;
    }
  });
  await new Promise((resolve) => socket.once("open", resolve));
  socket.send(encodeFrame({ type: "hello", protocol: PROTOCOL, ticket: json?.ticket, device: null, deviceKey: null, cursor: 0, scopes: [], now: Date.now() }));
  const next = <T extends Down["type"]>(type: T) =>
    new Promise<Extract<Down, { type: T }>>((resolve) => {
      const found = received.find((message) => message.type === type);
      if (found) resolve(found as Extract<Down, { type: T }>);
      else waiting.push({ type, resolve: (message) => resolve(message as Extract<Down, { type: T }>) });
    });
  return { socket, received, next, closed, code: () => closeCode };
};

describe("sign-in", () => {
  it("[A-01] a right password opens a session in a cookie that scripts and other sites do not get", async () => {
    const right = await signIn(" Anna ", "password of user/anna");
    expect(right).toMatchObject({ status: 200, json: { id: ANNA, name: "anna", mustChange: false } });
    expect(right.setCookie).toMatch(/HttpOnly/);
    expect(right.setCookie).toMatch(/SameSite=Strict/);
    expect((await call("GET", "/api/session", { cookie: right.cookie })).json).toMatchObject({ id: ANNA });
    expect((await call("DELETE", "/api/session", { cookie: right.cookie })).status).toBe(204);
    expect(await call("GET", "/api/session", { cookie: right.cookie })).toMatchObject({ status: 401, json: { code: "signedOut" } });
  });

  it("[A-02] wrong passwords and unknown accounts get the same answer, and more of them must wait", async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await signIn("anna", "wrong")).toMatchObject({ status: 401, json: { code: "wrongPassword" } });
    expect(await signIn("anna")).toMatchObject({ status: 429, json: { code: "tooManyTries" } });
    expect(await signIn("nobody", "wrong")).toMatchObject({ status: 401, json: { code: "wrongPassword" } });
    expect((await signIn("boss")).status).toBe(200);
  });

  it("[A-03] a password that somebody else gave is changed before anything else", async () => {
    const ben = await signIn("ben");
    expect(ben.json).toMatchObject({ mustChange: true });
    expect(await call("POST", "/api/ticket", { cookie: ben.cookie })).toMatchObject({ status: 403, json: { code: "mustChangePassword" } });
    const change = (current: string, next: string) => call("POST", "/api/password", { cookie: ben.cookie, body: { current, next } });
    expect(await change("wrong", "a better one")).toMatchObject({ status: 401, json: { code: "wrongPassword" } });
    expect(await change("password of user/ben", "short")).toMatchObject({ status: 422, json: { code: "weakPassword" } });
    const elsewhere = await signIn("ben");
    const changed = await change("password of user/ben", "a better one");
    expect(changed.status).toBe(204);
    expect((await call("POST", "/api/ticket", { cookie: ben.cookie })).status).toBe(401);
    expect((await call("POST", "/api/ticket", { cookie: changed.cookie })).status).toBe(200);
    expect((await call("GET", "/api/session", { cookie: elsewhere.cookie })).status).toBe(401);
  });

  it("[A-04] an administrator gives a new password, others do not", async () => {
    const [anna, boss] = [await signIn("anna"), await signIn("boss")];
    expect((await call("POST", "/api/accounts/reset", { cookie: anna.cookie, body: { user: BEN } })).json).toEqual({ code: "denied" });
    const reset = await call("POST", "/api/accounts/reset", { cookie: boss.cookie, body: { user: ANNA } });
    expect((await call("GET", "/api/session", { cookie: anna.cookie })).status).toBe(401);
    expect(await signIn("anna", String(reset.json?.password))).toMatchObject({ status: 200, json: { mustChange: true } });
  });

  it("[A-05] requests from pages of other sites are turned away, also to the websocket", async () => {
    const origin = "https://evil.example";
    expect((await call("POST", "/api/session", { body: { account: "anna", password: "x" }, origin })).json).toEqual({ code: "foreignOrigin" });
    const socket = new WebSocket(`ws://127.0.0.1:${served.port}/sync`, { origin });
    const outcome = await new Promise((resolve) => socket.once("error", (error) => resolve(error.message)));
    expect(outcome).toContain("403");
  });

  it("[A-06] bodies that are no JSON, too large or of another shape are answered with a reason", async () => {
    const raw = async (body: string, type: string) => {
      const response = await fetch(`http://127.0.0.1:${served.port}/api/session`, { method: "POST", body, headers: { "content-type": type } });
      return ((await response.json()) as { code: string }).code;
    };
    expect(await raw("{", "application/json")).toBe("badRequest");
    expect(await raw('{"account":1}', "application/json")).toBe("badRequest");
    expect(await raw("account=anna", "application/x-www-form-urlencoded")).toBe("badRequest");
    expect(await raw(`"${"x".repeat(20_000)}"`, "application/json")).toBe("tooLarge");
    expect((await call("PUT", "/api/session")).json).toEqual({ code: "notAllowed" });
    expect((await call("GET", "/api/nothing")).json).toEqual({ code: "notFound" });
  });
});

describe("the app", () => {
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`http://127.0.0.1:${served.port}${path}`, { headers });

  it("[A-07] deep links get the app's page, assets are cached for good, the page is asked for again", async () => {
    const page = await get("/opportunity/abc");
    expect(await page.text()).toContain("Tidebook");
    expect(page.headers.get("cache-control")).toBe("no-cache");
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self';");
    const asset = await get("/assets/app-1234.js");
    expect(asset.headers.get("cache-control")).toContain("immutable");
    expect(asset.headers.get("content-encoding")).toBe("gzip");
    expect((await asset.text()).length).toBe(4_002);
    expect((await get("/assets/app-1234.js", { "if-none-match": asset.headers.get("etag") ?? "" })).status).toBe(304);
    expect((await get("/assets/missing.js")).status).toBe(404);
    for (const [accepted, given] of [["gzip, deflate, br", "br"], ["gzip, br;q=0", "gzip"], ["gzip, deflate", "gzip"], ["identity", null]] as const) {
      const packed = await get("/assets/app-1234.js", { "accept-encoding": accepted });
      expect(packed.headers.get("content-encoding")).toBe(given);
      expect((await packed.text()).length).toBe(4_002);
    }
  });

  it("[A-07] nothing outside the app's folder is served", async () => {
    const raw = (path: string) =>
      new Promise<string>((resolve, reject) => {
        const request = httpRequest({ host: "127.0.0.1", port: served.port, path }, (response) => {
          let body = "";
          response.on("data", (chunk: Buffer) => (body += chunk.toString()));
          response.on("end", () => resolve(body));
        });
        request.on("error", reject);
        request.end();
      });
    for (const path of ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "/%00", "/%"]) expect(await raw(path)).not.toContain("secret");
  });
});

describe("websockets", () => {
  it("[A-09][CU-18] a customer's full name tells everybody that it is taken and by whom, and only its readers where it is", async () => {
    const cookieOf = async (account: string) => (await signIn(account)).cookie;
    const [anna, boss] = [await cookieOf("anna"), await cookieOf("boss")];
    const find = async (cookie: string, text: string, kind = "customer") => (await call("POST", "/api/collisions", { cookie, body: { kind, text } })).json;
    expect(await find(boss, " ＢＯＬＴ ")).toEqual([{ title: "Bolt", owner: "other", id: BOLT }]);
    expect(await find(anna, "Bolt Ltd.")).toEqual([{ title: "Bolt", owner: "other", id: null }]);
    expect(await find(anna, "Bol")).toEqual([]);
    expect(await find(anna, "Pump", "product")).toEqual([]);
    expect((await call("POST", "/api/collisions", { body: { kind: "customer", text: "Bolt" } })).status).toBe(401);
  });

  it("[F-12] a device signs in, catches up and pushes over a real socket, durable in SQLite", async () => {
    const anna = await connect((await signIn("anna")).cookie);
    const welcome = await anna.next("welcome");
    const page = await anna.next("page");
    expect(welcome.person).toBe(ANNA);
    expect(page.entries.map(({ doc }) => doc)).toContain(docId(ACME));
    const ending = anna.closed;
    const { port } = served;
    await served.stop();
    expect(await ending).toBe(4503);
    served = await start(port);
    expect((await served.relay.storage.documents([docId(ACME)]))[0]?.row.name).toBe("Acme");
    expect((await signIn("anna")).status).toBe(200);
  });

  it("[H-06] text frames and oversized frames end one connection with a reason, others go on", async () => {
    const { cookie } = await signIn("anna");
    const [one, two, three] = [await connect(cookie), await connect(cookie), await connect(cookie)];
    for (const device of [one, two, three]) await device.next("welcome");
    one.socket.send("hello");
    expect(await one.closed).toBe(4400);
    two.socket.send(new Uint8Array(2_000_000));
    expect(await two.closed).toBe(1009);
    three.socket.send(encodeFrame({ type: "askHistory", request: 1, record: ACME, before: null, limit: 5 }));
    expect((await three.next("history")).entries).toHaveLength(1);
    three.socket.close();
  });

  it("[A-08] an empty workspace has one administrator with a password for one use", async () => {
    await served.stop();
    let password = "";
    served = await serveHere({
      storage: createSqliteStorage(join(folder, "empty.sqlite")),
      prepare: async (relay, accounts) => {
        const [admin] = await createEmptyWorkspace({ relay, accounts, clock: systemClock, random: systemRandom });
        password = admin?.password ?? "";
      },
    });
    expect(await signIn("admin", password)).toMatchObject({ status: 200, json: { mustChange: true } });
  });
});
