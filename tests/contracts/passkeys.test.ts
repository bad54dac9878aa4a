import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeAt, fromBase32, stepOf } from "#sync-server/entrance/totp.ts";
import { seedCommit } from "#sync-server/seed.ts";
import { ANNA, BOSS, COMPANY } from "#tests/unit/sync-server/company.ts";
import { createAuthenticator, type Authenticator, type Departure, type HeldKey } from "./authenticator.ts";
import { openFrontDoor, type Asked, type FrontDoor } from "./front-door.ts";

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const ORIGIN = "https://crm.example";
const SISTER = "https://crm.example.cn";

let door: FrontDoor;
let phone: Authenticator;
beforeEach(async () => {
  door = await openFrontDoor({ origins: [ORIGIN, SISTER] });
  phone = createAuthenticator(ORIGIN);
});
afterEach(() => door.served.stop());

const codeOf = (answer: Asked): unknown => [answer.status, (answer.json as { readonly code?: string } | null)?.code];
const post = (path: string, body: unknown, cookie = "", origin: string | null = ORIGIN) => door.ask("POST", path, { body, ...(cookie ? { cookie } : {}), headers: origin === null ? {} : { origin } });

const begin = (cookie: string, more: object = {}, origin: string | null = ORIGIN) => post("/api/passkeys/begin", { password: "password of user/anna", ...more }, cookie, origin);
const optionsOf = ({ json }: Asked) => json["options"] as PublicKeyCredentialCreationOptionsJSON;
const finish = (cookie: string, passkey: object, name = "Phone", origin: string | null = ORIGIN) => post("/api/passkeys/finish", { name, passkey }, cookie, origin);
const register = async (cookie: string, departure: Departure = {}, more: object = {}, authenticator = phone) =>
  finish(cookie, authenticator.make(optionsOf(await begin(cookie, more)), departure));
const listOf = async (cookie: string) => (await door.ask("GET", "/api/passkeys", { cookie })).json["passkeys"] as readonly Readonly<Record<string, unknown>>[];

interface Question {
  readonly attempt: string;
  readonly options: PublicKeyCredentialRequestOptionsJSON;
}
const question = async (origin = ORIGIN) => (await post("/api/session/passkey", {}, "", origin)).json as unknown as Question;
const answer = (attempt: string, passkey: object, origin: string | null = ORIGIN) => post("/api/session", { attempt, passkey }, "", origin);
const show = async (departure: Departure = {}, key?: HeldKey, authenticator = phone) => {
  const { attempt, options } = await question();
  return answer(attempt, authenticator.show(options, departure, key));
};
const results = async (): Promise<unknown> => {
  const log = await post("/api/accounts/log", { before: null, older: false }, await door.cookieOf("boss"));
  return (log.json["entries"] as unknown as { account: string; result: string }[]).slice(1).map(({ account, result }) => `${account} ${result}`);
};

describe("registering", () => {
  it("[A-21] asks for the password, then for a discoverable passkey with user verification, of the page's own site", async () => {
    const anna = await door.cookieOf("anna");
    expect(codeOf(await begin(anna, { password: "wrong" }))).toEqual([401, "wrongPassword"]);
    const options = optionsOf(await begin(anna));
    expect(options).toMatchObject({
      rp: { id: "crm.example", name: "Test" },
      user: { name: "anna", displayName: "anna" },
      attestation: "none",
      excludeCredentials: [],
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    expect(Buffer.from(options.user.id, "base64url").toString("latin1")).not.toContain("anna");
    expect((await finish(anna, phone.make(options), "  Anna's phone ")).status).toBe(204);
    const held = { id: phone.keys[0]?.id, name: "Anna's phone", site: "crm.example", created: door.clock.now(), used: null };
    expect(await listOf(anna)).toEqual([held]);
    const next = optionsOf(await begin(anna));
    expect(next).toMatchObject({ user: { id: options.user.id }, excludeCredentials: [{ id: held.id, transports: ["internal"] }] });
    expect(optionsOf(await begin(anna, {}, SISTER))).toMatchObject({ rp: { id: "crm.example.cn" }, excludeCredentials: [] });
    expect(await listOf(await door.cookieOf("ben"))).toEqual([]);
  });

  it("[A-21] asks for a code too where there is a second factor, and guessing codes is slowed down", async () => {
    const anna = await door.cookieOf("anna");
    const { json } = await post("/api/second-factor", { password: "password of user/anna" }, anna);
    const code = (): string => codeAt(fromBase32(String(json["secret"])), stepOf(door.clock.now()));
    await post("/api/second-factor/confirm", { code: code() }, anna);
    door.clock.pass(30_000);
    expect(codeOf(await begin(anna))).toEqual([401, "needsCode"]);
    for (let round = 0; round < 5; round += 1) expect(codeOf(await begin(anna, { code: "000000" }))).toEqual([401, "wrongCode"]);
    expect(codeOf(await begin(anna, { code: code() }))).toEqual([429, "tooManyTries"]);
    door.clock.pass(MINUTE);
    expect((await begin(anna, { code: code() })).status).toBe(200);
  });

  it("[A-21] turns away what another page, site, session or time answers, and what was answered before", async () => {
    const [anna, elsewhere] = [await door.cookieOf("anna"), await door.cookieOf("anna")];
    const wrong: readonly Departure[] = [
      { origin: "https://crm.example.evil" },
      { origin: SISTER },
      { site: "evil.example" },
      { verified: false },
      { challenge: "AAAA" },
      { type: "webauthn.get" },
      { certificate: true },
    ];
    for (const departure of wrong) expect([departure, codeOf(await register(anna, departure))]).toEqual([departure, [401, "wrongPasskey"]]);
    const made = phone.make(optionsOf(await begin(anna)));
    expect(codeOf(await finish(elsewhere, made))).toEqual([410, "passkeyOver"]);
    expect(codeOf(await finish(anna, made, "Phone", "https://evil.example"))).toEqual([403, "foreignOrigin"]);
    expect(codeOf(await finish(anna, made, "Phone", null))).toEqual([400, "badRequest"]);
    expect((await finish(anna, made)).status).toBe(204);
    expect(codeOf(await finish(anna, made))).toEqual([410, "passkeyOver"]);
    const other = phone.make(optionsOf(await begin(anna)));
    expect(codeOf(await finish(anna, other, "Phone", SISTER))).toEqual([410, "passkeyOver"]);
    const late = phone.make(optionsOf(await begin(anna)));
    door.clock.pass(5 * MINUTE);
    expect(codeOf(await finish(anna, late))).toEqual([410, "passkeyOver"]);
    expect(await listOf(anna)).toHaveLength(1);
  });

  it("[A-21] a passkey that somebody has already is nobody else's", async () => {
    const [anna, ben] = [await door.cookieOf("anna"), await door.cookieOf("ben")];
    await register(anna);
    const taken = phone.keys[0]?.id ?? "";
    expect(codeOf(await register(ben, { id: taken }, { password: "password of user/ben" }))).toEqual([401, "wrongPasskey"]);
    expect([(await listOf(anna)).length, (await listOf(ben)).length]).toEqual([1, 0]);
  });

  it("[A-21] a person has twenty at most, renames and removes their own", async () => {
    const [anna, ben] = [await door.cookieOf("anna"), await door.cookieOf("ben")];
    for (let count = 0; count < 20; count += 1) expect((await register(anna)).status).toBe(204);
    expect(codeOf(await begin(anna))).toEqual([422, "tooManyPasskeys"]);
    const id = phone.keys[3]?.id ?? "";
    for (const path of ["/api/passkeys/rename", "/api/passkeys/remove"]) expect(codeOf(await post(path, { id, name: "Mine" }, ben))).toEqual([404, "notFound"]);
    expect((await post("/api/passkeys/rename", { id, name: "" }, anna)).status).toBe(400);
    expect((await post("/api/passkeys/rename", { id, name: "Mine" }, anna)).status).toBe(204);
    expect((await listOf(anna)).find((one) => one["id"] === id)).toMatchObject({ name: "Mine" });
    expect((await post("/api/passkeys/remove", { id }, anna)).status).toBe(204);
    expect((await listOf(anna)).map((one) => one["id"])).not.toContain(id);
    expect((await begin(anna)).status).toBe(200);
  });
});

describe("signing in", () => {
  let anna: string;
  beforeEach(async () => {
    anna = await door.cookieOf("anna");
    await register(anna);
  });

  it("[A-22] opens a session like a password does, without a code of the second factor", async () => {
    const { json } = await post("/api/second-factor", { password: "password of user/anna" }, anna);
    await post("/api/second-factor/confirm", { code: codeAt(fromBase32(String(json["secret"])), stepOf(door.clock.now())) }, anna);
    expect(codeOf(await door.signIn("anna"))).toEqual([401, "needsCode"]);
    const { attempt, options } = await question();
    expect(options).toMatchObject({ rpId: "crm.example", userVerification: "required" });
    expect(options.allowCredentials).toBeUndefined();
    door.clock.pass(MINUTE);
    const signedIn = await answer(attempt, phone.show(options));
    expect([signedIn.status, signedIn.json]).toEqual([200, { id: ANNA, name: "anna", mustChange: false }]);
    const device = await door.connect(signedIn.cookie);
    await device.next("page");
    expect(await listOf(anna)).toMatchObject([{ used: door.clock.now() }]);
    expect(await results()).toEqual(["anna signedInByPasskey", "anna needsCode", "anna signedIn"]);
  });

  it("[A-22] turns away what another page, site, time or person signs, and what was shown before", async () => {
    const ben = await door.cookieOf("ben");
    const tablet = createAuthenticator(ORIGIN);
    await register(ben, {}, { password: "password of user/ben" }, tablet);
    const [own, foreign] = [phone.keys[0], tablet.keys[0]];
    const wrong: readonly Departure[] = [
      { origin: "https://crm.example.evil" },
      { origin: SISTER },
      { site: "evil.example" },
      { verified: false },
      { challenge: "AAAA" },
      { type: "webauthn.create" },
      { handle: foreign?.handle ?? "" },
    ];
    for (const departure of wrong) {
      expect([departure, codeOf(await show(departure))]).toEqual([departure, [401, "wrongPasskey"]]);
      door.clock.pass(20 * MINUTE);
    }
    // Ben's key, said to be Anna's.
    expect(codeOf(await show({ id: own?.id ?? "", handle: own?.handle ?? "" }, foreign, tablet))).toEqual([401, "wrongPasskey"]);
    expect(codeOf(await show({ id: "AAAA" }))).toEqual([401, "unknownPasskey"]);
    const { attempt, options } = await question();
    const shown = phone.show(options);
    expect(codeOf(await answer("another attempt", shown))).toEqual([410, "passkeyOver"]);
    expect((await answer(attempt, shown)).status).toBe(200);
    expect(codeOf(await answer(attempt, shown))).toEqual([410, "passkeyOver"]);
    const fresh = await question();
    expect(codeOf(await answer(fresh.attempt, shown))).toEqual([401, "wrongPasskey"]);
    const late = await question();
    door.clock.pass(5 * MINUTE);
    expect(codeOf(await answer(late.attempt, phone.show(late.options)))).toEqual([410, "passkeyOver"]);
    const next = await question();
    expect(codeOf(await answer(next.attempt, phone.show(next.options), SISTER))).toEqual([410, "passkeyOver"]);
    const last = await question();
    expect(codeOf(await answer(last.attempt, phone.show(last.options), "https://evil.example"))).toEqual([403, "foreignOrigin"]);
    expect(codeOf(await answer(last.attempt, phone.show(last.options), null))).toEqual([400, "badRequest"]);
    expect(codeOf(await door.ask("POST", "/api/session/passkey", {}))).toEqual([400, "badRequest"]);
    expect(((await results()) as string[]).slice(0, 7)).toEqual([
      "anna passkeyOver",
      "anna passkeyOver",
      "anna wrongPasskey",
      "anna passkeyOver",
      "anna signedInByPasskey",
      "anna passkeyOver",
      " unknownPasskey",
    ]);
  });

  it("[A-22] a counter that goes back is turned away and in the log; what a wrong key says of it counts for nothing", async () => {
    const key = phone.keys[0];
    expect((await show({ counter: 7 })).status).toBe(200);
    const stranger = createAuthenticator(ORIGIN);
    stranger.make(optionsOf(await begin(anna)));
    expect(codeOf(await show({ id: key?.id ?? "", handle: key?.handle ?? "", counter: 99 }, undefined, stranger))).toEqual([401, "wrongPasskey"]);
    for (const counter of [7, 6, 0]) expect([counter, codeOf(await show({ counter }))]).toEqual([counter, [401, "copiedPasskey"]]);
    expect((await show({ counter: 8 })).status).toBe(200);
    expect(((await results()) as string[]).slice(0, 4)).toEqual(["anna signedInByPasskey", ...Array.from({ length: 3 }, () => "anna copiedPasskey")]);
  });

  it("[A-22] a passkey of a password manager, which counts nothing, is good time after time", async () => {
    for (let round = 0; round < 3; round += 1) expect((await show({ counter: 0 })).status).toBe(200);
  });

  it("[A-22] wrong passkeys wait like wrong passwords, together with them", async () => {
    for (let round = 0; round < 3; round += 1) expect((await show({ verified: false })).status).toBe(401);
    for (let round = 0; round < 2; round += 1) expect((await door.signIn("anna", { password: "wrong" })).status).toBe(401);
    expect(codeOf(await show())).toEqual([429, "tooManyTries"]);
    door.clock.pass(1_000);
    expect((await show()).status).toBe(200);
    for (let round = 0; round < 40; round += 1) await show({ id: "AAAA" });
    expect(codeOf(await show())).toEqual([429, "tooManyTries"]);
  });

  it("[A-22] hours, networks, devices, closed accounts and one-time passwords hold for passkeys too", async () => {
    const restrict = async (limits: object) => post("/api/accounts/restrict", { user: ANNA, hours: [], networks: [], devices: null, mobile: true, ...limits }, await door.cookieOf("boss"));
    await restrict({ hours: [{ days: [2], from: "08:00", to: "18:00" }] });
    expect(codeOf(await show())).toEqual([403, "outsideHours"]);
    await restrict({ networks: ["10.0.0.0/8"] });
    expect(codeOf(await show())).toEqual([403, "outsideNetwork"]);
    await restrict({ devices: 0 });
    expect(codeOf(await show())).toEqual([403, "unknownDevice"]);
    await restrict({});
    await door.served.accounts.setPassword(ANNA, "a password for once", true);
    const once = await show();
    expect([once.status, once.json["mustChange"]]).toEqual([200, true]);
    expect(codeOf(await post("/api/ticket", {}, once.cookie))).toEqual([403, "mustChangePassword"]);
    expect(codeOf(await begin(once.cookie, { password: "a password for once" }))).toEqual([403, "mustChangePassword"]);
    const closed = COMPANY.filter(({ id }) => id === ANNA).map((record) => ({ ...record, values: { ...record.values, disabled: { by: BOSS, at: door.clock.now() } } }));
    await door.served.relay.seed((counters) => seedCommit(counters, closed));
    expect(codeOf(await show())).toEqual([403, "disabled"]);
  });
});

it("[A-22] questions for passkeys are limited per address, and come again with time", async () => {
  for (let round = 0; round < 300; round += 1) expect((await question()).attempt).toBeTypeOf("string");
  const ask = () => post("/api/session/passkey", {});
  expect(codeOf(await ask())).toEqual([429, "tooManyTries"]);
  door.clock.pass(MINUTE);
  expect((await ask()).status).toBe(200);
});

describe("the end of passkeys", () => {
  const countOf = async (boss: string) => ((await door.ask("GET", "/api/accounts", { cookie: boss })).json as readonly Readonly<Record<string, unknown>>[]).find(({ user }) => user === ANNA)?.["passkeys"];

  it("[A-23] a one-time password, a used invitation and an administrator remove them; the person's own password does not", async () => {
    const boss = await door.cookieOf("boss");
    const anna = await door.cookieOf("anna");
    await register(anna);
    const changed = await post("/api/password", { current: "password of user/anna", next: "password of user/anna 2" }, anna);
    expect([await countOf(boss), (await show()).status]).toEqual([1, 200]);
    const invited = await post("/api/accounts/invite", { user: ANNA }, boss);
    expect(await countOf(boss)).toBe(1);
    await post("/api/invitation", { secret: invited.json["secret"], password: "password of user/anna" });
    expect([await countOf(boss), codeOf(await show())]).toEqual([0, [401, "unknownPasskey"]]);
    expect(await listOf(changed.cookie)).toBeUndefined();

    await register(await door.cookieOf("anna"));
    expect(codeOf(await post("/api/accounts/passkeys/remove", { user: ANNA }, await door.cookieOf("ben")))).toEqual([403, "denied"]);
    expect((await post("/api/accounts/passkeys/remove", { user: ANNA }, boss)).status).toBe(204);
    expect([await countOf(boss), codeOf(await show())]).toEqual([0, [401, "unknownPasskey"]]);

    await register(await door.cookieOf("anna"));
    await post("/api/accounts/reset", { user: ANNA }, boss);
    door.clock.pass(DAY);
    expect([await countOf(boss), codeOf(await show())]).toEqual([0, [401, "unknownPasskey"]]);
  });
});
