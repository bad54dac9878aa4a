import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where relay and app were built; `TIDEBOOK_DIST` names another folder. */
export const DIST = process.env.TIDEBOOK_DIST ?? fileURLToPath(new URL("../../dist/", import.meta.url));
const PATIENCE = 60_000;

export interface ServerSignIn {
  readonly account: string;
  readonly password: string;
}

export interface Server {
  readonly url: string;
  /** Printed when the workspace is made; empty on later starts. */
  readonly signIns: readonly ServerSignIn[];
  readonly data: string;
  /** Ends it in order, and removes its data unless it is to be started again. */
  readonly stop: (keep?: "keep") => Promise<void>;
  /** Ends it at once, as a power failure does. The data stays. */
  readonly kill: () => Promise<void>;
}

export interface ServerOptions {
  readonly empty?: boolean;
  /** Folder of a server that was stopped or killed. */
  readonly data?: string;
  /** A port of an earlier start, so that open pages find it again. */
  readonly port?: number;
  /** Another build than the one under test. */
  readonly dist?: string;
}

const ended = (child: ChildProcess): Promise<void> => (child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise((resolve) => child.once("exit", () => resolve())));

const read = (output: string): { readonly url: string; readonly signIns: readonly ServerSignIn[] } | null => {
  const url = /Tidebook is at (http:\S+)\n/.exec(output)?.[1];
  // The last line is empty: everything before it has been printed.
  if (!url || !output.endsWith("\n\n")) return null;
  const signIns = [...output.matchAll(/^ {2}(\S+)\s+(\S+) {2}\(.*\)$/gm)].map(([, account = "", password = ""]) => ({ account, password }));
  return { url, signIns };
};

const newFolder = (): string => mkdtempSync(join(tmpdir(), "tidebook-"));

const launch = async ({ folder, port, empty, dist }: { readonly folder: string; readonly port: number; readonly empty: boolean; readonly dist: string }): Promise<Server> => {
  const main = join(dist, "relay", "main.js");
  if (!existsSync(main)) throw new Error(`${main} is not there: build first`);
  const child = spawn(process.execPath, [main, "--port", String(port), "--data", folder, ...(empty ? ["--empty"] : [])], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let problems = "";
  child.stderr.on("data", (chunk: Buffer) => {
    problems += chunk.toString();
  });
  const printed = await new Promise<NonNullable<ReturnType<typeof read>>>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the server did not start: ${output}${problems}`)), PATIENCE);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${output}${problems}`)));
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const found = read(output);
      if (!found) return;
      clearTimeout(timer);
      resolve(found);
    });
  });
  const end = async (signal: "SIGTERM" | "SIGKILL"): Promise<void> => {
    child.kill(signal);
    await ended(child);
  };
  return {
    ...printed,
    data: folder,
    stop: async (keep) => {
      await end("SIGTERM");
      if (keep !== "keep") rmSync(folder, { recursive: true, force: true });
    },
    kill: () => end("SIGKILL"),
  };
};

let sample: Promise<string> | null = null;

/** Data of the sample company as it is when it has just been made. It is made once; each server gets a copy. */
const sampleCompany = async (): Promise<string> => {
  const folder = newFolder();
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const server = await launch({ folder, port: 0, empty: false, dist: DIST });
  await server.stop("keep");
  return folder;
};

/** Starts the built product on a free port with data of its own, and waits until it has printed where it is. */
export const startServer = async ({ empty = false, data, port = 0, dist = DIST }: ServerOptions = {}): Promise<Server> => {
  const folder = data ?? newFolder();
  if (!empty && data === undefined) cpSync(await (sample ??= sampleCompany()), folder, { recursive: true });
  return launch({ folder, port, empty, dist });
};

/** Exchanges a one-time password for one of the person's own, as the first sign-in asks. */
export const choosePassword = async (url: string, { account, password }: ServerSignIn, next: string): Promise<ServerSignIn> => {
  const headers = { "content-type": "application/json" };
  const session = await fetch(`${url}/api/session`, { method: "POST", headers, body: JSON.stringify({ account, password }) });
  const cookie = session.headers.get("set-cookie")?.split(";")[0] ?? "";
  const changed = await fetch(`${url}/api/password`, { method: "POST", headers: { ...headers, cookie }, body: JSON.stringify({ current: password, next }) });
  if (!changed.ok) throw new Error(`the password was not changed: ${changed.status} ${await changed.text()}`);
  return { account, password: next };
};

/** A server with an empty workspace, and its administrator with a password of their own. */
export const startEmptyServer = async (): Promise<{ readonly server: Server; readonly admin: ServerSignIn }> => {
  const server = await startServer({ empty: true });
  const [first] = server.signIns;
  if (!first) throw new Error("no sign-in was printed");
  return { server, admin: await choosePassword(server.url, first, "a-password-of-my-own") };
};

/** What the command line answers to somebody signed in, as JSON: the same data by way of another replica. */
export const ask = (url: string, { account, password }: ServerSignIn, args: readonly string[]): unknown => {
  const done = spawnSync(process.execPath, [join(DIST, "relay", "tidebook.js"), ...args, "--url", url, "--user", account, "--json"], {
    env: { ...process.env, TIDEBOOK_PASSWORD: password },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (done.status !== 0) throw new Error(`tidebook ${args.join(" ")} ended with ${done.status}: ${done.stderr}`);
  return JSON.parse(done.stdout) as unknown;
};
