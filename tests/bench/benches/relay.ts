import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { processorTime, running, startApart, startMeasured, LOAD_CORE, type Apart, type Measured } from "../harness/apart.ts";
import type { Bench, BenchContext, Comparison } from "../harness/bench.ts";
import type { Speaks } from "../harness/crowd-clients.ts";
import type { Played } from "../harness/crowd-load.ts";
import { makeCrowd, type Room } from "../harness/crowd-workspace.ts";
import { compare, interleave, type Contender } from "../harness/interleave.ts";
import { modulePath } from "../harness/machine.ts";

const RATE = 3_500;
const PEOPLE = 3;
/** Ours puts its tables off for five seconds: until that is done too, in milliseconds. */
const PUT_OFF = 9_000;

/** Whether everything that was sent came to both others, and nothing was refused. */
interface Answer {
  readonly sent: number;
  readonly seen: number;
  readonly refused: number;
}

interface Peer {
  readonly name: string;
  readonly speaks: Speaks;
  readonly start: () => Promise<Measured>;
}

const peersIn = async (folder: string): Promise<readonly Peer[]> => {
  const { floorRelay } = await import("../harness/floor-relay.ts");
  const { hocuspocusServer } = await import("../harness/hocuspocus-server.ts");
  const yWebsocket = join(modulePath("y-websocket-2/bin/utils"), "..", "server.cjs");
  return [
    { name: "y-websocket server", speaks: "y-websocket", start: () => startMeasured(() => [yWebsocket], (port) => ({ HOST: "127.0.0.1", PORT: String(port) })) },
    { name: "Hocuspocus", speaks: "hocuspocus", start: () => startMeasured((port) => running(hocuspocusServer, port)) },
    { name: "floor: bytes passed on by ws", speaks: "dumb", start: () => startMeasured((port) => running(floorRelay, port, null)) },
    { name: "floor: the same, and SQLite with fsync", speaks: "dumb", start: () => startMeasured((port) => running(floorRelay, port, join(folder, "floor.sqlite"))) },
  ];
};

/** A relay with its clients: each round is a stretch of edits. */
const contenderOf = (name: string, load: Apart, { pid }: Measured, seconds: number, putOff: number): Contender<Answer> => ({
  name,
  run: async () => {
    const before = processorTime(pid);
    const { sent, seen, refused, p50, p99 } = await load.ask<Played>({ ask: "play", name, rate: RATE, seconds });
    await sleep(putOff);
    return { answer: { sent, seen, refused }, took: { processor: (processorTime(pid) - before) / sent, p50, p99 } };
  },
});

const failing = (name: string, error: unknown): Contender<Answer> => ({ name, run: () => Promise.reject(error instanceof Error ? error : new Error(String(error))) });

const measure = async (context: BenchContext, count: number, seconds: number): Promise<readonly Comparison[]> => {
  const folder = mkdtempSync(join(tmpdir(), "tidebook-bench-"));
  context.finally(() => rmSync(folder, { recursive: true, force: true }));
  const rooms: readonly Room[] = await makeCrowd({ folder, rooms: count, people: PEOPLE });
  const sent = rooms.map((room) => ({ ...room, content: Buffer.from(room.content).toString("base64") }));
  const { crowdLoad } = await import("../harness/crowd-load.ts");
  const load = await startApart(crowdLoad, { core: LOAD_CORE });
  context.finally(load.stop);
  const open = async ({ name, speaks, start }: Peer): Promise<Contender<Answer>> => {
    try {
      const server = await start();
      context.finally(server.stop);
      await load.ask({ ask: "open", name, speaks, port: server.port, rooms: sent });
      return contenderOf(name, load, server, seconds, speaks === "tidebook" ? PUT_OFF : 0);
    } catch (error) {
      return failing(name, error);
    }
  };
  const relay = join(process.cwd(), "dist", "relay", "main.js");
  const ours = await open({ name: "Tidebook", speaks: "tidebook", start: () => startMeasured((port) => [relay, "--port", String(port), "--data", folder]) });
  const peers: Contender<Answer>[] = [];
  for (const peer of await peersIn(folder)) peers.push(await open(peer));
  const { rounds, say } = context;
  const played = await interleave({ ours, peers, rounds, warmUps: 2, patience: 60_000, say });
  await load.stop();
  const at = `${count.toLocaleString("en")} records × ${PEOPLE} people`;
  const sized = (what: string) => ({ what: `${what}, ${at}`, size: { of: what, records: count } });
  return compare(played, [
    { ...sized("processor time of the relay per update"), unit: "µs", measure: "processor", target: "y-websocket ≥ 1.5 ×, Hocuspocus ≥ 2.5 × ours; at most 1.3 × the floor" },
    { ...sized("sent until at another device, median"), unit: "ms", measure: "p50" },
    { ...sized("sent until at another device, 99th percentile"), unit: "ms", measure: "p99", target: "at most the others'" },
  ]);
};

export const bench: Bench = {
  title: "What an update costs the relay",
  about:
    `Three people have each record open and change its fields, ${RATE.toLocaleString("en")} changes a second in all, sent at their times however long the answers take. Clients are in one process on core 0, each relay in its own on core 1, over real websockets; processor time is that of the whole process with all its threads, as the system counts it, divided by the updates that reached both others; what ours puts off, its tables, is waited for and counted. Ours, per update: checked against form, schema and the person's rights as they are now, merged, the later edit decided by clocks, the record's row made, an entry in the chained history, on the disk (fsync) before anybody is told, in SQLite's tables after, answered to its sender, and sent to the two others with the row. The others pass bytes on and keep the document in memory: no rights, no history, nothing durable. The floors are what a relay on ws cannot go below.`,
  peers: ["y-websocket-2", "@hocuspocus/server", "ws"],
  run: async (context) => {
    const { quick } = context;
    const seconds = quick ? 1 : 2;
    const comparisons: Comparison[] = [];
    for (const count of quick ? [100] : [100, 1_000]) comparisons.push(...(await measure(context, count, seconds)));
    return { checked: "every edit of a round reached both other people of its record, and none was refused.", comparisons };
  },
};
