import type { Database } from "better-sqlite3";
import type { RecordId } from "#domain/id.ts";
import type { KnownDevice, Login, Restriction } from "#domain/protocol/accounts.ts";
import { createRelaxed } from "./sqlite-relaxed.ts";
import { ANYWHERE } from "./entrance.ts";
import type { Contact, EntranceStorage, Passkey, SecondFactor, SignInSession } from "./entrance.ts";

/** Sessions, devices, tries and what limits them. */
export const ENTRANCE_SCHEMA = `
CREATE TABLE session (
  id TEXT PRIMARY KEY, user TEXT NOT NULL, created INTEGER NOT NULL, seen INTEGER NOT NULL, expires INTEGER NOT NULL, rotated INTEGER NOT NULL,
  settled INTEGER NOT NULL, newest TEXT NOT NULL, address TEXT NOT NULL, agent TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_user ON session (user);
CREATE INDEX token_session ON token (session);
CREATE TABLE contact (
  device INTEGER PRIMARY KEY, person TEXT NOT NULL, session TEXT, first INTEGER NOT NULL, seen INTEGER NOT NULL, address TEXT NOT NULL,
  agent TEXT NOT NULL, state TEXT NOT NULL
);
CREATE INDEX contact_person ON contact (person);
CREATE INDEX contact_session ON contact (session);
CREATE TABLE login (
  no INTEGER PRIMARY KEY, at INTEGER NOT NULL, account TEXT NOT NULL, user TEXT, name TEXT, role TEXT, address TEXT NOT NULL, agent TEXT NOT NULL,
  result TEXT NOT NULL, times INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE restriction (user TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE second_factor (
  user TEXT PRIMARY KEY, secret TEXT NOT NULL, confirmed INTEGER NOT NULL, last_step INTEGER NOT NULL, recovery TEXT NOT NULL
) WITHOUT ROWID;
`;

/** What people have signed in with; it stays when they sign out. */
export const KNOWN_DEVICES = `
CREATE TABLE known_device (
  user TEXT NOT NULL, id TEXT NOT NULL, first INTEGER NOT NULL, seen INTEGER NOT NULL, address TEXT NOT NULL, agent TEXT NOT NULL, PRIMARY KEY (user, id)
) WITHOUT ROWID;
`;

export const PASSKEY_SCHEMA = `
CREATE TABLE passkey (
  id TEXT PRIMARY KEY, user TEXT NOT NULL, handle TEXT NOT NULL, site TEXT NOT NULL, key TEXT NOT NULL, counter INTEGER NOT NULL,
  transports TEXT NOT NULL, name TEXT NOT NULL, created INTEGER NOT NULL, used INTEGER
) WITHOUT ROWID;
CREATE INDEX passkey_user ON passkey (user);
`;

type PasskeyLine = Omit<Passkey, "user" | "transports"> & { readonly user: string; readonly transports: string };
type SessionLine = Omit<SignInSession, "user" | "settled"> & { readonly user: string; readonly settled: number };
interface FactorLine {
  readonly user: string;
  readonly secret: string;
  readonly confirmed: number;
  readonly last_step: number;
  readonly recovery: string;
}

const readSession = (line: SessionLine): SignInSession => ({ ...line, user: line.user as RecordId, settled: line.settled === 1 });
const readPasskey = (line: PasskeyLine): Passkey => ({ ...line, user: line.user as RecordId, transports: JSON.parse(line.transports) as readonly string[] });
const readFactor = (line: FactorLine): SecondFactor => ({
  user: line.user as RecordId,
  secret: line.secret,
  confirmed: line.confirmed === 1,
  lastStep: line.last_step,
  recovery: JSON.parse(line.recovery) as readonly string[],
});

export const createSqliteEntrance = (db: Database): EntranceStorage => {
  const relaxed = createRelaxed(db);
  const session = {
    one: db.prepare<[string], SessionLine>("SELECT * FROM session WHERE id = ?"),
    of: db.prepare<[string | null, string | null], SessionLine>("SELECT * FROM session WHERE ? IS NULL OR user = ? ORDER BY seen DESC"),
    put: db.prepare("INSERT OR REPLACE INTO session VALUES (@id, @user, @created, @seen, @expires, @rotated, @settled, @newest, @address, @agent)"),
    drop: db.prepare("DELETE FROM session WHERE id = ?"),
    tokens: db.prepare("DELETE FROM token WHERE session = ?"),
    leave: db.prepare("UPDATE contact SET session = NULL WHERE session = ?"),
    outdate: db.prepare("UPDATE token SET expires = MIN(expires, ?) WHERE session = ? AND kind = 'session' AND hash <> ?"),
  };
  const contact = {
    one: db.prepare<[number], Contact>("SELECT * FROM contact WHERE device = ?"),
    of: db.prepare<[string | null, string | null], Contact>("SELECT * FROM contact WHERE ? IS NULL OR person = ? ORDER BY seen DESC"),
    put: db.prepare("INSERT OR REPLACE INTO contact VALUES (@device, @person, @session, @first, @seen, @address, @agent, @state)"),
  };
  const login = {
    add: db.prepare("INSERT INTO login (at, account, user, name, role, address, agent, result) VALUES (@at, @account, @user, @name, @role, @address, @agent, @result)"),
    repeat: db.prepare("UPDATE login SET times = times + 1, at = ? WHERE no = ?"),
    page: db.prepare<[number, number, number], Login>("SELECT * FROM login WHERE no < ? AND at >= ? ORDER BY no DESC LIMIT ?"),
  };
  const restriction = {
    all: db.prepare<[], { user: string; content: string }>("SELECT * FROM restriction"),
    put: db.prepare("INSERT OR REPLACE INTO restriction VALUES (?, ?)"),
    drop: db.prepare("DELETE FROM restriction WHERE user = ?"),
  };
  const known = {
    of: db.prepare<[string], KnownDevice>("SELECT id, first, seen, address, agent FROM known_device WHERE user = ? ORDER BY seen DESC"),
    again: db.prepare("UPDATE known_device SET seen = @seen, address = @address, agent = @agent WHERE user = @user AND id = @id"),
    add: db.prepare(
      `INSERT INTO known_device SELECT @user, @id, @first, @seen, @address, @agent
       WHERE @most IS NULL OR (SELECT COUNT(*) FROM known_device WHERE user = @user) < @most`,
    ),
    drop: db.prepare("DELETE FROM known_device WHERE user = ? AND id = ?"),
  };
  const factor = {
    one: db.prepare<[string], FactorLine>("SELECT * FROM second_factor WHERE user = ?"),
    put: db.prepare("INSERT OR REPLACE INTO second_factor VALUES (?, ?, ?, ?, ?)"),
    drop: db.prepare("DELETE FROM second_factor WHERE user = ?"),
    step: db.prepare("UPDATE second_factor SET last_step = ? WHERE user = ? AND last_step < ?"),
  };
  const passkey = {
    one: db.prepare<[string], PasskeyLine>("SELECT * FROM passkey WHERE id = ?"),
    of: db.prepare<[string], PasskeyLine>("SELECT * FROM passkey WHERE user = ? ORDER BY created"),
    counts: db.prepare<[], { user: string; count: number }>("SELECT user, count(*) AS count FROM passkey GROUP BY user"),
    add: db.prepare(
      `INSERT OR IGNORE INTO passkey SELECT @id, @user, @handle, @site, @key, @counter, @transports, @name, @created, @used
       WHERE (SELECT count(*) FROM passkey WHERE user = @user) < @most`,
    ),
    use: db.prepare("UPDATE passkey SET counter = @counter, used = @at WHERE id = @id AND (counter < @counter OR (counter = 0 AND @counter = 0))"),
    rename: db.prepare("UPDATE passkey SET name = ? WHERE id = ? AND user = ?"),
    drop: db.prepare("DELETE FROM passkey WHERE id = ? AND user = ?"),
    dropAll: db.prepare("DELETE FROM passkey WHERE user = ?"),
  };

  const put = (one: SignInSession): void => void session.put.run({ ...one, settled: one.settled ? 1 : 0 });
  const dropSession = db.transaction((id: string) => {
    session.drop.run(id);
    session.tokens.run(id);
    session.leave.run(id);
  });
  const noteDevice = db.transaction(
    (user: string, device: KnownDevice, most: number | null): boolean =>
      known.again.run({ ...device, user }).changes === 1 || known.add.run({ ...device, user, most }).changes === 1,
  );
  const takeRecovery = db.transaction((user: string, hash: string): boolean => {
    const line = factor.one.get(user);
    if (!line) return false;
    const { secret, confirmed, lastStep, recovery } = readFactor(line);
    if (!recovery.includes(hash)) return false;
    factor.put.run(user, secret, confirmed ? 1 : 0, lastStep, JSON.stringify(recovery.filter((one) => one !== hash)));
    return true;
  });

  return {
    addSession: async (one) => put(one),
    session: async (id) => {
      const line = session.one.get(id);
      return line ? readSession(line) : null;
    },
    saveSession: async (id, change) => {
      const line = session.one.get(id);
      if (!line) return;
      const save = () => put({ ...readSession(line), ...change });
      // That it is in use is said again soon; a new secret, or that the old one ends, is kept at once.
      if (change.newest === undefined && change.settled === undefined) relaxed(save);
      else save();
    },
    sessions: async (user) => session.of.all(user, user).map(readSession),
    dropSession: async (id) => dropSession.immediate(id),
    outdateSecrets: async (id, newest, until) => void session.outdate.run(until, id, newest),
    contact: async (device) => contact.one.get(device) ?? null,
    // Devices come by the thousand after a restart, and say again where they are whenever they come. What somebody decided about one is kept at once.
    saveContact: async (one) => {
      const save = () => void contact.put.run(one);
      if (one.state === "holding") relaxed(save);
      else save();
    },
    contacts: async (person) => contact.of.all(person, person),
    addLogin: async (one) => Number(login.add.run(one).lastInsertRowid),
    repeatLogin: async (no, at) => void login.repeat.run(at, no),
    logins: async (before, since, limit) => login.page.all(before ?? Number.MAX_SAFE_INTEGER, since, limit),
    restrictions: async () => new Map(restriction.all.all().map(({ user, content }) => [user as RecordId, { ...ANYWHERE, ...(JSON.parse(content) as Partial<Restriction>) }])),
    saveRestriction: async (user, content) => void (content ? restriction.put.run(user, JSON.stringify(content)) : restriction.drop.run(user)),
    knownDevices: async (user) => known.of.all(user),
    noteDevice: async (user, device, most) => noteDevice.immediate(user, device, most),
    forgetDevice: async (user, id) => known.drop.run(user, id).changes === 1,
    secondFactor: async (user) => {
      const line = factor.one.get(user);
      return line ? readFactor(line) : null;
    },
    saveSecondFactor: async ({ user, secret, confirmed, lastStep, recovery }) =>
      void factor.put.run(user, secret, confirmed ? 1 : 0, lastStep, JSON.stringify(recovery)),
    dropSecondFactor: async (user) => void factor.drop.run(user),
    takeStep: async (user, step) => factor.step.run(step, user, step).changes === 1,
    takeRecovery: async (user, hash) => takeRecovery.immediate(user, hash),
    passkey: async (id) => {
      const line = passkey.one.get(id);
      return line ? readPasskey(line) : null;
    },
    passkeys: async (user) => passkey.of.all(user).map(readPasskey),
    passkeyCounts: async () => new Map(passkey.counts.all().map(({ user, count }) => [user as RecordId, count])),
    addPasskey: async (one, most) => passkey.add.run({ ...one, transports: JSON.stringify(one.transports), most }).changes === 1,
    usePasskey: async (id, counter, at) => passkey.use.run({ id, counter, at }).changes === 1,
    renamePasskey: async (user, id, name) => passkey.rename.run(name, id, user).changes === 1,
    dropPasskey: async (user, id) => passkey.drop.run(id, user).changes === 1,
    dropPasskeys: async (user) => void passkey.dropAll.run(user),
  };
};
