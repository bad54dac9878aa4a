import { afterAll, describe, expect, it } from "vitest";
import { generateDemo } from "#domain/demo/generate.ts";
import { DEMO_SIGN_INS } from "#domain/demo/staff.ts";
import { docId, recordId, type DocId } from "#domain/id.ts";
import { EXIT } from "#sync-server/cli/exit.ts";
import { run } from "#sync-server/cli/run.ts";
import { seedCommit } from "#sync-server/seed.ts";
import { createRelay } from "#sync-server/relay.ts";
import { systemClock, systemRandom } from "#sync-server/serve.ts";
import { openPostgres, type PostgresOptions } from "#sync-server/storage/postgres-connection.ts";
import { createPostgresStorage } from "#sync-server/storage/postgres.ts";
import { EMPTY_COMMIT, type Commit, type Counters, type Storage } from "#sync-server/storage/storage.ts";
import { StorageUnreachable } from "#sync-server/storage/unreachable.ts";
import { verifyChain } from "#sync-server/storage/verify-chain.ts";
import { startPostgres } from "#tests/postgres-server.ts";
import { ACME, ANNA, createCompany } from "#tests/unit/sync-server/company.ts";
import { countingRandom, createRawDevice } from "#tests/unit/sync-server/raw-device.ts";
import { createUnreliableLine } from "#tests/unreliable-line.ts";
import { createCompanyReplica } from "./company-replica.ts";
import { relayStorageSuite } from "./relay-storage.suite.ts";

const server = await startPostgres();
const url = server?.url ?? "";
const admin = server && openPostgres({ url, connections: 2 });
let made = 0;

const place = () => {
  const schema = `tidebook_test_${++made}`;
  const opened: Storage[] = [];
  return {
    open: async (more: Partial<PostgresOptions> = {}): Promise<Storage> => {
      const storage = await createPostgresStorage({ url, schema, connections: 4, ...more });
      opened.push(storage);
      return storage;
    },
    closeAll: () => Promise.all(opened.map((storage) => storage.close())),
    dispose: async () => void (await admin?.write(`DROP SCHEMA IF EXISTS ${schema} CASCADE`)),
    schema,
  };
};

/** Runs it with a place of its own. */
const inPlace = async (work: (where: ReturnType<typeof place>) => Promise<void>): Promise<void> => {
  const where = place();
  try {
    await work(where);
  } finally {
    await where.closeAll();
    await where.dispose();
  }
};

const customer = (n: number): DocId => docId(recordId("customer", `c${n}`));

/** One document with one entry of the history, after `base`. */
const next = (base: Counters, more: Partial<Commit> = {}): Commit => {
  const [seq, no] = [base.head + 1, base.history + 1];
  const doc = customer(seq);
  return {
    ...EMPTY_COMMIT,
    base,
    counters: { ...base, head: seq, history: no },
    documents: [{ doc, seq, snapshot: Uint8Array.of(seq), row: { id: recordId("customer", `c${seq}`) }, scopes: ["all"], clocks: {} }],
    history: [{ no, doc, path: "name", from: null, to: "\u0000 and ☃", by: ANNA, device: 4_096, at: no, received: no, outcome: "kept" }],
    ...more,
  };
};

/** Asks until it is so. */
const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
};

describe.skipIf(!server)("on PostgreSQL", () => {
  afterAll(async () => {
    await admin?.close();
    await server?.stop();
  });

  relayStorageSuite("PostgreSQL", place);

  it("[F-15] of commits of several relays that were built on the same counters exactly one is stored", () =>
    inPlace(async ({ open }) => {
      const relays = await Promise.all([open(), open(), open()]);
      for (let round = 1; round <= 8; round++) {
        const base = await relays[0].counters();
        const [head, series] = round % 2 === 0 ? [base.head, { C: round }] : [base.head + 1, base.series];
        const commits = relays.map((storage) => storage.commit(head === base.head ? { ...EMPTY_COMMIT, base, counters: { ...base, series } } : next(base)));
        const ends = await Promise.allSettled(commits);
        expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
        for (const end of ends) if (end.status === "rejected") expect(String(end.reason)).toContain("another commit came first");
      }
      const { head, history, series } = await relays[1].counters();
      expect([head, history, series]).toEqual([4, 4, { C: 8 }]);
      expect(await verifyChain(relays[2].links, { newest: history, head: null })).toMatchObject({ entries: 4, misfit: null });
    }));

  it("[F-10] of a commit whose connection the server ends nothing is stored, and the next one is", () =>
    inPlace(async ({ open, schema }) => {
      const storage = await open();
      const base = await storage.counters();
      await admin?.transaction(async ({ run: here }) => {
        await here(`LOCK TABLE ${schema}.document IN ACCESS EXCLUSIVE MODE`);
        const end = expect(storage.commit(next(base))).rejects.toBeInstanceOf(StorageUnreachable);
        const held = `SELECT pid FROM pg_locks WHERE relation = '${schema}.document'::regclass AND NOT granted`;
        await until(async () => (await here(held)).count === 1);
        await here(`SELECT pg_terminate_backend(pid) FROM (${held}) AS one`);
        await until(async () => (await here(held)).count === 0);
        // Whether it was stored is asked for once the line of the counters is free.
        await end;
      });
      expect([await storage.counters(), await storage.documents([customer(1)])]).toEqual([base, []]);
      expect(await storage.feed({ scopes: ["all"], after: 0, upTo: 9 }, 9)).toEqual([]);
      await storage.commit(next(base));
      expect(await verifyChain(storage.links, { newest: 1, head: null })).toMatchObject({ entries: 1, misfit: null });
    }));

  it("[F-12] a commit whose answer is lost on its way is known to be stored, also when another followed it", () =>
    inPlace(async ({ open }) => {
      const line = await createUnreliableLine(url);
      const [far, near] = [await open({ url: line.url }), await open()];
      const base = await far.counters();
      const heard = line.deafen("COMMIT\0");
      const stored = far.commit(next(base));
      await heard;
      await near.commit(next(await near.counters()));
      line.cut();
      line.mend();
      await stored;
      expect((await far.counters()).head).toBe(2);
      await far.close();
      await line.close();
    }));

  it("[F-10] while the database is away nobody is answered, and afterwards everything goes on", () =>
    inPlace(async ({ open }) => {
      const line = await createUnreliableLine(url);
      const near = await open();
      await createCompany(near);
      const storage = await open({ url: line.url, patience: 500 });
      const reports: string[] = [];
      const relay = await createRelay({ storage, clock: systemClock, random: countingRandom, defer: setImmediate, report: (what, error) => reports.push(`${what}: ${String(error)}`) });
      const anna = createRawDevice(relay, systemClock);
      await anna.connect(ANNA);
      line.cut();
      anna.send({ type: "push", txs: [{ id: anna.keys.next(), docs: [anna.edit(docId(ACME), { phone: "lost" })] }] });
      await until(async () => relay.directory.standing(ANNA) === null);
      expect(anna.closed).toBe("restarting");
      await expect(relay.read(async ({ head }) => head)).rejects.toThrow("cannot be reached");
      line.mend();
      await anna.connect(ANNA);
      expect(await anna.push(anna.edit(docId(ACME), { phone: "2" }))).toMatchObject({ ok: true });
      expect((await near.documents([docId(ACME)]))[0]?.row.phone).toBe("2");
      expect(reports.some((text) => text.includes("cannot be reached"))).toBe(true);
      await relay.stop();
      await storage.close();
      await line.close();
    }));

  it("tables of an earlier version are brought up to date, with all that they hold", () =>
    inPlace(async ({ open, schema }) => {
      const first = await open();
      await first.commit(next(await first.counters()));
      await admin?.transaction(async ({ run: here }) => {
        for (const table of ["journal", "guess", "challenge"]) await here(`DROP TABLE ${schema}.${table}`);
        await here(`UPDATE ${schema}.schema_version SET version = 1`);
      });
      const later = await open();
      expect(await later.documents([customer(1)])).toEqual(await first.documents([customer(1)]));
      await later.commit(next(await later.counters()));
      expect(await later.sharing?.news(0)).toMatchObject({ position: 1, documents: [] });
      expect((await later.counters()).head).toBe(2);
    }));

  it("tables of a later version are left alone", () =>
    inPlace(async ({ open, schema }) => {
      await open();
      await admin?.write(`UPDATE ${schema}.schema_version SET version = 99`);
      await expect(open()).rejects.toThrow("another version of the relay (99");
    }));

  it("[F-01] [T-01] the sample company lives there: a replica receives all of it, and the command line checks its history", async () => {
    const storage = await createPostgresStorage({ url });
    const relay = await createRelay({ storage, clock: systemClock, random: systemRandom, defer: setImmediate });
    try {
      await relay.seed((counters) => seedCommit(counters, generateDemo({ seed: 1, now: systemClock.now() })));
      const boss = relay.directory.findAccount(DEMO_SIGN_INS[0]?.account ?? "");
      if (!boss) throw new Error("the sample company has a boss");
      const { replica } = await createCompanyReplica({ relay, clock: systemClock }, boss, 1);
      for (const kind of ["customer", "opportunity", "order"]) expect(await replica.ask({ kind })).toHaveLength((await storage.ofKind(kind)).length);
      replica.stop();
      const { history } = await storage.counters();
      const verify = async () => {
        let [out, err] = ["", ""];
        const io = { out: (text: string) => void (out += text), err: (text: string) => void (err += text), interactive: false, env: { DATABASE_URL: url }, folder: "/" };
        return { code: await run(["audit", "verify"], io), out, err };
      };
      expect(await verify()).toMatchObject({ code: EXIT.ok, out: expect.stringContaining(`ok, ${history} entries`) });
      await admin?.write("UPDATE tidebook.history SET after = '1' WHERE no = 3");
      expect(await verify()).toMatchObject({ code: EXIT.altered, err: expect.stringContaining("entry 3") });
    } finally {
      await relay.stop();
      await storage.close();
    }
  });
});
