import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client as Database } from "pg";
import { DIST } from "#tests/browser/server.ts";
import { startPostgres } from "#tests/postgres-server.ts";
import { createPostgresStorage } from "#sync-server/storage/postgres.ts";
import { createSqliteStorage } from "#sync-server/storage/sqlite.ts";
import type { Bench, BenchContext, Timings } from "../harness/bench.ts";
import { childrenOf, cpuOf, startedHere } from "../harness/cpu.ts";
import { compare, interleave, type Contender, type Measure } from "../harness/interleave.ts";
import { COOKIE, openClient, type Client } from "../harness/nodes-clients.ts";
import { makeTown, type House, type Town } from "../harness/nodes-town.ts";
import { freePort } from "../harness/process.ts";
import { quantile } from "../harness/sample.ts";

const PEOPLE = 3;
/** Connections made at the same moment: a relay takes 200 of one address that have not said who they are. */
const WAVE = 100;
const PATIENCE = 60_000;
/** Sign-ins that are ended in each round, one after the other. */
const ENDED = 5;
/** There are enough of them for so many rounds. */
const SPARES = 60;
/** Edits per second of all, for the latency. */
const PACE = 50;

/** One arrangement of nodes with a town of its own. */
interface Arrangement {
  readonly name: string;
  readonly nodes: number;
  /** Fills it, and answers the options that have the relay serve it. */
  readonly fill: (houses: number) => Promise<{ readonly town: Town; readonly options: readonly string[] }>;
}

const until = async (isSo: () => boolean, what: string): Promise<void> => {
  const began = Date.now();
  while (!isSo()) {
    if (Date.now() - began > PATIENCE) throw new Error(`${what}: not after ${PATIENCE / 1_000} s`);
    await sleep(5);
  }
};

interface Group {
  readonly url: string;
  readonly pid: number;
  /** Processes that serve devices. */
  readonly nodes: () => readonly number[];
}

/** Starts the built relay, and waits until all of its nodes are there. */
const startGroup = async (options: readonly string[], nodes: number, context: BenchContext): Promise<Group> => {
  const port = await freePort();
  const child = spawn(process.execPath, [join(DIST, "relay", "main.js"), "--port", String(port), "--nodes", String(nodes), ...options], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, DATABASE_URL: "" } });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (said += text.toString()));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  context.finally(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  await until(() => said.includes("Tidebook is at") || child.exitCode !== null, "the relay starts");
  if (child.exitCode !== null) throw new Error(said);
  const pid = child.pid ?? 0;
  const children = (): readonly number[] => childrenOf(pid);
  if (nodes > 1) await until(() => children().length === nodes, "all nodes start");
  return { url: `http://127.0.0.1:${port}`, pid, nodes: () => (nodes > 1 ? children() : []) };
};

interface Street {
  readonly house: House;
  readonly clients: readonly Client[];
}

const allShow = (streets: readonly Street[], texts: ReadonlyMap<Street, string>): boolean =>
  streets.every((street) => street.clients.every((client) => client.isIn() && client.shown() === texts.get(street)));

const contenderOf = async ({ name, nodes, fill }: Arrangement, houses: number, context: BenchContext): Promise<Contender<string>> => {
  const { town, options } = await fill(houses);
  const group = await startGroup(options, nodes, context);
  const streets: Street[] = [];
  const spares = [...town.spares];
  for (const house of town.houses) {
    streets.push({ house, clients: house.devices.map((device) => openClient(group.url, house, device)) });
    if ((streets.length * PEOPLE) % WAVE < PEOPLE) await until(() => streets.every(({ clients }) => clients.every((client) => client.isIn())), "devices connect");
  }
  context.finally(() => {
    for (const { clients } of streets) for (const client of clients) client.stop();
  });
  await until(() => streets.every(({ clients }) => clients.every((client) => client.isIn())), "devices connect");
  const last = new Map<Street, string>();
  let edits = 0;

  const edit = async (street: Street): Promise<number> => {
    const text = `${(edits += 1)}`;
    const began = performance.now();
    last.set(street, text);
    await street.clients[0]?.write(text);
    return performance.now() - began;
  };

  /** Every house edits as soon as its last edit is acknowledged. */
  const rush = async (milliseconds: number): Promise<Timings> => {
    const took: number[] = [];
    const spent = (): readonly number[] => [cpuOf(group.pid), startedHere("postgres").reduce((sum, pid) => sum + cpuOf(pid), 0)];
    const [relayBefore = 0, databaseBefore = 0] = spent();
    const began = performance.now();
    await Promise.all(
      streets.map(async (street) => {
        while (performance.now() - began < milliseconds) took.push(await edit(street));
      }),
    );
    const each = ((performance.now() - began) * 1_000) / took.length;
    const [relay = 0, database = 0] = spent();
    return { each, full: quantile(took, 0.99), relay: ((relay - relayBefore) * 1_000) / took.length, database: ((database - databaseBefore) * 1_000) / took.length };
  };

  /** Edits come evenly, whatever becomes of those before. */
  const pace = async (milliseconds: number): Promise<readonly number[]> => {
    const began = performance.now();
    const ends: Promise<number>[] = [];
    const free = new Set(streets);
    for (let count = 0; performance.now() - began < milliseconds; count += 1) {
      await sleep(Math.max(0, began + (count * 1_000) / PACE - performance.now()));
      const [street] = free;
      if (!street) continue;
      free.delete(street);
      ends.push(edit(street).finally(() => free.add(street)));
    }
    return Promise.all(ends);
  };

  /** Ends sign-ins, each by a request that goes to whichever node, and waits until its connection is closed. */
  const revoke = async (): Promise<number> => {
    const took: number[] = [];
    for (const spare of spares.splice(0, ENDED)) {
      const client = openClient(group.url, streets[0]?.house ?? town.houses[0]!, spare);
      await until(client.isIn, "a device connects");
      const began = performance.now();
      const closed = new Promise<void>((resolve) => (client.onClose = resolve));
      await fetch(`${group.url}/api/session`, { method: "DELETE", headers: { cookie: `${COOKIE}=${spare.cookie}` } });
      await closed;
      took.push(performance.now() - began);
      client.stop();
    }
    return quantile(took, 0.5);
  };

  /** Kills one node under load. */
  const recover = async (): Promise<Timings> => {
    const [victim] = group.nodes();
    if (victim === undefined) return {};
    const running = pace(1_500);
    await sleep(300);
    const began = performance.now();
    process.kill(victim, "SIGKILL");
    await until(() => streets.some(({ clients }) => clients.some((client) => !client.isIn())), "somebody notices");
    const lost = streets.flatMap(({ clients }) => clients).filter((client) => !client.isIn()).length;
    await until(() => streets.every(({ clients }) => clients.every((client) => client.isIn())), "all are back");
    const back = performance.now() - began;
    await running;
    await until(() => allShow(streets, last), "all show the same");
    await until(() => group.nodes().length === nodes, "the node is there again");
    return { back, equal: Math.max(back, performance.now() - began), lost };
  };

  return {
    name,
    run: async () => {
      const rushed = await rush(context.quick ? 1_000 : 2_000);
      await until(() => allShow(streets, last), "all show the same");
      const paced = await pace(context.quick ? 1_000 : 2_000);
      await until(() => allShow(streets, last), "all show the same");
      return { answer: "every device shows the last edit of its customer", took: { ...rushed, p50: quantile(paced, 0.5), p99: quantile(paced, 0.99), revoked: await revoke(), ...(await recover()) } };
    },
  };
};

const databaseIn = async (server: string, name: string): Promise<string> => {
  const client = new Database({ connectionString: server });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
};

export const bench: Bench = {
  title: "Several nodes on one database",
  about:
    "Customers that three people share, each person with a device of their own and a real websocket, spread over the nodes as their connections came. Every edit is judged by rights and schema, stored with its history and fsync, and sent to all three, wherever they are connected. At full speed each customer has one edit on its way and the next begins when it is acknowledged; at an even pace 50 edits come each second, whatever becomes of those before. Then one node is killed (SIGKILL) under that pace: its devices come back as the product has them, after one to two seconds. All nodes, the database, and the devices share one machine.",
  peers: ["pg"],
  run: async (context) => {
    const { quick, rounds, say } = context;
    const houses = quick ? 30 : 100;
    const postgres = await startPostgres(true);
    if (!postgres) throw new Error("no PostgreSQL starts here");
    context.finally(() => postgres.stop());
    const folder = mkdtempSync(join(tmpdir(), "tidebook-bench-"));
    context.finally(() => rmSync(folder, { recursive: true, force: true }));
    const onPostgres = (nodes: number): Arrangement => ({
      name: nodes === 1 ? "PostgreSQL, one node" : `PostgreSQL, ${nodes} nodes`,
      nodes,
      fill: async (count) => {
        const url = await databaseIn(postgres.url, `town${nodes}`);
        const storage = await createPostgresStorage({ url });
        const town = await makeTown(storage, count, PEOPLE, SPARES);
        await storage.close();
        return { town, options: ["--database", url] };
      },
    });
    const onSqlite: Arrangement = {
      name: "SQLite, one process",
      nodes: 1,
      fill: async (count) => {
        const data = join(folder, "sqlite");
        mkdirSync(data);
        const storage = createSqliteStorage(join(data, "tidebook.sqlite"));
        const town = await makeTown(storage, count, PEOPLE, SPARES);
        await storage.close();
        return { town, options: ["--data", data] };
      },
    };
    const [ours, ...peers] = [await contenderOf(onPostgres(4), houses, context), await contenderOf(onPostgres(2), houses, context), await contenderOf(onPostgres(1), houses, context), await contenderOf(onSqlite, houses, context)];
    const played = await interleave({ ours: ours as Contender<string>, peers, rounds, warmUps: 1, patience: 3 * PATIENCE, say });
    const measures: readonly Measure[] = [
      { what: `time per accepted edit at full speed, ${houses} customers × ${PEOPLE} devices`, unit: "µs", measure: "each" },
      { what: "processor of all nodes for it", unit: "µs", measure: "relay" },
      { what: "processor of the database for it", unit: "µs", measure: "database" },
      { what: "from handing in to the answer at full speed, 99th percentile", unit: "ms", measure: "full" },
      { what: `the same at ${PACE} edits a second, median`, unit: "ms", measure: "p50" },
      { what: `the same at ${PACE} edits a second, 99th percentile`, unit: "ms", measure: "p99" },
      { what: "a sign-in is ended by a request to any node, until its connection is closed", unit: "ms", measure: "revoked" },
      { what: "a node is killed: until all of its devices are connected", unit: "ms", measure: "back" },
      { what: "a node is killed: until all devices are equal, with the edits that came meanwhile", unit: "ms", measure: "equal" },
    ];
    return {
      checked: "every device showed the last acknowledged edit of its customer, after each part of each round.",
      comparisons: compare(played, measures),
      remarks: ["The first column is that of four nodes. Where nodes share two cores with their database and 300 devices they take turns at them: more nodes show what it costs to keep them equal, and who goes on when one ends, not what more machines would do."],
    };
  },
};
