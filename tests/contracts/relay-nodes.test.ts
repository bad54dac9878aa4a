import * as Y from "yjs";
import { afterAll, describe, expect, it } from "vitest";
import { docId, recordId, type RecordId } from "#domain/id.ts";
import { movePath } from "#domain/policy/move.ts";
import { valueAt } from "#domain/record/document.ts";
import { createRelay, type Relay } from "#sync-server/relay.ts";
import { createAccounts } from "#sync-server/accounts.ts";
import { seedCommit, type SeedRecord } from "#sync-server/seed.ts";
import { openPostgres, type PostgresOptions } from "#sync-server/storage/postgres-connection.ts";
import { createPostgresStorage } from "#sync-server/storage/postgres.ts";
import type { Storage } from "#sync-server/storage/storage.ts";
import { verifyChain } from "#sync-server/storage/verify-chain.ts";
import { startPostgres } from "#tests/postgres-server.ts";
import { ACME, ANNA, BEN, BOSS, COMPANY, createSettableClock, DEAL, MANAGER, OTHER, type SettableClock } from "#tests/unit/sync-server/company.ts";
import { seenBy, shown } from "#tests/unit/sync-server/presence-frames.ts";
import { countingRandom, createRawDevice, type RawDevice } from "#tests/unit/sync-server/raw-device.ts";
import { createUnreliableLine } from "#tests/unreliable-line.ts";

const server = await startPostgres();
const url = server?.url ?? "";
const admin = server && openPostgres({ url, connections: 2 });
let made = 0;

interface Node {
  readonly relay: Relay;
  readonly storage: Storage;
  readonly device: (user: Parameters<RawDevice["connect"]>[0]) => Promise<RawDevice>;
  /** As when its process is killed: nothing is said to anybody. */
  readonly kill: () => Promise<void>;
}

interface Town {
  readonly clock: SettableClock;
  readonly schema: string;
  readonly node: (more?: Partial<PostgresOptions>) => Promise<Node>;
}

/** Asks until it is so. */
const until = async (isSo: () => unknown): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 2));
};

/** What every node has committed has reached every device. */
const quiet = async (...nodes: readonly Node[]): Promise<void> => {
  for (const { relay } of nodes) await relay.read(async () => undefined);
};

const hosting = async (work: (town: Town) => Promise<void>, records: readonly SeedRecord[] = COMPANY): Promise<void> => {
  const clock = createSettableClock();
  const schema = `tidebook_nodes_${++made}`;
  const ends: (() => Promise<void>)[] = [];
  const node: Town["node"] = async (more = {}) => {
    const storage = await createPostgresStorage({ url, schema, connections: 4, ...more });
    let dead = false;
    ends.push(async () => {
      if (!dead) await relay.stop();
      await storage.close();
    });
    const relay = await createRelay({ storage, clock, random: countingRandom, defer: (call) => void setImmediate(call) });
    if ((await storage.counters()).head === 0) await relay.seed((counters) => seedCommit(counters, records));
    return {
      relay,
      storage,
      device: async (user) => {
        const device = createRawDevice(relay, clock);
        await device.connect(user);
        return device;
      },
      kill: async () => {
        dead = true;
        await storage.close();
      },
    };
  };
  try {
    await work({ clock, schema, node });
  } finally {
    for (const end of ends) await end();
    await admin?.write(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  }
};

const contentOf = (device: RawDevice) =>
  [...device.held].map(([doc, { doc: content, row }]) => [doc, row, Buffer.from(Y.encodeStateVector(content)).toString("hex")]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));

describe.skipIf(!server)("two nodes on one database", () => {
  afterAll(async () => {
    await admin?.close();
    await server?.stop();
  });

  it("[N-01] [N-02] what is committed at both at the same moment is judged in one order, and every device ends up with the same", () =>
    hosting(async ({ node }) => {
      const [a, b] = [await node(), await node()];
      const [anna, manager, boss] = [await a.device(ANNA), await b.device(MANAGER), await b.device(BOSS)];
      for (let round = 1; round <= 8; round += 1) {
        const answers = await Promise.all([
          anna.push(anna.edit(docId(ACME), { phone: `anna ${round}`, remarks: "x".repeat(round * 2_000) })),
          manager.push(manager.edit(docId(ACME), { phone: `manager ${round}`, website: `w${round}` })),
          boss.push(boss.edit(docId(DEAL), { subject: `deal ${round}` })),
        ]);
        expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
      }
      await quiet(a, b);
      const fresh = await a.device(BOSS);
      expect(contentOf(boss)).toEqual(contentOf(fresh));
      for (const one of [anna, manager, boss]) {
        expect(one.closed).toBeNull();
        expect(contentOf(one).filter(([doc]) => doc === docId(ACME))).toEqual(contentOf(fresh).filter(([doc]) => doc === docId(ACME)));
        expect(valueAt(one.held.get(docId(ACME))!.doc, "website")).toBe("w8");
      }
      const { history } = await a.storage.counters();
      expect(await verifyChain(b.storage.links, { newest: history, head: null })).toMatchObject({ entries: history, misfit: null });
    }));

  it("[N-01] official numbers are given once, and of two who claim the same value one gets it", () =>
    hosting(async ({ node }) => {
      const [a, b] = [await node(), await node()];
      const devices = [await a.device(BOSS), await b.device(BOSS)];
      const numbers: unknown[] = [];
      for (let round = 1; round <= 5; round += 1) {
        const records = devices.map((_, index) => recordId("customer", `c${round}n${index}`));
        await Promise.all(devices.map((device, index) => device.push(device.edit(docId(records[index]!), { name: `C ${round} ${index}`, owner: BOSS, created: { by: BOSS, at: 1 } }))));
        numbers.push(...devices.map((device, index) => device.row(records[index]!)?.customerNo));
      }
      expect(new Set(numbers).size).toBe(10);
      expect(numbers).not.toContain(undefined);
      const outcomes = await Promise.all([ANNA, BEN].map((user, index) => devices[index]!.push(devices[index]!.edit(docId(user), { account: "star" }))));
      expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
      expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ refusal: { reason: "taken" } });
      await quiet(a, b);
      expect(a.relay.directory.findAccount("star")).toBe(b.relay.directory.findAccount("star"));
    }));

  it("[N-01] [M-03] of two who claim a record at different nodes one gets it, and the limit of a pool counts the claims of all nodes", () => {
    const pool = recordId("pool", "east");
    const free = [1, 2, 3, 4].map((n) => recordId("customer", `free${n}`));
    const of = (id: RecordId, values: SeedRecord["values"]): SeedRecord => ({ id, values, at: 1, by: BOSS });
    const records = [...COMPANY, of(pool, { name: "East", limit: 2, [`set/users/${ANNA}`]: 1, [`set/users/${BEN}`]: 1 }), ...free.map((id) => of(id, { name: id, pool }))];
    return hosting(async ({ node }) => {
      const [a, b] = [await node(), await node()];
      const claim = (device: RawDevice, by: RecordId, record: RecordId) => device.push(device.edit(docId(record), { [movePath(device.keys.next())]: { by, at: 1, does: "claim" } }));
      const [first, second, ben] = [await a.device(ANNA), await b.device(ANNA), await b.device(BEN)];
      const same = await Promise.all([claim(first, ANNA, free[0]!), claim(ben, BEN, free[0]!)]);
      expect(same.map(({ ok }) => ok).sort()).toEqual([false, true]);
      expect(same.find(({ ok }) => !ok)).toMatchObject({ refusal: { reason: "held" } });
      await Promise.all(free.slice(1).map((record, index) => claim(index % 2 === 0 ? first : second, ANNA, record)));
      const held = await Promise.all((await b.storage.documents(free.map((id) => docId(id)))).map(async ({ row }) => row["owner"]));
      expect(held.filter((owner) => owner === ANNA)).toHaveLength(2);
    }, records);
  });

  it("[N-09] of two versions on one database the earlier commits nothing more", () =>
    hosting(async ({ node }) => {
      const [a, later] = [await node(), await node()];
      const anna = await a.device(ANNA);
      await later.storage.reproject(123, ({ row }) => row);
      anna.send({ type: "push", txs: [{ id: anna.keys.next(), docs: [anna.edit(docId(ACME), { phone: "old" })] }] });
      await until(() => anna.closed !== null);
      expect(anna.closed).toBe("restarting");
      expect((await later.storage.documents([docId(ACME)]))[0]?.row["phone"]).toBe("1");
    }));

  it("[N-03] rights that are taken away at one node hold at the other with the next thing it answers", () =>
    hosting(async ({ node }) => {
      const [a, b] = [await node(), await node()];
      const [boss, ben, other] = [await a.device(BOSS), await b.device(BEN), await b.device(OTHER)];
      expect(other.held.has(docId(DEAL))).toBe(false);
      await boss.push(boss.edit(docId(ACME), { owner: OTHER }), boss.edit(docId(BEN), { disabled: { by: BOSS, at: 1 } }));
      await until(() => ben.closed !== null && other.held.has(docId(ACME)));
      expect(ben.closed).toBe("forbidden");
      await boss.push(boss.edit(docId(ACME), { owner: ANNA }));
      await until(() => !other.held.has(docId(ACME)));
      // Asked at once, without waiting for anything to be told.
      const change = other.edit(docId(OTHER), {});
      await boss.push(boss.edit(docId(OTHER), { disabled: { by: BOSS, at: 1 } }));
      other.send({ type: "push", txs: [{ id: other.keys.next(), docs: [change] }] });
      await until(() => other.closed !== null);
      expect(other.received.filter(({ type }) => type === "answers")).toEqual([]);
      await ben.connect(BEN);
      expect(ben.closed).toBe("forbidden");
    }));

  it("[N-04] a sign-in that ends at one node ends the connections it has at the other, and a device has one connection among them", () =>
    hosting(async ({ node }) => {
      const [a, b] = [await node(), await node()];
      const anna = await b.device(ANNA);
      a.relay.cut(ANNA);
      await until(() => anna.closed !== null);
      expect(anna.closed).toBe("signInAgain");
      const there = createRawDevice(a.relay, { now: Date.now });
      await anna.connect(ANNA);
      const { device, deviceKey } = anna.welcome;
      await there.connect(ANNA, { device, deviceKey });
      await until(() => anna.closed !== null);
      expect(anna.closed).toBe("reload");
      expect(there.closed).toBeNull();
    }));

  it("[N-05] a ticket of one node opens a connection at the other, once, however many offer it", () =>
    hosting(async ({ node }) => {
      const [a, b] = [await node(), await node()];
      const ticket = await a.relay.tokens.issue("ticket", ANNA);
      const takes = await Promise.all([b, a, b, a].map(({ relay }) => relay.tokens.take("ticket", ticket)));
      expect(takes.filter((token) => token !== null)).toHaveLength(1);
    }));

  it("[N-05] [A-02] guesses at all nodes together have the tries of one, and what a browser was asked to sign is answered once", () =>
    hosting(async ({ node, clock }) => {
      const nodes = [await node(), await node()];
      const doors = nodes.map(({ storage, relay }) => createAccounts({ storage, directory: relay.directory, tokens: relay.tokens, clock, random: countingRandom, cut: relay.cut }));
      await doors[0]!.setPassword(ANNA, "a password of hers", false);
      const from = { address: "203.0.113.9", agent: "test", browser: null };
      const tries = await Promise.all(Array.from({ length: 16 }, (_, index) => doors[index % 2]!.signIn("anna", `guess ${index}`, from)));
      const codes = tries.map((end) => (end.ok ? "in" : end.error.code));
      expect(codes.filter((code) => code === "wrongPassword")).toHaveLength(5);
      expect(codes.filter((code) => code === "tooManyTries")).toHaveLength(11);
      expect((await doors[1]!.signIn("anna", "a password of hers", from)).ok).toBe(false);
      clock.pass(1_000);
      expect((await doors[1]!.signIn("anna", "a password of hers", from)).ok).toBe(true);
      expect((await doors[0]!.signIn("anna", "a guess again", from))).toMatchObject({ error: { code: "wrongPassword" } });
      const [here, there] = nodes.map(({ storage }) => storage.sharing!.challenges<string>(clock, "attempt"));
      await here!.put("key", "https://a", "sign this", "network");
      const taken = await Promise.all([there!.take("key", "https://a"), here!.take("key", "https://a")]);
      expect(taken.sort()).toEqual(["sign this", null].sort());
      await here!.put("other", "https://a", "sign that", "network");
      expect(await there!.take("other", "https://b")).toBeNull();
    }));

  it("[N-06] people at different nodes see each other at a record, and not those whose node is no more", () =>
    hosting(async ({ node }) => {
      const [a, b] = [await node(), await node()];
      const [anna, manager] = [await a.device(ANNA), await b.device(MANAGER)];
      for (const one of [anna, manager]) one.send({ type: "watch", docs: [docId(DEAL)] });
      await Promise.all([anna.settled(), manager.settled()]);
      const client = anna.client();
      anna.send({ type: "presence", doc: docId(DEAL), update: shown(client, { user: { id: BOSS, name: "The Boss" }, field: "subject" }) });
      await until(() => seenBy(manager).size > 0);
      expect([...seenBy(manager)]).toEqual([[client, { user: { id: ANNA, name: "anna" }, field: "subject" }]]);
      const late = await node();
      const boss = await late.device(BOSS);
      boss.send({ type: "watch", docs: [docId(DEAL)] });
      await until(() => seenBy(boss).size > 0);
      await a.kill();
      await until(() => seenBy(manager).size === 0 && seenBy(boss).size === 0);
    }));

  it("[N-07] of a node that is killed nothing acknowledged is lost; what was not answered is answered once elsewhere, and the device goes on where it was", () =>
    hosting(async ({ node }) => {
      const [a, b] = [await node(), await node()];
      let relay: Relay = a.relay;
      const clock = { now: Date.now };
      const whichever = { accept: (link) => relay.accept(link), read: (job) => relay.read(job), tokens: { ...a.relay.tokens, issue: (...what) => relay.tokens.issue(...what) } } satisfies Pick<Relay, "accept" | "read" | "tokens">;
      const anna = createRawDevice(whichever, clock);
      await anna.connect(ANNA);
      expect(await anna.push(anna.edit(docId(ACME), { phone: "kept" }))).toMatchObject({ ok: true });
      const twice = { id: anna.keys.next(), docs: [anna.edit(docId(ACME), { website: "once" })] };
      anna.send({ type: "push", txs: [twice] });
      await until(async () => (await b.storage.answers([twice.id])).length === 1);
      await a.kill();
      anna.disconnect();
      relay = b.relay;
      const { device, start } = anna.welcome;
      const { cursor } = anna;
      anna.received.length = 0;
      const boss = await b.device(BOSS);
      await boss.push(boss.edit(docId(DEAL), { subject: "meanwhile" }));
      await anna.connect(ANNA, { start });
      expect(anna.welcome).toMatchObject({ device, start, common: cursor });
      const came = anna.received.flatMap((message) => (message.type === "page" ? message.entries.map(({ doc }) => doc) : []));
      expect(came).toContain(docId(DEAL));
      expect(came.length).toBeLessThan(3);
      expect(anna.row(ACME)).toMatchObject({ website: "once", phone: "kept" });
      expect(await anna.pushTx(twice)).toEqual((await b.storage.answers([twice.id]))[0]?.answer);
      const lines = await b.storage.history([docId(ACME)], null, 50);
      expect(lines.filter(({ path }) => path === "website")).toHaveLength(1);
    }));

  it("[N-08] a node that hears nothing of the others ends its connections and takes none until it does", () =>
    hosting(async ({ node }) => {
      const line = await createUnreliableLine(url);
      const [far, near] = [await node({ url: line.url, patience: 200 }), await node()];
      const [anna, boss] = [await far.device(ANNA), await near.device(BOSS)];
      line.cut();
      await until(() => anna.closed !== null);
      expect(anna.closed).toBe("restarting");
      anna.open();
      expect(anna.closed).toBe("restarting");
      expect(await boss.push(boss.edit(docId(ACME), { phone: "meanwhile" }))).toMatchObject({ ok: true });
      line.mend();
      await until(async () => {
        anna.open();
        return anna.closed === null;
      });
      await anna.connect(ANNA);
      expect(anna.row(ACME)?.phone).toBe("meanwhile");
      expect(await anna.push(anna.edit(docId(ACME), { phone: "after" }))).toMatchObject({ ok: true });
      expect(await near.storage.starts()).toHaveLength(1);
      await line.close();
    }));

  it("[N-08] a node that has missed more than the journal keeps reads everything again; its devices come back and catch up", () =>
    hosting(async ({ node, schema }) => {
      const [a, b] = [await node(), await node()];
      const [anna, boss] = [await a.device(ANNA), await b.device(BOSS)];
      await admin?.transaction(async ({ run }) => {
        // As a node that was away for long finds it: lines between what it knows and the newest are gone.
        await run(`INSERT INTO ${schema}.journal (before, node, docs, moved) VALUES (999, 'another', '{}', '[]')`);
        await run(`DELETE FROM ${schema}.journal WHERE before <> 999`);
      });
      await quiet(a, b);
      expect([anna.closed, boss.closed]).toEqual(["restarting", "restarting"]);
      await anna.connect(ANNA);
      await boss.connect(BOSS);
      await boss.push(boss.edit(docId(ACME), { phone: "known" }));
      await quiet(a);
      expect(anna.row(ACME)?.phone).toBe("known");
      expect(anna.closed).toBeNull();
    }));
});
