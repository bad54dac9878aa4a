import { Client } from "pg";
import { isLost, placeOf } from "./postgres-connection.ts";

export interface Hold {
  readonly release: () => Promise<void>;
}

/** Which lock of the database it is. */
const LOCK = 7_433_212;
/** How long a relay that is just stopping is waited for, or the database until it finds out that one is gone, in milliseconds. */
const WAIT = 30_000;
const PAUSE = 1_000;
const CONNECTED_WITHIN = 10_000;
/** How often the database is asked whether it is still there, and how long it has for its answer. */
const ASKED_EVERY = 10_000;
const ANSWERED_WITHIN = 10_000;

export interface Timers {
  readonly set: (call: () => void, milliseconds: number) => unknown;
  readonly clear: (timer: unknown) => void;
}

const TIMERS: Timers = { set: setTimeout, clear: (timer) => clearTimeout(timer as NodeJS.Timeout) };

const connect = async (url: string, wait: number): Promise<Client> => {
  const client = new Client({ connectionString: url, keepAlive: true, keepAliveInitialDelayMillis: 10_000, connectionTimeoutMillis: CONNECTED_WITHIN, fallback_application_name: "tidebook" });
  client.on("error", () => undefined);
  try {
    await client.connect();
    // Where this machine goes away without a word the database finds out within half a minute, and lets another one in.
    await client.query("SELECT set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false)");
    await client.query(`SELECT set_config('lock_timeout', '${wait}', false)`);
    await client.query(`SELECT pg_advisory_lock(${LOCK})`);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
};

const LOCK_NOT_AVAILABLE = "55P03";

/**
 * Makes this the one relay of a database for as long as it runs: what a relay knows in memory, such as who may read what, is right only while nobody
 * else writes. Throws when another one runs and does not stop soon. Where the connection is lost, or the database does not answer on it, it is taken
 * up again; `taken` is called when another relay came in between. Commits are safe meanwhile: each is refused that was built on other counters.
 */
export const holdDatabase = async (url: string, taken: () => void, wait = WAIT, timers = TIMERS): Promise<Hold> => {
  let released = false;
  let client: Client | null = null;
  /** The one that runs: there is always one while the database is held, or tried for again after a pause. */
  let timer: unknown = null;

  const arm = (call: () => void, milliseconds: number): void => {
    timers.clear(timer);
    timer = released ? null : timers.set(call, milliseconds);
  };
  const keep = (held: Client): void => {
    client = held;
    let ended = false;
    const lost = (): void => void held.end().catch(() => undefined);
    const later = (): void => {
      if (!ended) arm(ask, ASKED_EVERY);
    };
    const ask = (): void => {
      arm(lost, ANSWERED_WITHIN);
      held.query("SELECT 1").then(later, lost);
    };
    held.once("end", () => {
      ended = true;
      timers.clear(timer);
      if (!released) again();
    });
    later();
  };
  const again = (): void => {
    connect(url, wait).then(
      (held) => (released ? void held.end() : keep(held)),
      (error: unknown) => {
        if (released) return;
        if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) return taken();
        arm(again, PAUSE);
      },
    );
  };

  try {
    keep(await connect(url, wait));
  } catch (error) {
    if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) throw new Error(`another relay runs on the database at ${placeOf(url)}`, { cause: error });
    throw isLost(error) ? new Error(`the database at ${placeOf(url)} cannot be reached`, { cause: error }) : error;
  }
  return {
    release: async () => {
      released = true;
      timers.clear(timer);
      await client?.end();
    },
  };
};
