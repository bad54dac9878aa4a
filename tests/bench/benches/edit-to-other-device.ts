import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket-2";
import * as Y from "yjs";
import type { RecordId } from "#domain/id.ts";
import { startServer } from "#tests/browser/server.ts";
import type { Bench, BenchContext } from "../harness/bench.ts";
import { compare, interleave, type Contender } from "../harness/interleave.ts";
import { modulePath } from "../harness/machine.ts";
import { openDevice } from "../harness/node-device.ts";
import { freePort, startProgram } from "../harness/process.ts";
import { quantile } from "../harness/sample.ts";

const FIELD = "externalNo";

/** What the other device held after each edit. */
type Answer = readonly string[];

/** One device writes, the other tells what it holds. */
interface Pair {
  readonly write: (text: string) => Promise<void> | void;
  readonly onSeen: (call: (text: string) => void) => void;
}

const textOf = (round: number, edit: number): string => `round ${round}, edit ${edit}`;

/** Edits one after the other: the next begins when the last was seen. */
const editsThrough = (pair: Pair, name: string, edits: number): Contender<Answer> => {
  let round = 0;
  let seen: (text: string) => void = () => undefined;
  pair.onSeen((text) => seen(text));
  return {
    name,
    run: async () => {
      round += 1;
      const answer: string[] = [];
      const took: number[] = [];
      for (let edit = 0; edit < edits; edit += 1) {
        const text = textOf(round, edit);
        const arrived = new Promise<void>((resolve) => {
          seen = (found) => {
            if (found === text) resolve();
          };
        });
        const started = performance.now();
        await pair.write(text);
        await arrived;
        took.push(performance.now() - started);
        answer.push(text);
      }
      return { answer, took: { p50: quantile(took, 0.5), p99: quantile(took, 0.99) } };
    },
  };
};

const ourPair = async (context: BenchContext): Promise<Pair> => {
  const server = await startServer();
  context.finally(() => server.stop());
  const writer = await openDevice(server.url, context);
  const reader = await openDevice(server.url, context);
  const record: RecordId | undefined = writer.ask({ kind: "opportunity", filter: { field: "owner", is: "filled" } })[0]?.id as RecordId | undefined;
  if (!record) throw new Error("the sample company has no opportunities");
  return {
    write: async (text) => {
      const done = await writer.commit([{ record, values: { [FIELD]: text } }]);
      if (!done.ok) throw new Error(`the edit was not taken: ${done.error.type}`);
    },
    onSeen: (call) => {
      const live = reader.row(record, (row) => call(String(row?.[FIELD] ?? "")));
      context.finally(() => live.stop());
    },
  };
};

const peerPair = async (context: BenchContext, persistence: string | null): Promise<Pair> => {
  const port = await freePort();
  const server = join(modulePath("y-websocket-2/bin/utils"), "..", "server.cjs");
  const stop = await startProgram(server, [], port, { HOST: "127.0.0.1", PORT: String(port), ...(persistence === null ? {} : { YPERSISTENCE: persistence }) });
  context.finally(stop);
  const open = async (): Promise<Y.Map<unknown>> => {
    const doc = new Y.Doc();
    const provider = new WebsocketProvider(`ws://127.0.0.1:${port}`, "record", doc, { WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket, disableBc: true });
    context.finally(() => provider.destroy());
    await new Promise<void>((resolve) => provider.once("sync", () => resolve()));
    return doc.getMap("fields");
  };
  const writer = await open();
  const reader = await open();
  return {
    write: (text) => void writer.set(FIELD, text),
    onSeen: (call) => reader.observe(() => call(String(reader.get(FIELD) ?? ""))),
  };
};

/** A pair, or one that tells why there is none when its turn comes. */
const contenderOf = async (name: string, edits: number, make: () => Promise<Pair>): Promise<Contender<Answer>> => {
  try {
    return editsThrough(await make(), name, edits);
  } catch (error) {
    return { name, run: () => Promise.reject(error instanceof Error ? error : new Error(String(error))) };
  }
};

export const bench: Bench = {
  title: "An edit until another device shows it",
  about:
    "One field of one record is changed on a device; the clock stops when another device of the same person holds the new value. Relay and devices are processes of Node on one machine, over real websockets; both devices share a process and so a clock. The next edit starts when the last has arrived. Warm throughout. Ours, per edit: checked and stored in the device's outbox, checked against rights and schema at the relay, written to SQLite with history and durable (fsync) before anybody is told, projected to rows on the other device among 6,680 records. The peer relays bytes: no rights, no history, nothing durable; its second form writes to LevelDB beside the relaying, without waiting for it.",
  peers: ["y-websocket-2"],
  run: async (context) => {
    const { quick, rounds, say } = context;
    const edits = quick ? 100 : 300;
    const folder = mkdtempSync(join(tmpdir(), "tidebook-bench-"));
    context.finally(() => rmSync(folder, { recursive: true, force: true }));
    const ours = await contenderOf("Tidebook", edits, () => ourPair(context));
    const peers = [
      await contenderOf("y-websocket server", edits, () => peerPair(context, null)),
      await contenderOf("y-websocket server with LevelDB", edits, () => peerPair(context, folder)),
    ];
    const played = await interleave({ ours, peers, rounds, warmUps: 2, patience: 60_000, say });
    return {
      checked: `the other device held each of the ${edits} values of a round, in order.`,
      comparisons: compare(played, [
        { what: `edit to other device, median of ${edits}`, unit: "ms", measure: "p50" },
        { what: `edit to other device, 99th percentile of ${edits}`, unit: "ms", measure: "p99", target: "≤ 25 ms" },
      ]),
    };
  },
};
