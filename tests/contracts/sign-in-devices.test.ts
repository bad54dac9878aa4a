import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ANNA } from "#tests/unit/sync-server/company.ts";
import { openFrontDoor, type Asked, type FrontDoor } from "./front-door.ts";

let door: FrontDoor;

beforeEach(async () => {
  door = await openFrontDoor();
});

afterEach(async () => {
  await door.served.stop();
});

const codeOf = ({ status, json }: Asked): readonly unknown[] => [status, json["code"]];
const restrict = async (boss: string, limits: object) => door.ask("POST", "/api/accounts/restrict", { cookie: boss, body: { user: ANNA, hours: [], networks: [], devices: null, mobile: true, ...limits } });

/** The cookie that a browser keeps when its person signs out. */
const browserOf = ({ headers }: Asked): string => headers.getSetCookie().find((line) => line.startsWith("tidebook_browser="))?.split(";")[0] ?? "";
const reasonsInLog = async (boss: string): Promise<readonly unknown[]> => {
  const { entries } = (await door.ask("POST", "/api/accounts/log", { cookie: boss, body: { before: null, older: false } })).json as unknown as { entries: { result: string; account: string }[] };
  return entries.filter(({ account }) => account === "anna").map(({ result }) => result);
};

describe("devices that somebody signs in with", () => {
  it("[A-17][OG-13] a person signs in with known devices alone, also after signing out, and a session serves no other device", async () => {
    const boss = await door.cookieOf("boss");
    const first = await door.signIn("anna");
    const browser = browserOf(first);
    expect(first.headers.getSetCookie()[1]).toMatch(/^tidebook_browser=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/; Max-Age=34560000$/);
    expect((await restrict(boss, { devices: -1 })).status).toBe(400);
    const device = await door.connect(`${first.cookie}; ${browser}`);
    await device.next("page");
    await restrict(boss, { devices: 0 });
    expect(await device.closed).toBe(4401);

    expect(codeOf(await door.signIn("anna"))).toEqual([403, "unknownDevice"]);
    expect(codeOf(await door.signIn("anna", {}, { cookie: `tidebook_browser=${"x".repeat(43)}` }))).toEqual([403, "unknownDevice"]);
    expect(codeOf(await door.ask("POST", "/api/ticket", { cookie: first.cookie }))).toEqual([403, "unknownDevice"]);
    expect((await door.ask("POST", "/api/ticket", { cookie: `${first.cookie}; ${browser}` })).status).toBe(200);
    expect((await door.ask("DELETE", "/api/session", { cookie: `${first.cookie}; ${browser}` })).status).toBe(204);
    const again = await door.signIn("anna", {}, { cookie: browser });
    expect([again.status, browserOf(again)]).toEqual([200, browser]);
    expect(await reasonsInLog(boss)).toEqual(["signedIn", "unknownDevice", "unknownDevice", "signedIn"]);

    const lines = (await door.ask("GET", "/api/accounts", { cookie: boss })).json as unknown as { user: string; devices: number | null; known: { id: string }[] }[];
    const line = lines.find(({ user }) => user === ANNA);
    expect([line?.devices, line?.known.length]).toEqual([0, 1]);
    const forget = (by: string) => door.ask("POST", "/api/accounts/known-devices/forget", { cookie: by, body: { user: ANNA, id: line?.known[0]?.id } });
    expect([(await forget(`${again.cookie}; ${browser}`)).status, (await forget(boss)).status, (await forget(boss)).status]).toEqual([403, 204, 404]);
    expect(codeOf(await door.ask("POST", "/api/ticket", { cookie: `${again.cookie}; ${browser}` }))).toEqual([403, "unknownDevice"]);
  });

  it("[A-17][OG-13] a person signs in with so many devices and no further one, also when two ask at once", async () => {
    const boss = await door.cookieOf("boss");
    await restrict(boss, { devices: 2 });
    const laptop = await door.signIn("anna");
    const both = await Promise.all([door.signIn("anna"), door.signIn("anna")]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
    expect(codeOf(await door.signIn("anna"))).toEqual([403, "tooManyDevices"]);
    expect((await door.signIn("anna", {}, { cookie: browserOf(laptop) })).status).toBe(200);
    expect((await reasonsInLog(boss)).filter((result) => result === "tooManyDevices")).toHaveLength(2);
  });

  it("[A-17][OG-13] a person who may not work on a phone is turned away from what says that it is one", async () => {
    const boss = await door.cookieOf("boss");
    const phone = { "user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile/15E148 Safari/604.1" };
    const { cookie } = await door.signIn("anna", {}, phone);
    await restrict(boss, { mobile: false });
    expect(codeOf(await door.signIn("anna", {}, phone))).toEqual([403, "noMobile"]);
    expect(codeOf(await door.ask("POST", "/api/ticket", { cookie, headers: phone }))).toEqual([403, "noMobile"]);
    expect([(await door.signIn("anna")).status, (await door.signIn("ben", {}, phone)).status]).toEqual([200, 200]);
    expect(await reasonsInLog(boss)).toEqual(["signedIn", "noMobile", "signedIn"]);
  });
});
