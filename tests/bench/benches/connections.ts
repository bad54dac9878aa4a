import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LOAD_CORE, residentMemory, running, startApart, startMeasured, type Apart, type Measured } from "../harness/apart.ts";
import type { Bench, BenchContext, Comparison, Outcome } from "../harness/bench.ts";
import type { Returned } from "../harness/connections-load.ts";
import type { Speaks } from "../harness/crowd-clients.ts";
import { makeCrowd, type Room } from "../harness/crowd-workspace.ts";
import { modulePath } from "../harness/machine.ts";
import { sampleOf } from "../harness/sample.ts";

const PEOPLE = 3;
/** How long a relay that nobody asks anything is left alone before its memory is read, in milliseconds. */
const REST = 2_000;

interface Contender {
  readonly name: string;
  readonly speaks: Speaks;
  readonly start: (port?: number) => Promise<Measured>;
}

const contendersIn = async (folder: string): Promise<readonly [Contender, ...Contender[]]> => {
  const { hocuspocusServer } = await import("../harness/hocuspocus-server.ts");
  const relay = join(process.cwd(), "dist", "relay", "main.js");
  const yWebsocket = join(modulePath("y-websocket-2/bin/utils"), "..", "server.cjs");
  return [
    { name: "Tidebook", speaks: "tidebook", start: (given) => startMeasured((port) => [relay, "--port", String(port), "--data", folder], () => ({}), given) },
    { name: "y-websocket server", speaks: "y-websocket", start: () => startMeasured(() => [yWebsocket], (port) => ({ HOST: "127.0.0.1", PORT: String(port) })) },
    { name: "Hocuspocus", speaks: "hocuspocus", start: () => startMeasured((port) => running(hocuspocusServer, port)) },
  ];
};

interface Found {
  readonly perConnection: number;
  readonly whole: number;
  readonly storms: readonly Returned[];
}

/** Fills a relay with devices and reads its memory; then ends it as a power failure does and starts it again, some times. */
const fill = async (contender: Contender, rooms: readonly Room[], storms: number, context: BenchContext): Promise<Found> => {
  const { connectionsLoad } = await import("../harness/connections-load.ts");
  const load: Apart = await startApart(connectionsLoad, { core: LOAD_CORE });
  context.finally(load.stop);
  let server = await contender.start();
  context.finally(() => server.kill());
  await sleep(REST);
  const empty = residentMemory(server.pid);
  const sent = rooms.map((room) => ({ ...room, content: Buffer.from(room.content).toString("base64") }));
  const { connected } = await load.ask<{ readonly connected: number }>({ ask: "connect", speaks: contender.speaks, port: server.port, rooms: sent });
  await sleep(REST);
  const whole = residentMemory(server.pid);
  const found: Returned[] = [];
  for (let storm = 0; storm < storms; storm += 1) {
    const lost = load.ask({ ask: "lost" });
    await server.kill();
    await lost;
    server = await contender.start(server.port);
    found.push(await load.ask<Returned>({ ask: "back" }));
  }
  await load.ask({ ask: "leave" });
  await load.stop();
  await server.stop();
  return { whole, perConnection: (whole - empty) / connected, storms: found };
};

const outcomeOf = (runs: readonly number[]): Outcome => ({ finished: true, sample: sampleOf(runs) });
const failed = (error: unknown): Outcome => ({ finished: false, reason: error instanceof Error ? error.message.slice(0, 200) : String(error) });

const measure = async (context: BenchContext, connections: number, storms: number): Promise<readonly Comparison[]> => {
  const folder = mkdtempSync(join(tmpdir(), "tidebook-bench-"));
  try {
    const rooms = await makeCrowd({ folder, rooms: Math.ceil(connections / PEOPLE), people: PEOPLE });
    const [ours, ...peers] = await contendersIn(folder);
    const found = await fill(ours, rooms, storms, context);
    const theirs: { readonly name: string; readonly each: Outcome; readonly whole: Outcome }[] = [];
    for (const peer of peers) {
      try {
        const { perConnection, whole } = await fill(peer, rooms, 0, context);
        theirs.push({ name: peer.name, each: outcomeOf([perConnection]), whole: outcomeOf([whole]) });
      } catch (error) {
        theirs.push({ name: peer.name, each: failed(error), whole: failed(error) });
      }
      context.say(`${peer.name}, ${connections} connections`);
    }
    const at = `${connections.toLocaleString("en")} connections`;
    const sized = (what: string) => ({ what: `${what}, ${at}`, size: { of: what, records: connections } });
    const seen = (of: (storm: Returned) => number): Outcome => outcomeOf(found.storms.map(of));
    return [
      { ...sized("memory of the relay per connection"), unit: "bytes", ours: outcomeOf([found.perConnection]), peers: theirs.map(({ name, each }) => ({ name, outcome: each })) },
      { ...sized("memory of the relay"), unit: "bytes", ours: outcomeOf([found.whole]), peers: theirs.map(({ name, whole }) => ({ name, outcome: whole })), target: "10,000 connections within 1 GB" },
      { ...sized("relay killed and started again: until the last device is back"), unit: "ms", ours: seen(({ slowest }) => slowest), peers: [] },
      { ...sized("relay killed and started again: longest that a device was refused"), unit: "ms", ours: seen(({ longestRefused }) => longestRefused), peers: [], target: "≤ 30,000 ms" },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const bench: Bench = {
  title: "Connections of one relay",
  about:
    "Devices that are connected, have everything, and have one record open in which they show themselves; three share each record. Memory is what the relay's process has in the machine's memory after two seconds of rest, and per connection what it has more than before the first came. Then the relay is killed and started again on the same data; each device comes back as the app does, after waits that grow and that it chooses by chance: a ticket, a hello, what it missed (nothing), its open record. Clients are in one process on core 0, the relay on core 1. Ours knows each device's person, rights, scopes and position; the others know a document and who shows themselves in it, and hold each document in memory.",
  peers: ["y-websocket-2", "@hocuspocus/server", "ws"],
  run: async (context) => {
    const { quick, rounds } = context;
    const sizes = quick ? [1_000] : [1_000, 3_000, 10_000];
    const comparisons: Comparison[] = [];
    for (const size of sizes) comparisons.push(...(await measure(context, size, size > 1_000 ? 1 : Math.min(3, rounds))));
    return {
      checked: "every device was let in, before and after each restart.",
      comparisons,
      remarks: ["Memory is read once per size: it changes by a few per cent from run to run. Restarts of more than 1,000 connections are done once."],
    };
  },
};
