import { Client } from "pg";
import { isLost, placeOf } from "./postgres-connection.ts";

export interface Hold {
  readonly release: () => Promise<void>;
}

/** Which lock of the database it is. */
const LOCK = 7_433_212;
/** How long a relay that is just stopping is waited for, in milliseconds. */
const WAIT = 10_000;
const PAUSE = 1_000;

const connect = async (url: string, wait: number): Promise<Client> => {
  const client = new Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: WAIT, fallback_application_name: "tidebook" });
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
 * else writes. Throws when another one runs and does not stop soon. Where the connection is lost it is taken up again; `taken` is called when
 * another relay came in between. Commits are safe meanwhile: each is refused that was built on other counters.
 */
export const holdDatabase = async (url: string, taken: () => void, wait = WAIT): Promise<Hold> => {
  let released = false;
  let client: Client | null = null;
  let timer: NodeJS.Timeout | null = null;

  const keep = (held: Client): void => {
    client = held;
    held.once("end", () => {
      if (!released) again();
    });
  };
  const again = (): void => {
    connect(url, wait).then(
      (held) => (released ? void held.end() : keep(held)),
      (error: unknown) => {
        if (released) return;
        if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) return taken();
        timer = setTimeout(again, PAUSE);
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
      if (timer) clearTimeout(timer);
      await client?.end();
    },
  };
};
