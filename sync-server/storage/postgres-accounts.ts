import type { RecordId } from "#domain/id.ts";
import { deviceIn, tokenIn, type DeviceLine, type TokenLine } from "./account-line.ts";
import type { PostgresConnection, Statements } from "./postgres-connection.ts";
import type { AccountStorage } from "./storage.ts";

const leaveSessions = ({ run }: Statements) =>
  run("UPDATE contact SET session = NULL WHERE session IS NOT NULL AND NOT EXISTS (SELECT FROM session WHERE session.id = contact.session)");

// The newest line stays: by it the nodes know where they are.
const FORGET_JOURNAL = "DELETE FROM journal WHERE at < now() - interval '10 minutes' AND no < (SELECT max(no) FROM journal)";

/** Devices, passwords and tokens, in the tables beside the documents. */
export const createPostgresAccounts = ({ read, write, transaction }: PostgresConnection): AccountStorage => ({
  addDevice: async (keyHash, person) => {
    const { lines } = await write<DeviceLine>("INSERT INTO device (key_hash, person) VALUES ($1, $2) RETURNING *", [keyHash, person]);
    const [line] = lines;
    if (!line) throw new Error("the database gave no device number");
    return deviceIn(line);
  },
  device: async (device) => {
    const [line] = await read<DeviceLine>("SELECT * FROM device WHERE device = $1", [device]);
    return line ? deviceIn(line) : null;
  },
  saveDevice: async ({ device, person, granted, complete }) =>
    void (await write("UPDATE device SET person = $1, granted = $2, complete = $3 WHERE device = $4", [person, JSON.stringify(granted), JSON.stringify(complete), device])),
  credential: async (user) => {
    const [line] = await read<{ hash: string; must_change: boolean; expires: number | null }>('SELECT * FROM credential WHERE "user" = $1', [user]);
    return line ? { user, hash: line.hash, mustChange: line.must_change, expires: line.expires } : null;
  },
  saveCredential: async ({ user, hash, mustChange, expires }) =>
    void (await write(
      `INSERT INTO credential VALUES ($1, $2, $3, $4)
       ON CONFLICT ("user") DO UPDATE SET hash = excluded.hash, must_change = excluded.must_change, expires = excluded.expires`,
      [user, hash, mustChange, expires],
    )),
  addToken: async ({ hash, kind, user, record, session, expires }) =>
    void (await write('INSERT INTO token (hash, kind, "user", record, session, expires) VALUES ($1, $2, $3, $4, $5, $6)', [hash, kind, user, record, session, expires])),
  token: async (hash) => tokenIn((await read<TokenLine>("SELECT * FROM token WHERE hash = $1", [hash]))[0]),
  takeToken: async (hash) => tokenIn((await write<TokenLine>("DELETE FROM token WHERE hash = $1 RETURNING *", [hash])).lines[0]),
  dropTokens: (user, except) =>
    transaction(async (statements) => {
      const { run } = statements;
      if (except === null) await run('DELETE FROM token WHERE "user" = $1', [user]);
      else await run('DELETE FROM token WHERE "user" = $1 AND session IS DISTINCT FROM $2', [user, except]);
      await run('DELETE FROM session WHERE "user" = $1 AND id IS DISTINCT FROM $2', [user, except]);
      await leaveSessions(statements);
    }),
  dropInvitations: async (user) => void (await write(`DELETE FROM token WHERE "user" = $1 AND kind = 'invitation'`, [user])),
  invitations: async (now) => {
    const lines = await read<{ user: string; expires: number }>(`SELECT "user", expires FROM token WHERE kind = 'invitation' AND expires > $1`, [now]);
    return new Map(lines.map(({ user, expires }) => [user as RecordId, expires]));
  },
  dropExpired: (now) =>
    transaction(async (statements) => {
      await statements.run("DELETE FROM token WHERE expires <= $1", [now]);
      await statements.run("DELETE FROM session WHERE expires <= $1", [now]);
      await statements.run("DELETE FROM guess WHERE forgotten <= $1", [now]);
      await statements.run("DELETE FROM challenge WHERE until <= $1", [now]);
      await statements.run(FORGET_JOURNAL);
      await leaveSessions(statements);
    }),
});
