import * as Y from "yjs";
import { WebsocketProvider as Provider3 } from "y-websocket";
import { WebsocketProvider as Provider2 } from "y-websocket-2";
import { WebSocket } from "ws";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { docId, type RecordId } from "#domain/id.ts";
import { CLIENT_IDS } from "#domain/protocol/down/welcome.ts";
import { proseText } from "#domain/record/project-document.ts";
import { seedCommit } from "#sync-server/seed.ts";
import type { Served } from "#sync-server/serve.ts";
import { FIRST_DEVICE } from "#sync-server/storage/storage.ts";
import { serveHere } from "#tests/served.ts";
import { ACME, ANNA, BOLT, BOSS, COMPANY, DEAL, MANAGER, OTHER } from "#tests/unit/sync-server/company.ts";
import { createRawDevice } from "#tests/unit/sync-server/raw-device.ts";

let served: Served;
const open: (() => void)[] = [];

beforeEach(async () => {
  served = await serveHere({
    prepare: (relay) => relay.seed((counters) => seedCommit(counters, COMPANY)),
  });
});

afterEach(async () => {
  for (const close of open.splice(0)) close();
  await served.stop();
});

const until = async (what: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 2_000; turn += 1) {
    if (what()) return;
    await new Promise((resolve) => setImmediate(resolve));
    await served.relay.read(async () => undefined);
  }
  throw new Error(`never: ${what.toString()}`);
};

interface Client {
  readonly doc: Y.Doc;
  readonly provider: Provider3;
  readonly closes: { readonly code: number; readonly reason: string }[];
}

for (const [version, WebsocketProvider] of [["3.x", Provider3], ["2.x", Provider2 as unknown as typeof Provider3]] as const) {
  const connect = async (user: RecordId, record: RecordId, more: { doc?: Y.Doc; token?: string } = {}): Promise<Client> => {
    const token = more.token ?? (await served.relay.tokens.issue("document", user, record));
    const doc = more.doc ?? new Y.Doc();
    const closes: Client["closes"] = [];
    const provider = new WebsocketProvider(`ws://127.0.0.1:${served.port}/yjs`, record, doc, {
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      protocols: ["tidebook", `token.${token}`],
      disableBc: true,
    });
    provider.on("connection-close", (event: { code: number; reason: string } | null) => void (event && closes.push({ code: event.code, reason: event.reason })));
    open.push(() => provider.destroy());
    return { doc, provider, closes };
  };

  const stored = async (record: RecordId) => (await served.relay.storage.documents([docId(record)]))[0];

  describe(`stock y-websocket ${version}`, () => {
    it("[Y-01] reads a record, and its edits pass the gate into row, feed and history", async () => {
      const device = createRawDevice(served.relay, served.relay.clock);
      await device.connect(MANAGER);
      const { doc, provider } = await connect(ANNA, DEAL);
      await until(() => provider.synced);
      expect(doc.getMap("fields").get("subject")).toBe("Deal");
      doc.getMap("fields").set("subject", "Deal by script");
      doc.getXmlFragment("prose/requirement").insert(0, [new Y.XmlText("Hello. ")]);
      await until(() => device.row(DEAL)?.subject === "Deal by script" && String(device.row(DEAL)?.requirement).startsWith("Hello."));
      device.send({ type: "askHistory", request: 1, record: DEAL, before: null, limit: 10 });
      await device.settled();
      const history = device.received.findLast((message) => message.type === "history");
      const changed = history?.type === "history" ? history.entries.find(({ path }) => path === "subject") : undefined;
      expect(changed).toMatchObject({ from: "Deal", to: "Deal by script", by: ANNA, device: 0, outcome: "kept" });
    });

    it("[Y-01] gets what devices write, and the relay's repairs", async () => {
      const device = createRawDevice(served.relay, served.relay.clock);
      await device.connect(MANAGER);
      const [one, two] = [await connect(ANNA, DEAL), await connect(MANAGER, DEAL)];
      await until(() => one.provider.synced && two.provider.synced);
      await device.push(device.edit(docId(DEAL), { address: "Main Street" }));
      await until(() => one.doc.getMap("fields").get("address") === "Main Street");
      one.doc.getMap("fields").set("address", "Side Street");
      await until(() => two.doc.getMap("fields").get("address") === "Side Street" && device.row(DEAL)?.address === "Side Street");
    });

    it("[Y-02] edits made while away arrive at the next connection", async () => {
      const { doc, provider } = await connect(ANNA, DEAL);
      await until(() => provider.synced);
      provider.disconnect();
      doc.getMap("fields").set("address", "offline");
      provider.connect();
      await until(() => provider.synced);
      for (let turn = 0; (await stored(DEAL))?.row.address !== "offline" && turn < 500; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      expect((await stored(DEAL))?.row.address).toBe("offline");
    });

    it("[Y-03] a token opens its own record only, and a wrong one nothing", async () => {
      const token = await served.relay.tokens.issue("document", ANNA, DEAL);
      for (const client of [await connect(ANNA, ACME, { token }), await connect(ANNA, DEAL, { token: "guessed" }), await connect(ANNA, BOLT)]) {
        await until(() => client.closes.length > 0);
        client.provider.disconnect();
        expect(client.closes[0]?.code).toBe(4403);
        expect(client.doc.getMap("fields").size).toBe(0);
      }
    });

    it("[Y-04] a refused write ends the connection with the reason, and nothing of it is stored", async () => {
      const before = await stored(DEAL);
      const { doc, provider, closes } = await connect(ANNA, DEAL);
      await until(() => provider.synced);
      doc.getMap("fields").set("expectedAmount", "a lot");
      await until(() => closes.length > 0);
      provider.disconnect();
      expect(closes[0]).toEqual({ code: 4403, reason: "invalid: notDecimal" });
      expect(await stored(DEAL)).toEqual(before);
    });

    it("[Y-04] the first sync is a write too: what it brings is judged like any other", async () => {
      const doc = new Y.Doc();
      doc.getMap("fields").set("deleted", { by: BOSS, at: 1 });
      const before = await stored(DEAL);
      const { provider, closes } = await connect(ANNA, DEAL, { doc });
      await until(() => closes.length > 0);
      provider.disconnect();
      expect(closes[0]).toEqual({ code: 4403, reason: "denied: notYou" });
      expect(await stored(DEAL)).toEqual(before);
    });

    it("[Y-05] client ids of leases, of the relay and of other people's clients are refused", async () => {
      const first = await connect(MANAGER, DEAL);
      await until(() => first.provider.synced);
      first.doc.getMap("fields").set("address", "mine");
      for (let turn = 0; (await served.relay.storage.writers(docId(DEAL))).size === 0 && turn < 500; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      for (const id of [FIRST_DEVICE * CLIENT_IDS + 5, 2, first.doc.clientID]) {
        const { doc, provider, closes } = await connect(ANNA, DEAL);
        await until(() => provider.synced);
        const forged = new Y.Doc();
        Y.applyUpdate(forged, Y.encodeStateAsUpdate(doc));
        forged.clientID = id;
        forged.getMap("fields").set("budget", "1");
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(forged, Y.encodeStateVector(doc)));
        await until(() => closes.length > 0);
        provider.disconnect();
        expect(closes[0]?.reason).toMatch(/^malformed: foreignClient/);
      }
      expect((await stored(DEAL))?.row.budget).toBeUndefined();
    });

    it("[Y-06] is in the same presence as devices, under the name the relay knows", async () => {
      const [one, two] = [await connect(ANNA, DEAL), await connect(MANAGER, DEAL)];
      await until(() => one.provider.synced && two.provider.synced);
      one.provider.awareness.setLocalStateField("user", { name: "The Boss", id: BOSS });
      await until(() => two.provider.awareness.getStates().get(one.doc.clientID) !== undefined);
      expect(two.provider.awareness.getStates().get(one.doc.clientID)).toMatchObject({ user: { id: ANNA, name: "anna" } });
      one.provider.disconnect();
      await until(() => two.provider.awareness.getStates().get(one.doc.clientID) === undefined);
    });

    it("[Y-07] is ended when its person may no longer read the record", async () => {
      const boss = createRawDevice(served.relay, served.relay.clock);
      await boss.connect(BOSS);
      const { provider, closes, doc } = await connect(ANNA, DEAL);
      await until(() => provider.synced);
      await boss.push(boss.edit(docId(DEAL), { owner: OTHER, subject: "not for Anna" }));
      await until(() => closes.length > 0);
      provider.disconnect();
      expect(closes[0]?.code).toBe(4403);
      expect(doc.getMap("fields").get("subject")).toBe("Deal");
      expect(proseText(doc.getXmlFragment("prose/requirement"))).toBe("They need pumps.");
    });
  });
}
