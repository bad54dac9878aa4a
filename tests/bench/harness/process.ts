import { spawn, type ChildProcess } from "node:child_process";
import { connect, createServer } from "node:net";

/** A port that was free a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });

const PATIENCE = 30_000;

/** Starts a Node program that listens on `port`, and resolves once it does. The answer ends it. */
export const startProgram = async (path: string, args: readonly string[], port: number, env: NodeJS.ProcessEnv = {}): Promise<() => Promise<void>> => {
  const child: ChildProcess = spawn(process.execPath, [path, ...args], { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, ...env } });
  let problems = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    problems += chunk.toString();
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
  };
  const started = Date.now();
  while (!(await listens(port))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() - started > PATIENCE) {
      await stop();
      throw new Error(`${path} does not listen: ${problems.trim().slice(-400)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return stop;
};
