import type { RecordId } from "#domain/id.ts";
import type { KnownDevice, Login, Restriction } from "#domain/protocol/accounts.ts";
import { ANYWHERE, type Contact, type EntranceStorage, type Passkey, type SignInSession } from "./entrance.ts";
import type { PostgresConnection, Statements } from "./postgres-connection.ts";

const PUT_SESSION = `INSERT INTO session (id, "user", created, seen, expires, rotated, settled, newest, address, agent) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

const CHANGE_SESSION = `UPDATE session SET seen = COALESCE($2, seen), rotated = COALESCE($3, rotated), settled = COALESCE($4, settled),
  newest = COALESCE($5, newest), address = COALESCE($6, address), agent = COALESCE($7, agent) WHERE id = $1`;

const PUT_CONTACT = `INSERT INTO contact (device, person, session, first, seen, address, agent, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (device) DO UPDATE SET person = excluded.person, session = excluded.session, first = excluded.first, seen = excluded.seen,
    address = excluded.address, agent = excluded.agent, state = excluded.state`;

const ADD_KNOWN = `INSERT INTO known_device ("user", id, first, seen, address, agent) SELECT $1, $2, $3, $4, $5, $6
  WHERE $7::bigint IS NULL OR (SELECT count(*) FROM known_device WHERE "user" = $1) < $7`;

const PUT_FACTOR = `INSERT INTO second_factor ("user", secret, confirmed, last_step, recovery) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT ("user") DO UPDATE SET secret = excluded.secret, confirmed = excluded.confirmed, last_step = excluded.last_step, recovery = excluded.recovery`;

const ADD_PASSKEY = `INSERT INTO passkey (id, "user", handle, site, key, counter, transports, name, created, used)
  SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 WHERE (SELECT count(*) FROM passkey WHERE "user" = $2) < $11 ON CONFLICT DO NOTHING`;

const USE_PASSKEY = "UPDATE passkey SET counter = $2, used = $3 WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0))";

interface FactorLine {
  readonly user: string;
  readonly secret: string;
  readonly confirmed: boolean;
  readonly last_step: number;
  readonly recovery: readonly string[];
}

/** Sessions, devices and tries, in the tables beside the documents. */
export const createPostgresEntrance = ({ read, write, transaction }: PostgresConnection): EntranceStorage => {
  const first = async <Line>(...question: Parameters<typeof read>): Promise<Line | null> => (await read<Line>(...question))[0] ?? null;
  const changes = async (...change: Parameters<typeof write>): Promise<boolean> => (await write(...change)).count === 1;
  /** Of what counts a person's lines before it adds one, one at a time runs. */
  const alone = <T>(user: RecordId, work: (statements: Statements) => Promise<T>): Promise<T> =>
    transaction(async (statements) => {
      await statements.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [user]);
      return work(statements);
    });

  return {
    addSession: async ({ id, user, created, seen, expires, rotated, settled, newest, address, agent }) =>
      void (await write(PUT_SESSION, [id, user, created, seen, expires, rotated, settled, newest, address, agent])),
    session: (id) => first<SignInSession>("SELECT * FROM session WHERE id = $1", [id]),
    saveSession: async (id, { seen, rotated, settled, newest, address, agent }) =>
      void (await write(CHANGE_SESSION, [id, seen ?? null, rotated ?? null, settled ?? null, newest ?? null, address ?? null, agent ?? null])),
    sessions: (user) => read<SignInSession>('SELECT * FROM session WHERE $1::text IS NULL OR "user" = $1 ORDER BY seen DESC', [user]),
    dropSession: (id) =>
      transaction(async ({ run }) => {
        await run("DELETE FROM session WHERE id = $1", [id]);
        await run("DELETE FROM token WHERE session = $1", [id]);
        await run("UPDATE contact SET session = NULL WHERE session = $1", [id]);
      }),
    outdateSecrets: async (session, newest, until) =>
      void (await write("UPDATE token SET expires = LEAST(expires, $1) WHERE session = $2 AND kind = 'session' AND hash <> $3", [until, session, newest])),
    contact: (device) => first<Contact>("SELECT * FROM contact WHERE device = $1", [device]),
    saveContact: async ({ device, person, session, first: began, seen, address, agent, state }) =>
      void (await write(PUT_CONTACT, [device, person, session, began, seen, address, agent, state])),
    contacts: (person) => read<Contact>("SELECT * FROM contact WHERE $1::text IS NULL OR person = $1 ORDER BY seen DESC", [person]),
    addLogin: async ({ at, account, user, name, role, address, agent, result }) => {
      const { lines } = await write<{ no: number }>(
        'INSERT INTO login (at, account, "user", name, role, address, agent, result) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING no',
        [at, account, user, name, role, address, agent, result],
      );
      return lines[0]?.no ?? 0;
    },
    repeatLogin: async (no, at) => void (await write("UPDATE login SET times = times + 1, at = $1 WHERE no = $2", [at, no])),
    logins: (before, since, limit) => read<Login>("SELECT * FROM login WHERE no < $1 AND at >= $2 ORDER BY no DESC LIMIT $3", [before ?? Number.MAX_SAFE_INTEGER, since, limit]),
    restrictions: async () => {
      const lines = await read<{ user: string; content: string }>("SELECT * FROM restriction");
      return new Map(lines.map(({ user, content }) => [user as RecordId, { ...ANYWHERE, ...(JSON.parse(content) as Partial<Restriction>) }]));
    },
    saveRestriction: async (user, content) =>
      void (content
        ? await write('INSERT INTO restriction VALUES ($1, $2) ON CONFLICT ("user") DO UPDATE SET content = excluded.content', [user, JSON.stringify(content)])
        : await write('DELETE FROM restriction WHERE "user" = $1', [user])),
    knownDevices: (user) => read<KnownDevice>('SELECT id, first, seen, address, agent FROM known_device WHERE "user" = $1 ORDER BY seen DESC', [user]),
    noteDevice: (user, { id, first: began, seen, address, agent }, most) =>
      alone(user, async ({ run }) => {
        const again = await run('UPDATE known_device SET seen = $3, address = $4, agent = $5 WHERE "user" = $1 AND id = $2', [user, id, seen, address, agent]);
        return again.count === 1 || (await run(ADD_KNOWN, [user, id, began, seen, address, agent, most])).count === 1;
      }),
    forgetDevice: (user, id) => changes('DELETE FROM known_device WHERE "user" = $1 AND id = $2', [user, id]),
    secondFactor: async (user) => {
      const line = await first<FactorLine>('SELECT * FROM second_factor WHERE "user" = $1', [user]);
      return line && { user, secret: line.secret, confirmed: line.confirmed, lastStep: line.last_step, recovery: line.recovery };
    },
    saveSecondFactor: async ({ user, secret, confirmed, lastStep, recovery }) => void (await write(PUT_FACTOR, [user, secret, confirmed, lastStep, recovery])),
    dropSecondFactor: async (user) => void (await write('DELETE FROM second_factor WHERE "user" = $1', [user])),
    takeStep: (user, step) => changes('UPDATE second_factor SET last_step = $2 WHERE "user" = $1 AND last_step < $2', [user, step]),
    takeRecovery: (user, hash) => changes('UPDATE second_factor SET recovery = array_remove(recovery, $2) WHERE "user" = $1 AND $2 = ANY (recovery)', [user, hash]),
    passkey: (id) => first<Passkey>("SELECT * FROM passkey WHERE id = $1", [id]),
    passkeys: (user) => read<Passkey>('SELECT * FROM passkey WHERE "user" = $1 ORDER BY created', [user]),
    passkeyCounts: async () => {
      const lines = await read<{ user: string; count: number }>('SELECT "user", count(*) AS count FROM passkey GROUP BY "user"');
      return new Map(lines.map(({ user, count }) => [user as RecordId, count]));
    },
    addPasskey: ({ id, user, handle, site, key, counter, transports, name, created, used }, most) =>
      alone(user, async ({ run }) => (await run(ADD_PASSKEY, [id, user, handle, site, key, counter, transports, name, created, used, most])).count === 1),
    usePasskey: (id, counter, at) => changes(USE_PASSKEY, [id, counter, at]),
    renamePasskey: (user, id, name) => changes('UPDATE passkey SET name = $3 WHERE id = $2 AND "user" = $1', [user, id, name]),
    dropPasskey: (user, id) => changes('DELETE FROM passkey WHERE id = $2 AND "user" = $1', [user, id]),
    dropPasskeys: async (user) => void (await write('DELETE FROM passkey WHERE "user" = $1', [user])),
  };
};
