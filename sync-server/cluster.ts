import cluster, { type Worker } from "node:cluster";
import { err, ok, type Result } from "#domain/result.ts";
import type { Workspace } from "./storage/open-storage.ts";

export const MOST_NODES = 64;

/** How many nodes `--nodes` asks for. Only a database is shared by several. */
export const nodesOf = (text: string, workspace: Workspace): Result<number, "notNumber" | "oneProcess"> => {
  const nodes = Number(text);
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > MOST_NODES) return err("notNumber");
  return nodes > 1 && !("database" in workspace) ? err("oneProcess") : ok(nodes);
};

export const NODES_PROBLEMS = {
  notNumber: `--nodes: a number from 1 to ${MOST_NODES}`,
  oneProcess: "--nodes: several nodes need a PostgreSQL that they share, by --database or DATABASE_URL. A workspace in a folder is served by one process.",
} as const;

/** A node that ended is started again after this, in milliseconds: at once, unless it ended soon after its start. */
const SOON = 5_000;
const PAUSE = 1_000;

/** Tells a node that it is the one that prints where the relay is. */
const SPEAKS = "TIDEBOOK_SPEAKS";
const STOP = "stop";

/** Whether this process is a node among several, and says nothing of where they are. */
export const isSilent = (): boolean => cluster.isWorker && process.env[SPEAKS] === undefined;

/** Calls `stop` when it is time. Of several nodes the process that started them is told, and tells them. */
export const onStop = (stop: () => void): void => {
  if (cluster.isWorker) {
    process.on("SIGINT", () => undefined);
    process.on("SIGTERM", () => undefined);
    process.on("message", (message) => {
      if (message === STOP) stop();
    });
    return;
  }
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
};

/** True in the process that is to start the nodes, false in a node. */
export const startsNodes = (count: number): boolean => count > 1 && cluster.isPrimary;

/**
 * Runs as many processes of this program behind one port, and starts each again that ends. The first has made the workspace before the others begin.
 * Resolves with the exit code once all have ended.
 */
export const runNodes = (count: number, say: (text: string) => void): Promise<number> =>
  new Promise((resolve) => {
    const nodes = new Map<Worker, number>();
    let stopping = false;
    let code = 0;

    const start = (env: Readonly<Record<string, string>>): Worker => {
      const node = cluster.fork(env);
      nodes.set(node, Date.now());
      return node;
    };
    const stop = (): void => {
      if (stopping) process.exit(1);
      stopping = true;
      if (nodes.size === 0) return resolve(code);
      for (const node of nodes.keys()) if (node.isConnected()) node.send(STOP);
    };
    const first = start({ [SPEAKS]: "1" });
    let ready = false;
    first.once("listening", () => {
      ready = true;
      for (let node = 1; node < count; node += 1) start({});
    });
    cluster.on("exit", (node, exit, signal) => {
      const began = nodes.get(node) ?? 0;
      nodes.delete(node);
      // One that cannot begin would not begin again.
      if (!ready) {
        stopping = true;
        code = exit;
      }
      if (stopping) return nodes.size === 0 ? resolve(code) : undefined;
      say(`a node ended (${signal || exit}) and is started again`);
      setTimeout(() => (stopping ? undefined : start({})), Date.now() - began < SOON ? PAUSE : 0);
    });
    onStop(stop);
  });
