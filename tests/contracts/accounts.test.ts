import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeAt, fromBase32, stepOf } from "#sync-server/entrance/totp.ts";
import { ANNA, BEN, DEAL, MANAGER } from "#tests/unit/sync-server/company.ts";
import { openFrontDoor, type FrontDoor } from "./front-door.ts";

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

let door: FrontDoor;
beforeEach(async () => {
  door = await openFrontDoor();
});
afterEach(() => door.served.stop());

const codeOf = (answer: { readonly status: number; readonly json: unknown }): unknown => [answer.status, (answer.json as { readonly code?: string } | null)?.code];

describe("guessing", () => {
  it("[A-02] each failure after the fifth doubles the wait, also for accounts that do not exist and for passwords asked again", async () => {
    for (const account of ["anna", "nobody"]) {
      const waits: unknown[] = [];
      for (let round = 0; round < 9; round += 1) {
        const failed = await door.signIn(account, { password: "wrong" });
        if (failed.status === 401) {
          waits.push(0);
          continue;
        }
        waits.push(failed.json["retryAfter"]);
        expect(failed.headers.get("retry-after")).toBe(String(failed.json["retryAfter"]));
        door.clock.pass(Number(failed.json["retryAfter"]) * 1_000);
      }
      expect(waits).toEqual([0, 0, 0, 0, 0, 1, 0, 2, 0]);
    }
    const ben = await door.cookieOf("ben");
    const again = (current: string) => door.ask("POST", "/api/password", { cookie: ben, body: { current, next: "another password" } });
    for (let round = 0; round < 5; round += 1) expect(codeOf(await again("wrong"))).toEqual([401, "wrongPassword"]);
    expect(codeOf(await again("password of user/ben"))).toEqual([429, "tooManyTries"]);
  });

  it("[A-02] tries at many accounts from one address wait too; who signs in there clears nobody else's", async () => {
    const guess = (round: number) => door.signIn(`account ${round}`, { password: "wrong" });
    for (let round = 0; round < 38; round += 1) expect((await guess(round)).status).toBe(401);
    expect((await door.signIn("ben")).status).toBe(200);
    expect([(await guess(38)).status, (await guess(39)).status, (await guess(40)).status]).toEqual([401, 401, 429]);
  });

  it("[A-10] tickets are limited per account, and come again with time", async () => {
    const [anna, ben] = [await door.cookieOf("anna"), await door.cookieOf("ben")];
    const ticket = (cookie: string) => door.ask("POST", "/api/ticket", { cookie });
    for (let round = 0; round < 120; round += 1) expect((await ticket(anna)).status).toBe(200);
    expect(codeOf(await ticket(anna))).toEqual([429, "tooManyTries"]);
    expect((await ticket(ben)).status).toBe(200);
    door.clock.pass(MINUTE);
    expect((await ticket(anna)).status).toBe(200);
  });

  it("[A-02] an account that does not exist takes as long as a wrong password", async () => {
    const times = { anna: [] as number[], nobody: [] as number[] };
    for (let round = 0; round < 12; round += 1) {
      for (const account of ["anna", "nobody"] as const) {
        const start = performance.now();
        await door.signIn(account, { password: "wrong" });
        times[account].push(performance.now() - start);
        door.clock.pass(20 * MINUTE);
      }
    }
    // Whatever else the machine does only adds to a time.
    const ratio = Math.min(...times.nobody) / Math.min(...times.anna);
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.7);
  });
});

describe("sessions", () => {
  const whoIs = async (cookie: string) => (await door.ask("GET", "/api/session", { cookie })).status;

  it("[A-11] a session ends after thirty days without use, and after sixty in any case", async () => {
    const [idle, used] = [await door.cookieOf("anna"), await door.cookieOf("anna")];
    for (let day = 0; day < 30; day += 1) {
      door.clock.pass(DAY);
      expect(await whoIs(used)).toBe(200);
    }
    expect(await whoIs(idle)).toBe(401);
    for (let day = 30; day < 59; day += 1) {
      door.clock.pass(DAY);
      expect(await whoIs(used)).toBe(200);
    }
    door.clock.pass(DAY);
    expect(await whoIs(used)).toBe(401);
  });

  it("[A-11] the secret in the cookie changes daily; the one before is good until a minute after the new one came back", async () => {
    const first = await door.cookieOf("anna");
    expect((await door.ask("POST", "/api/ticket", { cookie: first })).cookie).toBe("");
    door.clock.pass(DAY);
    const lost = await door.ask("POST", "/api/ticket", { cookie: first });
    expect(lost.cookie).not.toBe("");
    door.clock.pass(2 * MINUTE);
    const second = await door.ask("POST", "/api/ticket", { cookie: first });
    expect([second.status, second.cookie !== "" && second.cookie !== lost.cookie]).toEqual([200, true]);
    expect([await whoIs(second.cookie), await whoIs(first)]).toEqual([200, 200]);
    door.clock.pass(MINUTE);
    expect([await whoIs(second.cookie), await whoIs(first), await whoIs(lost.cookie)]).toEqual([200, 401, 401]);
  });

  it("[A-11] signing in anew in the same browser ends the session it had", async () => {
    const before = await door.cookieOf("anna");
    const device = await door.connect(before);
    await device.next("page");
    const again = await door.ask("POST", "/api/session", { cookie: before, body: { account: "anna", password: "password of user/anna" } });
    expect(await device.closed).toBe(4401);
    expect([await whoIs(before), await whoIs(again.cookie)]).toEqual([401, 200]);
  });

  it("[A-01] over HTTPS the cookie is Secure and of this host alone; without HTTPS a proxied relay answers nothing", async () => {
    await door.served.stop();
    door = await openFrontDoor({ trustProxy: true, origins: ["https://crm.example"] });
    const https = { "x-forwarded-proto": "https", "x-forwarded-for": "198.51.100.7, 203.0.113.9" };
    const signedIn = await door.signIn("boss", {}, https);
    expect(signedIn.headers.get("set-cookie")).toMatch(/^__Host-tidebook_session=.*HttpOnly; SameSite=Strict; Path=\/; .*; Secure$/);
    expect(signedIn.headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}; includeSubDomains$/);
    expect(codeOf(await door.signIn("boss"))).toEqual([403, "insecure"]);
    const log = await door.ask("POST", "/api/accounts/log", { cookie: signedIn.cookie, headers: https, body: { before: null, older: false } });
    expect(log.json["entries"]).toMatchObject([{ address: "203.0.113.9", result: "signedIn" }]);
  });
});

describe("passwords that others give", () => {
  it("[A-13] an invitation sets the password once within a week, without its secret ever being in an address", async () => {
    const boss = await door.cookieOf("boss");
    const invite = async (): Promise<string> => String((await door.ask("POST", "/api/accounts/invite", { cookie: boss, body: { user: MANAGER } })).json["secret"]);
    const use = (secret: string, password?: string) => door.ask("POST", "/api/invitation", { body: { secret, ...(password ? { password } : {}) } });
    const [older, secret] = [await invite(), await invite()];
    expect(codeOf(await use(older))).toEqual([410, "invitationOver"]);
    expect((await use(secret)).json).toEqual({ name: "manager", account: "manager" });
    expect(codeOf(await use(secret, "short"))).toEqual([422, "weakPassword"]);
    expect((await use(secret, "a password of my own")).status).toBe(200);
    expect(codeOf(await use(secret, "a second password"))).toEqual([410, "invitationOver"]);
    expect((await door.signIn("manager", { password: "a password of my own" })).json).toMatchObject({ id: MANAGER, mustChange: false });
    const late = await invite();
    door.clock.pass(7 * DAY);
    expect(codeOf(await use(late, "a third password"))).toEqual([410, "invitationOver"]);
    const anna = await door.cookieOf("anna");
    expect(codeOf(await door.ask("POST", "/api/accounts/invite", { cookie: anna, body: { user: BEN } }))).toEqual([403, "denied"]);
  });

  it("[A-04][OG-07] a one-time password opens nothing but the choice of another, for a week", async () => {
    const boss = await door.cookieOf("boss");
    const reset = async (): Promise<string> => String((await door.ask("POST", "/api/accounts/reset", { cookie: boss, body: { user: ANNA } })).json["password"]);
    const password = await reset();
    const anna = await door.signIn("anna", { password });
    for (const [method, path] of [["POST", "/api/ticket"], ["GET", "/api/devices"], ["GET", "/api/second-factor"], ["POST", "/api/yjs-token"]] as const) {
      expect(codeOf(await door.ask(method, path, { cookie: anna.cookie }))).toEqual([403, "mustChangePassword"]);
    }
    const changed = await door.ask("POST", "/api/password", { cookie: anna.cookie, body: { current: password, next: "one of my own" } });
    expect((await door.ask("POST", "/api/ticket", { cookie: changed.cookie })).status).toBe(200);
    const forgotten = await reset();
    door.clock.pass(7 * DAY);
    expect(codeOf(await door.signIn("anna", { password: forgotten }))).toEqual([403, "expiredPassword"]);
  });
});

describe("second factor", () => {
  const enrol = async () => {
    const cookie = await door.cookieOf("anna");
    expect(codeOf(await door.ask("POST", "/api/second-factor", { cookie, body: { password: "wrong" } }))).toEqual([401, "wrongPassword"]);
    const begun = await door.ask("POST", "/api/second-factor", { cookie, body: { password: "password of user/anna" } });
    const secret = String(begun.json["secret"]);
    expect(String(begun.json["uri"])).toBe(`otpauth://totp/Test%3Aanna?secret=${secret}&issuer=Test&algorithm=SHA1&digits=6&period=30`);
    const code = (ahead = 0): string => codeAt(fromBase32(secret), stepOf(door.clock.now()) + ahead);
    const confirmed = await door.ask("POST", "/api/second-factor/confirm", { cookie, body: { code: code() } });
    return { cookie, code, recovery: confirmed.json["recovery"] as unknown as readonly string[] };
  };

  it("[A-15] sign-in asks for a code of the app, takes each once, and a recovery code in its place", async () => {
    const { code, recovery } = await enrol();
    expect(recovery).toHaveLength(10);
    const used = code();
    expect(codeOf(await door.signIn("anna"))).toEqual([401, "needsCode"]);
    expect(codeOf(await door.signIn("anna", { code: used }))).toEqual([401, "wrongCode"]);
    door.clock.pass(30_000);
    const fresh = code();
    expect((await door.signIn("anna", { code: fresh })).status).toBe(200);
    expect(codeOf(await door.signIn("anna", { code: fresh }))).toEqual([401, "wrongCode"]);
    expect(codeOf(await door.signIn("anna", { code: code(-2) }))).toEqual([401, "wrongCode"]);
    expect((await door.signIn("anna", { code: recovery[3]?.toUpperCase() })).status).toBe(200);
    expect(codeOf(await door.signIn("anna", { code: recovery[3] }))).toEqual([401, "wrongCode"]);
    expect((await door.signIn("ben")).status).toBe(200);
  });

  it("[A-15] guessing codes is slowed down like guessing passwords, and a wrong password never asks for one", async () => {
    await enrol();
    expect(codeOf(await door.signIn("anna", { password: "wrong" }))).toEqual([401, "wrongPassword"]);
    for (let round = 0; round < 4; round += 1) expect(codeOf(await door.signIn("anna", { code: "000000" }))).toEqual([401, "wrongCode"]);
    expect(codeOf(await door.signIn("anna", { code: "000000" }))).toEqual([429, "tooManyTries"]);
  });

  it("[A-15] it is taken off with password and code, or by an administrator", async () => {
    const { cookie, code, recovery } = await enrol();
    const remove = (given: string) => door.ask("POST", "/api/second-factor/remove", { cookie, body: { password: "password of user/anna", code: given } });
    expect(codeOf(await remove(code()))).toEqual([401, "wrongCode"]);
    expect((await door.ask("GET", "/api/second-factor", { cookie })).json).toEqual({ on: true, recoveryLeft: 10 });
    expect((await remove(recovery[0] ?? "")).status).toBe(204);
    expect((await door.signIn("anna")).status).toBe(200);
    door.clock.pass(30_000);
    await enrol();
    const boss = await door.cookieOf("boss");
    const byAdmin = (by: string) => door.ask("POST", "/api/accounts/second-factor/remove", { cookie: by, body: { user: ANNA } });
    expect([(await byAdmin(cookie)).status, (await byAdmin(boss)).status]).toEqual([403, 204]);
    expect((await door.signIn("anna")).status).toBe(200);
  });
});

describe("restrictions and the log", () => {
  const restrict = async (boss: string, limits: object) => door.ask("POST", "/api/accounts/restrict", { cookie: boss, body: { user: ANNA, hours: [], networks: [], devices: null, mobile: true, ...limits } });

  it("[A-17][OG-13] outside their hours people do not come in, and those who are in are cut off within a minute", async () => {
    const boss = await door.cookieOf("boss");
    expect((await restrict(boss, { hours: [{ days: [9], from: "08:00", to: "18:00" }] })).status).toBe(400);
    const { device } = { device: await door.connect(await door.cookieOf("anna")) };
    await device.next("page");
    await restrict(boss, { hours: [{ days: [2], from: "08:00", to: "18:00" }] });
    const { watchConnections } = await import("#sync-server/entrance/watch.ts");
    await watchConnections(door.served.relay, door.served.accounts);
    expect(await device.closed).toBe(4401);
    expect(codeOf(await door.signIn("anna"))).toEqual([403, "outsideHours"]);
    door.clock.pass(DAY);
    expect((await door.signIn("anna")).status).toBe(200);
  });

  it("[A-17][OG-13] from other networks people do not come in, nor go on with a session they have", async () => {
    const boss = await door.cookieOf("boss");
    const anna = await door.cookieOf("anna");
    expect((await restrict(boss, { networks: ["10.0.0.0/33"] })).status).toBe(400);
    const token = String((await door.ask("POST", "/api/yjs-token", { cookie: anna, body: { record: DEAL } })).json["token"]);
    await restrict(boss, { networks: ["10.0.0.0/8", "2001:db8::/32"] });
    expect(codeOf(await door.signIn("anna"))).toEqual([403, "outsideNetwork"]);
    expect(codeOf(await door.ask("POST", "/api/ticket", { cookie: anna }))).toEqual([403, "outsideNetwork"]);
    expect(await (await door.openRecord(token, DEAL)).closed).toBe(4403);
    await restrict(boss, { networks: ["127.0.0.0/8"] });
    expect((await door.ask("POST", "/api/ticket", { cookie: anna })).status).toBe(200);
  });

  it("[A-16][OG-12] every try is in the log with time, account, name, role, address and result; two weeks first, older by page", async () => {
    await door.signIn("ghost", { password: "wrong" });
    door.clock.pass(15 * DAY);
    const start = door.clock.now();
    await door.signIn("anna", { password: "wrong" }, { "user-agent": "Tablet" });
    for (let round = 0; round < 8; round += 1) await door.signIn("ben", { password: "wrong" });
    const boss = await door.cookieOf("boss");
    const page = (body: object, cookie = boss) => door.ask("POST", "/api/accounts/log", { cookie, body });
    const { entries, more } = (await page({ before: null, older: false })).json as unknown as { entries: { no: number }[]; more: boolean };
    const line = { at: start, address: "127.0.0.1", times: 1 };
    expect(entries.map((entry) => ({ ...entry, no: 0, agent: "" }))).toEqual([
      { ...line, no: 0, agent: "", account: "boss", user: "user/boss", name: "boss", role: "boss", result: "signedIn" },
      { ...line, no: 0, agent: "", account: "ben", user: BEN, name: "ben", role: "sales", result: "tooManyTries", times: 3 },
      ...Array.from({ length: 5 }, () => ({ ...line, no: 0, agent: "", account: "ben", user: BEN, name: "ben", role: "sales", result: "wrongPassword" })),
      { ...line, no: 0, agent: "", account: "anna", user: ANNA, name: "anna", role: "sales", result: "wrongPassword" },
    ]);
    expect(entries.at(-1)).toMatchObject({ agent: "Tablet" });
    expect(more).toBe(true);
    const older = (await page({ before: entries.at(-1)?.no, older: true })).json;
    expect(older).toMatchObject({ entries: [{ account: "ghost", user: null, name: null, result: "unknownAccount" }], more: false });
    door.clock.pass(DAY);
    expect(codeOf(await page({ before: null, older: false }, await door.cookieOf("anna")))).toEqual([403, "denied"]);
  });
});
