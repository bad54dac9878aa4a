import { Pool, types, type PoolClient, type PoolConfig } from "pg";
import { StorageUnreachable } from "./unreachable.ts";

export type Value = string | number | boolean | null | Uint8Array | readonly (string | number | boolean | null)[];

export interface Answered<Line> {
  readonly lines: readonly Line[];
  /** How many lines the statement read or changed. */
  readonly count: number;
}

/** Runs statements on one connection. Those handed in without waiting for each other travel together. */
export interface Statements {
  readonly run: <Line>(text: string, values?: readonly Value[]) => Promise<Answered<Line>>;
}

export interface PostgresConnection {
  /** A statement that only reads: it is asked again where the connection is lost meanwhile. */
  readonly read: <Line>(text: string, values?: readonly Value[]) => Promise<readonly Line[]>;
  /** A statement that writes, durable when it resolves. When the connection is lost after it was sent, whether it was done stays open and this rejects. */
  readonly write: <Line>(text: string, values?: readonly Value[]) => Promise<Answered<Line>>;
  /** Everything in it is stored, or nothing. It rejects as `write` does. */
  readonly transaction: <T>(work: (statements: Statements) => Promise<T>) => Promise<T>;
  /** One connection for as long as the work takes. One that failed is not used again. */
  readonly lend: <T>(work: (statements: Statements) => Promise<T>) => Promise<T>;
  /** What a failure is told as that one of `lend`'s statements met. */
  readonly toldAs: (error: unknown) => unknown;
  readonly close: () => Promise<void>;
}

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`, with the usual parameters such as `sslmode`. */
  readonly url: string;
  /** The schema that holds the tables; made when it is not there. */
  readonly schema?: string;
  /** For how many milliseconds a database that turns away or does not answer is tried again. */
  readonly patience?: number;
  readonly connections?: number;
}

export const SCHEMA_NAME = "tidebook";
const PATIENCE = 10_000;
/** Readers beside the one that commits. */
const CONNECTIONS = 10;
/** How long one attempt to connect takes at most. */
const KNOCK = 10_000;
/** A line that carries nothing for so long is tried. */
const QUIET = 10_000;
/** A statement that is not answered for so long was sent to nobody: the line has gone without a word. */
const SILENCE = 60_000;
/** A node that holds everybody else up for so long without a word loses its turn. */
const IDLE_TURN = 60_000;
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 1_000;

/** Of the database: the connection is or will be gone. 57P01 to 57P03: it stops, has crashed or is starting; 53300: no connection is free; 08: the line failed. */
const LOST = /^(?:57P0[1-3]|53300|08\w{3}|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOTFOUND)$/;
const LOST_WORDS = /Connection terminated|Query read timeout|not queryable|timeout (?:expired|exceeded)|server closed the connection/;

/** Whether a failure is one of the connection, and says nothing about the statement. */
export const isLost = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isLost);
  return LOST.test((error as { code?: string }).code ?? "") || LOST_WORDS.test(error.message);
};

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const BIGINT = 20;

/** Positions, numbers and instants are whole numbers below 2^53. */
const TYPES: PoolConfig["types"] = {
  getTypeParser: ((oid: number, format?: "text" | "binary") => (oid === BIGINT ? Number : types.getTypeParser(oid, format as "text"))) as typeof types.getTypeParser,
};

// PostgreSQL has no NUL in its texts. JSON writes it as an escape, so it stands only in what people and programs call themselves.
const storableText = (text: string): string => (text.includes("\0") ? text.replaceAll("\0", "\ufffd") : text);
const storable = (value: Value): Value => {
  if (typeof value === "string") return storableText(value);
  return Array.isArray(value) ? value.map((one: string | number | boolean | null) => (typeof one === "string" ? storableText(one) : one)) : value;
};

/** Where a database is, without who opens it. */
export const placeOf = (url: string): string => {
  if (!URL.canParse(url)) return "the address given";
  const { host, pathname } = new URL(url);
  return `${host || "this machine"}${pathname}`;
};

export const openPostgres = ({ url, schema = SCHEMA_NAME, patience = PATIENCE, connections = CONNECTIONS }: PostgresOptions): PostgresConnection => {
  if (!/^[a-z_][a-z0-9_]*$/.test(schema)) throw new Error(`the schema "${schema}" is not a plain name`);
  const pool = new Pool({
    connectionString: url,
    types: TYPES,
    pipeline: true,
    max: connections,
    keepAlive: true,
    keepAliveInitialDelayMillis: QUIET,
    query_timeout: SILENCE,
    fallback_application_name: "tidebook",
    connectionTimeoutMillis: KNOCK,
    // What is answered has to survive, also in a database that is set to let go of it earlier.
    onConnect: async (client) => {
      await client.query(
        `SELECT set_config('search_path', '${schema}', false), set_config('default_transaction_isolation', 'read committed', false),
           set_config('idle_in_transaction_session_timeout', '${IDLE_TURN}', false),
           set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false)`,
      );
    },
  });
  // A connection that ends while nobody uses it is replaced when the next is asked for.
  pool.on("error", () => undefined);

  let closing: Promise<void> | null = null;
  const names = new Map<string, string>();
  /** Statements are prepared once on each connection. */
  const nameOf = (text: string): string => {
    const known = names.get(text);
    if (known !== undefined) return known;
    const name = `s${names.size}`;
    names.set(text, name);
    return name;
  };

  const statementsOn = (client: PoolClient): Statements => ({
    run: async <Line>(text: string, values: readonly Value[] = []) => {
      const result = await client.query({ name: nameOf(text), text, values: values.map(storable) });
      return { lines: result.rows as readonly Line[], count: result.rowCount ?? 0 };
    },
  });

  const unreachable = (cause: unknown): Error =>
    new StorageUnreachable(`the database at ${placeOf(url)} cannot be reached: ${cause instanceof Error && cause.message ? cause.message : ((cause as { code?: string }).code ?? String(cause))}`, { cause });

  /** Tries as long as there is patience, with longer and longer pauses. */
  const patiently = async <T>(attempt: () => Promise<T>): Promise<T> => {
    const until = performance.now() + patience;
    for (let next = FIRST_PAUSE; ; next = Math.min(next * 2, LONGEST_PAUSE)) {
      try {
        return await attempt();
      } catch (error) {
        if (!isLost(error)) throw error;
        if (performance.now() + next > until) throw unreachable(error);
        await pause(next);
      }
    }
  };

  const connect = (): Promise<PoolClient> => patiently(() => pool.connect());

  const using = async <T>(client: PoolClient, work: (statements: Statements) => Promise<T>): Promise<T> => {
    let failed = true;
    // The pool listens while a connection is idle; one in use that ends is told to whoever waits for an answer of it.
    const ignore = (): void => undefined;
    client.on("error", ignore);
    try {
      const result = await work(statementsOn(client));
      failed = false;
      return result;
    } finally {
      client.off("error", ignore);
      client.release(failed);
    }
  };

  const toldAs = (error: unknown): unknown => (isLost(error) && !(error instanceof StorageUnreachable) ? unreachable(error) : error);

  const lend: PostgresConnection["lend"] = async (work) => {
    const client = await connect();
    try {
      return await using(client, work);
    } catch (error) {
      throw toldAs(error);
    }
  };

  return {
    lend,
    toldAs,
    read: <Line>(text: string, values?: readonly Value[]) =>
      patiently(async () => using(await pool.connect(), async ({ run }) => (await run<Line>(text, values)).lines)),
    write: (text, values) => lend(({ run }) => run(text, values)),
    transaction: (work) =>
      lend(async (statements) => {
        await statements.run("BEGIN");
        const result = await work(statements);
        await statements.run("COMMIT");
        return result;
      }),
    close: () => (closing ??= pool.end()),
  };
};
