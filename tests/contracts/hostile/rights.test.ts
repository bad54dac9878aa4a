import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { docId, recordId } from "#domain/id.ts";
import type { DocChange } from "#domain/protocol/up/push.ts";
import { ACME, ANNA, BEN, BOLT, BOSS, DEAL, PUMP } from "#tests/unit/sync-server/company.ts";
import { createRawDevice, type RawDevice } from "#tests/unit/sync-server/raw-device.ts";
import { createArena, type Arena } from "./arena.ts";
import { claiming, forge, set } from "./bytes.ts";

const acme = docId(ACME);
const deal = docId(DEAL);

let arena: Arena;
let ben: RawDevice;

beforeAll(async () => {
  arena = await createArena();
  ben = await arena.device(BEN);
});

afterAll(() => arena.close());

type Attack = readonly [rule: string, what: string, act: () => DocChange, code: string, reason: string];

/** Writes `path` in whatever document, held or not, as no honest device does. */
const write = (doc: ReturnType<typeof docId>, path: string, to: string | number | null | { by: string; at: number }): DocChange =>
  claiming(ben, doc, forge(ben, doc, ben.client(), set(path, to)), { [path]: to as string });

const ATTACKS: readonly Attack[] = [
  ["R-07", "the official number, made provisional again", () => write(acme, "customerNo", "~1"), "invalid", "taken"],
  ["G-11", "the mark of who made a record", () => write(acme, "created", { by: BEN, at: 1 }), "denied", "fixed"],
  ["G-11", "a mark in another's name", () => write(acme, "deleted", { by: ANNA, at: 1 }), "denied", "notYou"],
  ["G-11", "another person's record", () => write(docId(BOLT), "phone", "666"), "denied", "notYours"],
  ["G-11", "the owner of a record that one only shares", () => write(acme, "owner", BEN), "denied", "notOwner"],
  ["G-11", "who else reads a record that one only shares", () => write(acme, "set/sharedWith/user/other", 1), "denied", "notOwner"],
  ["G-11", "a field whose right one has not", () => write(docId(PUMP, "cost"), "cost", "1"), "denied", "needsRight"],
  ["G-11", "a record of a kind whose right one has not", () => write(docId(PUMP), "name", "Mine"), "denied", "needsRight"],
  ["G-11", "one's own rights", () => write(docId(BEN), "set/rights/admin", 1), "denied", "needsRight"],
  ["G-11", "one's own role", () => write(docId(BEN), "role", "boss"), "denied", "needsRight"],
  ["G-10", "a facet's field in the main document", () => write(docId(PUMP), "cost", "1"), "invalid", "unknownField"],
  ["G-10", "a facet that no kind has", () => write(docId(ACME, "secret"), "name", "x"), "malformed", "unknownKind"],
  ["G-10", "a record of another workspace", () => write(docId(recordId("workspace", "theirs")), "name", "Theirs"), "denied", "needsRight"],
];

describe("hostile writes", () => {
  it.each(ATTACKS)("[%s] a write to %s is refused and leaves nothing behind", async (_rule, _what, act, code, reason) => {
    const change = act();
    await arena.withstands(async () => {
      expect(await ben.push(change)).toMatchObject({ ok: false, refusal: { code, reason } });
      expect(ben.closed).toBeNull();
    });
  });

  it("[G-11] what the refusal says does not tell what stands in a record that one may not read", async () => {
    expect(JSON.stringify(await ben.push(write(docId(BOLT), "name", "x")))).not.toContain("Bolt");
  });

  it("[G-11] a write to a record just revoked is refused, and nothing of it reaches those who still read it", async () => {
    const anna = await arena.device(ANNA);
    const late = ben.edit(acme, { phone: "stolen" });
    expect((await anna.push(anna.edit(acme, { [`set/sharedWith/${BEN}`]: null }))).ok).toBe(true);
    await arena.withstands(async () => expect(await ben.push(late)).toMatchObject({ ok: false, refusal: { code: "denied", reason: "notYours" } }));
    expect(ben.gone.has(acme)).toBe(true);
    expect((await anna.push(anna.edit(acme, { [`set/sharedWith/${BEN}`]: 1 }))).ok).toBe(true);
  });

  it("[G-01] an old transaction handed in again, under its id or a new one, changes nothing", async () => {
    const anna = await arena.device(ANNA);
    const tx = { id: ben.keys.next(), docs: [ben.edit(acme, { phone: "old" })] };
    expect((await ben.pushTx(tx)).ok).toBe(true);
    expect((await anna.push(anna.edit(acme, { phone: "new" }))).ok).toBe(true);
    await arena.withstands(async () => {
      expect((await ben.pushTx(tx)).ok).toBe(true);
      expect(await ben.pushTx({ ...tx, id: ben.keys.next() })).toMatchObject({ ok: false, refusal: { reason: "usedClock" } });
      const second = await arena.device(BEN);
      expect(await second.pushTx({ ...tx, id: second.keys.next() })).toMatchObject({ ok: false, refusal: { reason: "foreignClient" } });
      expect(await anna.pushTx(tx)).toMatchObject({ ok: false, refusal: { reason: "usedTransaction" } });
    });
    expect(anna.row(ACME)?.phone).toBe("new");
  });

  it("[H-02] [H-04] a ticket, a device and a transaction of another workspace open nothing here", async () => {
    const other = await createArena();
    try {
      const theirs = await other.device(BEN);
      const ticket = await other.served.relay.tokens.issue("ticket", BOSS);
      const tx = { id: theirs.keys.next(), docs: [theirs.edit(deal, { address: "from there" })] };
      await arena.withstands(async () => {
        const stranger = createRawDevice({ ...arena.served.relay, tokens: { ...arena.served.relay.tokens, issue: async () => ticket } }, { now: () => Date.now() });
        await stranger.connect(BOSS);
        expect(stranger.closed).toBe("signInAgain");
        const { device, deviceKey } = theirs.welcome;
        const visitor = createRawDevice(arena.served.relay, { now: () => Date.now() });
        await visitor.connect(BEN, { device: device + 40, deviceKey });
        expect(visitor.welcome.device).not.toBe(device + 40);
        expect(await visitor.pushTx(tx)).toMatchObject({ ok: false, refusal: { code: "malformed", reason: "foreignClient" } });
        visitor.disconnect();
      });
    } finally {
      await other.close();
    }
  });
});
