import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { createKeySource, docId } from "#domain/id.ts";
import { hlcOf } from "#domain/record/hlc.ts";
import { CLIENT_IDS } from "#domain/protocol/down/welcome.ts";
import { systemRandom } from "#sync-server/serve.ts";
import { ACME, ANNA, BEN, DEAL } from "#tests/unit/sync-server/company.ts";
import { openFrontDoor, type Device, type FrontDoor } from "./front-door.ts";

let door: FrontDoor;
beforeEach(async () => {
  door = await openFrontDoor();
});
afterEach(() => door.served.stop());

interface Line {
  readonly id: string;
  readonly person: string;
  readonly device: number | null;
  readonly online: boolean;
  readonly here: boolean;
  readonly state: string;
  readonly seen: number;
}
const linesOf = async (cookie: string, path = "/api/devices"): Promise<readonly Line[]> => (await door.ask("GET", path, { cookie })).json as unknown as readonly Line[];
const post = (path: string, cookie: string, body: object = {}) => door.ask("POST", path, { cookie, body });
const statusOf = async (cookie: string): Promise<number> => (await door.ask("GET", "/api/session", { cookie })).status;

const greeted = async (cookie: string): Promise<Device> => {
  const device = await door.connect(cookie);
  await device.next("page");
  return device;
};

/** A record socket of a stock client, opened through the session of `cookie`. */
const openRecord = async (cookie: string): Promise<Promise<number>[]> => {
  const { json } = await door.ask("POST", "/api/yjs-token", { cookie, body: { record: DEAL } });
  const record = await door.openRecord(String(json["token"]), DEAL);
  await record.opened;
  return [record.closed];
};

describe("a person's devices", () => {
  it("[A-12] are listed with their last contact; revoking one cuts its sockets at once and leaves the others alone", async () => {
    const [tablet, laptop] = [await door.cookieOf("anna"), await door.cookieOf("anna")];
    const onTablet = await greeted(tablet);
    const onLaptop = await greeted(laptop);
    const [record] = await openRecord(tablet);
    const lines = await linesOf(laptop);
    expect(lines.map(({ person, online, here, state }) => ({ person, online, here, state })).sort((a, b) => Number(a.here) - Number(b.here))).toEqual([
      { person: ANNA, online: true, here: false, state: "signedIn" },
      { person: ANNA, online: true, here: true, state: "signedIn" },
    ]);
    expect(lines.every(({ seen }) => seen === door.clock.now())).toBe(true);
    const other = lines.find(({ here }) => !here)?.id ?? "";
    expect((await post("/api/devices/revoke", await door.cookieOf("ben"), { id: other })).status).toBe(404);
    expect((await post("/api/devices/revoke", laptop, { id: other })).status).toBe(204);
    expect([await onTablet.closed, await record]).toEqual([4401, 4401]);
    expect([await statusOf(tablet), await statusOf(laptop), onLaptop.socket.readyState]).toEqual([401, 200, WebSocket.OPEN]);
    expect((await linesOf(laptop)).map(({ state }) => state).sort()).toEqual(["signedIn", "signedOut"]);
  });

  it("[A-12] signing out everywhere else ends every other session; signing out takes the device off the list", async () => {
    const cookies = [await door.cookieOf("anna"), await door.cookieOf("anna"), await door.cookieOf("anna")] as const;
    const [one, two] = [await greeted(cookies[0]), await greeted(cookies[1])];
    expect((await post("/api/devices/revoke-others", cookies[1])).status).toBe(204);
    expect(await one.closed).toBe(4401);
    expect([await statusOf(cookies[0]), await statusOf(cookies[1]), await statusOf(cookies[2])]).toEqual([401, 200, 401]);
    await door.ask("DELETE", "/api/session", { cookie: cookies[1] });
    expect(await two.closed).toBe(4401);
    const again = await door.cookieOf("anna");
    expect((await linesOf(again)).map(({ here, state }) => [here, state])).toEqual(expect.arrayContaining([[true, "signedIn"], [false, "signedOut"]]));
    expect(await linesOf(again)).toHaveLength(2);
  });

  it("[A-12] a new password ends the sessions and sockets of all devices", async () => {
    const [here, there] = [await door.cookieOf("anna"), await door.cookieOf("anna")];
    const device = await greeted(there);
    const changed = await post("/api/password", here, { current: "password of user/anna", next: "another password" });
    expect(await device.closed).toBe(4401);
    expect([await statusOf(here), await statusOf(there), await statusOf(changed.cookie)]).toEqual([401, 401, 200]);
  });
});

describe("an administrator", () => {
  it("[A-18] sees everybody's devices and revokes them; others do not", async () => {
    const [anna, boss] = [await door.cookieOf("anna"), await door.cookieOf("boss")];
    const device = await greeted(anna);
    const line = (await linesOf(boss, "/api/accounts/devices")).find(({ person }) => person === ANNA);
    for (const path of ["/api/accounts/devices/revoke", "/api/accounts/devices/wipe"]) expect((await post(path, anna, { id: line?.id })).status).toBe(403);
    expect((await door.ask("GET", "/api/accounts/devices", { cookie: anna })).status).toBe(403);
    expect((await post("/api/accounts/devices/revoke", boss, { id: line?.id })).status).toBe(204);
    expect(await device.closed).toBe(4401);
  });

  it("[A-18] a device to be emptied is told when it comes, is sent nothing, hands in what waits and has no session any more", async () => {
    const [anna, boss] = [await door.cookieOf("anna"), await door.cookieOf("boss")];
    const first = await greeted(anna);
    const { device, deviceKey, scopes } = await first.next("welcome");
    const id = `device-${device}`;
    expect((await post("/api/accounts/devices/wipe", boss, { id })).status).toBe(204);
    expect(await first.closed).toBe(4401);
    expect((await door.ask("POST", "/api/yjs-token", { cookie: anna, body: { record: DEAL } })).json).toEqual({ code: "denied" });
    expect(await (await door.connect(anna)).closed).toBe(4403);
    expect((await linesOf(boss, "/api/accounts/devices")).find((line) => line.id === id)?.state).toBe("wipe");

    const tx = createKeySource(door.clock, systemRandom).next();
    const second = await door.connect(anna, { device, deviceKey, scopes, oldest: tx });
    expect(await second.next("welcome")).toMatchObject({ wipe: 1, scopes: [], total: 0 });
    second.send({ type: "askHistory", request: 1, record: ACME, before: null, limit: 5 });
    const [stored] = await door.served.relay.storage.documents([docId(ACME)]);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, stored?.snapshot ?? new Uint8Array());
    doc.clientID = device * CLIENT_IDS + 40;
    const before = Y.encodeStateVector(doc);
    doc.getMap("fields").set("phone", "written offline");
    const change = { path: "phone", from: "1", to: "written offline", at: hlcOf(door.clock.now(), device) };
    second.send({ type: "push", txs: [{ id: tx, docs: [{ doc: docId(ACME), update: Y.encodeStateAsUpdate(doc, before), changes: [change] }] }] });
    expect((await second.next("answers")).answers).toMatchObject([{ tx, ok: true }]);
    second.send({ type: "handedIn" });
    expect(await second.closed).toBe(4410);
    expect(second.received.flatMap((message) => (message.type === "page" ? message.entries : []))).toEqual([]);
    expect(second.received.some(({ type }) => type === "history")).toBe(false);
    expect((await door.served.relay.storage.documents([docId(ACME)]))[0]?.row["phone"]).toBe("written offline");
    expect(await statusOf(anna)).toBe(401);
    expect((await linesOf(boss, "/api/accounts/devices")).some((line) => line.id === id)).toBe(false);
  });

  it("[A-18] one that has nothing to hand in is closed at once; one whose session has ended asks with its key", async () => {
    const [anna, ben, boss] = [await door.cookieOf("anna"), await door.cookieOf("ben"), await door.cookieOf("boss")];
    const mark = async (cookie: string) => {
      const device = await greeted(cookie);
      const welcome = await device.next("welcome");
      await post("/api/accounts/devices/wipe", boss, { id: `device-${welcome.device}` });
      await device.closed;
      return { device: welcome.device, deviceKey: welcome.deviceKey };
    };
    const proof = await mark(anna);
    expect(await (await door.connect(anna, { ...proof, oldest: null })).closed).toBe(4410);
    const { device, deviceKey: key } = await mark(ben);
    await post("/api/accounts/devices/revoke", boss, { id: `device-${device}` });
    const ask = async (body: object) => (await door.ask("POST", "/api/device", { body })).json;
    expect(await ask({ device, key: "guessed" })).toEqual({ wipe: false });
    expect(await ask({ device, key })).toEqual({ wipe: true });
    expect(await ask({ device, key })).toEqual({ wipe: false });
    expect((await linesOf(boss, "/api/accounts/devices")).some(({ person }) => person === BEN)).toBe(false);
  });

  it("[A-18] a device that is not to be emptied cannot say that it has handed in", async () => {
    const device = await greeted(await door.cookieOf("anna"));
    device.send({ type: "handedIn" });
    expect(await device.closed).toBe(4400);
  });
});

/** A raw upgrade: `fetch` and `ws` do not let a test choose these headers. */
const upgrade = (headers: Readonly<Record<string, string>>): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = httpRequest({
      host: "127.0.0.1",
      port: door.served.port,
      path: "/sync",
      headers: { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==", ...headers },
    });
    request.on("upgrade", (_response, socket) => {
      socket.destroy();
      resolve(101);
    });
    request.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on("error", reject);
    request.end();
  });

describe("where requests come from", () => {
  it("[A-05] only listed origins and pages of this machine's own names open a websocket or change anything", async () => {
    const { port } = door.served;
    const own = `127.0.0.1:${port}`;
    const cases = [
      [{ host: own, origin: `http://${own}` }, 101],
      [{ host: own }, 101],
      [{ host: own, origin: "http://evil.example" }, 403],
      // A foreign name that points to this machine.
      [{ host: `evil.example:${port}`, origin: `http://evil.example:${port}` }, 403],
      [{ host: own, origin: "null" }, 403],
      [{ host: own, origin: `https://${own}` }, 403],
      [{ host: own, "sec-fetch-site": "cross-site" }, 403],
    ] as const;
    for (const [headers, status] of cases) expect([headers, await upgrade(headers)]).toEqual([headers, status]);
    expect((await door.signIn("anna", {}, { origin: "http://evil.example" })).json).toEqual({ code: "foreignOrigin" });
    await door.served.stop();
    door = await openFrontDoor({ origins: ["https://crm.example"], trustProxy: true });
    const https = { "x-forwarded-proto": "https" };
    const there = { host: "crm.example", origin: "https://crm.example" };
    expect([await upgrade({ ...there, ...https }), await upgrade({ ...there, ...https, origin: "https://crm.example.evil" }), await upgrade(there)]).toEqual([101, 403, 403]);
  });

  it("[A-14] every answer forbids framing, sniffing, referrers and foreign use; scripts come from the relay's own files alone", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tidebook-headers-"));
    writeFileSync(join(folder, "index.html"), "<title>Tidebook</title>");
    await door.served.stop();
    door = await openFrontDoor({ app: folder });
    for (const path of ["/", "/customer", "/api/health", "/api/session", "/nothing.js"]) {
      const { headers } = await fetch(`http://127.0.0.1:${door.served.port}${path}`);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toMatch(/frame-ancestors 'none'/);
      expect(policy).toMatch(/^default-src 'none'/);
      expect(policy).not.toMatch(/script-src[^;]*(unsafe|http|\*)/);
      expect({ path, ...Object.fromEntries(["x-content-type-options", "referrer-policy", "cross-origin-opener-policy", "cross-origin-resource-policy", "strict-transport-security"].map((name) => [name, headers.get(name)])) }).toEqual({
        path,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "strict-transport-security": null,
      });
      expect(headers.get("permissions-policy")).toContain("camera=()");
    }
    rmSync(folder, { recursive: true });
  });
});
