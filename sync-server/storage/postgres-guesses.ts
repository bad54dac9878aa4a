import { CHALLENGE_LIFETIME, KEPT_OF_ONE } from "../entrance/challenges.ts";
import { counted, forgiven, forgottenAt, type Tries } from "../throttle.ts";
import { hashSecret } from "../tokens.ts";
import type { PostgresConnection } from "./postgres-connection.ts";
import type { Sharing } from "./sharing.ts";

// The line is held to the end of the transaction: of tries made at the same moment at several nodes each sees those before it.
const TAKE = `INSERT INTO guess (key, count, at, until, forgotten) VALUES ($1, 0, $2, 0, 0) ON CONFLICT (key) DO UPDATE SET key = excluded.key
  RETURNING count, at, until`;
const KEEP = "UPDATE guess SET count = $2, at = $3, until = $4, forgotten = $5 WHERE key = $1";
/** What is lost here when the machine stops counts as little as with one relay, which keeps it in memory. */
const LIGHTLY = "SET LOCAL synchronous_commit = off";

const PUT = `INSERT INTO challenge (key, origin, asked, asker, until) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (key) DO UPDATE SET origin = excluded.origin, asked = excluded.asked, asker = excluded.asker, until = excluded.until`;
const MAKE_ROOM = "DELETE FROM challenge WHERE key IN (SELECT key FROM challenge WHERE asker = $1 ORDER BY no DESC OFFSET $2)";

/** Tries to sign in and what browsers have been asked to sign, of all nodes together. Keys are kept as hashes. */
export const createPostgresGuesses = ({ read, write, transaction }: PostgresConnection): Pick<Sharing, "guesses" | "challenges"> => ({
  guesses: (clock, name, free) => {
    const keyOf = (key: string): string => hashSecret(`${name} ${key}`);
    const waitOf = (tries: Pick<Tries, "until"> | undefined): number => Math.max(0, (tries?.until ?? 0) - clock.now());
    /** `change` answers null to leave the tries as they are. */
    const change = (key: string, next: (tries: Tries) => Tries | null): Promise<Tries> =>
      transaction(async ({ run }) => {
        const [, { lines }] = await Promise.all([run(LIGHTLY), run<Tries>(TAKE, [keyOf(key), clock.now()])]);
        const [tries] = lines;
        if (!tries) throw new Error("the database has lost a line that it has just written");
        const changed = next(tries);
        if (changed) await run(KEEP, [keyOf(key), changed.count, changed.at, changed.until, forgottenAt(changed)]);
        return tries;
      });
    return {
      wait: async (key) => waitOf((await read<Tries>("SELECT count, at, until FROM guess WHERE key = $1", [keyOf(key)]))[0]),
      attempt: async (key) => waitOf(await change(key, (tries) => (waitOf(tries) > 0 ? null : counted(tries, clock.now(), free)))),
      succeeded: async (key) => void (await write("DELETE FROM guess WHERE key = $1", [keyOf(key)])),
      forgive: async (key) => void (await change(key, forgiven)),
    };
  },
  challenges: (clock, name) => {
    const keyOf = (key: string): string => hashSecret(`${name} ${key}`);
    return {
      put: (key, origin, asked, asker) =>
        transaction(async ({ run }) => {
          const by = `${name} ${asker}`;
          await Promise.all([run(LIGHTLY), run(PUT, [keyOf(key), origin, JSON.stringify(asked), by, clock.now() + CHALLENGE_LIFETIME]), run(MAKE_ROOM, [by, KEPT_OF_ONE])]);
        }),
      take: async (key, origin) => {
        const { lines } = await write<{ origin: string; asked: string; until: number }>("DELETE FROM challenge WHERE key = $1 RETURNING origin, asked, until", [keyOf(key)]);
        const [found] = lines;
        return found && found.origin === origin && found.until > clock.now() ? JSON.parse(found.asked) : null;
      },
    };
  },
});
