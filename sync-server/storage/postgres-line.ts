import { Client } from "pg";
import { isLost, placeOf } from "./postgres-connection.ts";
import { commitChannel } from "./postgres-journal.ts";
import type { Ears, Line } from "./sharing.ts";
import { StorageUnreachable } from "./unreachable.ts";

/** The lock that every node shares while it runs, with the schema's own number beside it. */
const LOCK = 7_433_212;
const CONNECTED_WITHIN = 10_000;
/** How often the database is asked who is there, and how long it has for its answer. */
const ASKED_EVERY = 2_000;
const ANSWERED_WITHIN = 4_000;

const WHO = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = $1 AND objid = (hashtext($2)::bigint & 4294967295)::oid AND granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/**
 * A connection of its own by which a node hears the others and is known to be there. It holds a lock that nodes share; the first one holds it alone
 * until it lets others in. Where the machine of a node goes away without a word the database finds out within half a minute.
 */
export const joinNodes = async (url: string, schema: string, ears: Ears): Promise<Line> => {
  const client = new Client({ connectionString: url, keepAlive: true, keepAliveInitialDelayMillis: 10_000, connectionTimeoutMillis: CONNECTED_WITHIN, fallback_application_name: "tidebook" });
  client.on("error", () => undefined);
  const factChannel = `${schema}_fact`;
  let ended = false;
  let there = new Set<number>();
  let timer: NodeJS.Timeout | null = null;

  const lock = async (how: string): Promise<boolean> => (await client.query<{ got: unknown }>(`SELECT ${how}($1, hashtext($2)) AS got`, [LOCK, schema])).rows[0]?.got !== false;

  const over = (): void => {
    if (ended) return;
    ended = true;
    if (timer) clearTimeout(timer);
    void client.end().catch(() => undefined);
    ears.lost();
  };
  const arm = (call: () => void, milliseconds: number): void => {
    if (timer) clearTimeout(timer);
    if (ended) return;
    timer = setTimeout(call, milliseconds);
    timer.unref();
  };
  const look = async (): Promise<void> => {
    const { rows } = await client.query<{ pid: number }>(WHO, [LOCK, schema]);
    const now = new Set(rows.map(({ pid }) => pid));
    for (const pid of there) if (!now.has(pid)) ears.gone(pid);
    there = now;
  };
  const ask = (): void => {
    arm(over, ANSWERED_WITHIN);
    look().then(() => arm(ask, ASKED_EVERY), over);
  };

  try {
    await client.connect();
    await client.query(
      `SELECT set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false),
         set_config('synchronous_commit', 'off', false)`,
    );
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const me = rows[0]?.pid;
    client.on("notification", ({ processId, channel, payload }) => {
      if (ended || processId === me) return;
      if (channel === factChannel) ears.heard(processId, payload ?? "");
      else ears.committed();
    });
    await client.query(`LISTEN "${commitChannel(schema)}"`);
    await client.query(`LISTEN "${factChannel}"`);
    const first = await lock("pg_try_advisory_lock");
    if (!first) await lock("pg_advisory_lock_shared");
    await look();
    client.once("end", over);
    ask();
    return {
      first,
      open: async () => {
        if (!first) return;
        await lock("pg_advisory_lock_shared");
        await lock("pg_advisory_unlock");
      },
      tell: async (text) => void (await client.query("SELECT pg_notify($1, $2)", [factChannel, text])),
      end: async () => {
        if (ended) return;
        ended = true;
        if (timer) clearTimeout(timer);
        await client.end();
      },
    };
  } catch (error) {
    ended = true;
    await client.end().catch(() => undefined);
    throw isLost(error) ? new StorageUnreachable(`the database at ${placeOf(url)} cannot be reached`, { cause: error }) : error;
  }
};
