import type { Database } from "better-sqlite3";
import type { RecordId } from "#domain/id.ts";
import { deviceIn, tokenIn, type DeviceLine, type TokenLine } from "./account-line.ts";
import { createRelaxed } from "./sqlite-relaxed.ts";
import { FIRST_DEVICE, type AccountStorage, type Credential, type Device } from "./storage.ts";

/** Devices, passwords and tokens, in the tables beside the documents. */
export const createSqliteAccounts = (db: Database): AccountStorage => {
  const relaxed = createRelaxed(db);
  const lastDevice = db.prepare<[], { last: number | null }>("SELECT MAX(device) AS last FROM device");
  const insertDevice = db.prepare("INSERT INTO device VALUES (?, ?, ?, 0, '[]', '[]')");
  const device = db.prepare<[number], DeviceLine>("SELECT * FROM device WHERE device = ?");
  const updateDevice = db.prepare("UPDATE device SET person = ?, granted = ?, complete = ? WHERE device = ?");
  const credential = db.prepare<[string], { user: string; hash: string; must_change: number; expires: number | null }>("SELECT * FROM credential WHERE user = ?");
  const saveCredential = db.prepare("INSERT OR REPLACE INTO credential (user, hash, must_change, expires) VALUES (?, ?, ?, ?)");
  const addToken = db.prepare("INSERT INTO token (hash, kind, user, record, session, expires) VALUES (?, ?, ?, ?, ?, ?)");
  const token = db.prepare<[string], TokenLine>("SELECT * FROM token WHERE hash = ?");
  const takeToken = db.prepare<[string], TokenLine>("DELETE FROM token WHERE hash = ? RETURNING *");
  const drop = {
    tokens: db.prepare("DELETE FROM token WHERE user = ? AND session IS NOT ?"),
    allTokens: db.prepare("DELETE FROM token WHERE user = ?"),
    sessions: db.prepare("DELETE FROM session WHERE user = ? AND id IS NOT ?"),
    invitations: db.prepare("DELETE FROM token WHERE user = ? AND kind = 'invitation'"),
    expired: db.prepare("DELETE FROM token WHERE expires <= ?"),
    expiredSessions: db.prepare("DELETE FROM session WHERE expires <= ?"),
    orphans: db.prepare("UPDATE contact SET session = NULL WHERE session IS NOT NULL AND session NOT IN (SELECT id FROM session)"),
  };
  const invitations = db.prepare<[number], { user: string; expires: number }>("SELECT user, expires FROM token WHERE kind = 'invitation' AND expires > ?");

  const add = db.transaction((keyHash: string, person: string): Device => {
    const number = Math.max(FIRST_DEVICE, (lastDevice.get()?.last ?? 0) + 1);
    insertDevice.run(number, keyHash, person);
    return { device: number, keyHash, person: person as RecordId, used: 0, granted: [], complete: [] };
  });

  const dropTokens = db.transaction((user: string, except: string | null) => {
    if (except === null) drop.allTokens.run(user);
    else drop.tokens.run(user, except);
    drop.sessions.run(user, except);
    drop.orphans.run();
  });
  const dropExpired = db.transaction((now: number) => {
    drop.expired.run(now);
    drop.expiredSessions.run(now);
    drop.orphans.run();
  });

  return {
    addDevice: async (keyHash, person) => add.immediate(keyHash, person),
    device: async (number) => {
      const line = device.get(number);
      return line ? deviceIn(line) : null;
    },
    saveDevice: async ({ device, person, granted, complete }) =>
      void updateDevice.run(person, JSON.stringify(granted), JSON.stringify(complete), device),
    credential: async (user): Promise<Credential | null> => {
      const line = credential.get(user);
      return line ? { user, hash: line.hash, mustChange: line.must_change === 1, expires: line.expires } : null;
    },
    saveCredential: async ({ user, hash, mustChange, expires }) => void saveCredential.run(user, hash, mustChange ? 1 : 0, expires),
    addToken: async ({ hash, kind, user, record, session, expires }) => {
      const add = () => void addToken.run(hash, kind, user, record, session, expires);
      // A ticket is asked for again by whoever lost it, and ends within the minute.
      if (kind === "ticket") relaxed(add);
      else add();
    },
    token: async (hash) => tokenIn(token.get(hash)),
    takeToken: async (hash) => relaxed(() => tokenIn(takeToken.get(hash))),
    dropTokens: async (user, except) => dropTokens.immediate(user, except),
    dropInvitations: async (user) => void drop.invitations.run(user),
    invitations: async (now) => new Map(invitations.all(now).map(({ user, expires }) => [user as RecordId, expires])),
    dropExpired: async (now) => dropExpired.immediate(now),
  };
};
