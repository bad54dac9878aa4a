import type { Database } from "better-sqlite3";
import type { RecordId } from "#domain/id.ts";
import { FIRST_DEVICE, type Credential, type Device, type Storage, type Token } from "./storage.ts";

interface DeviceLine {
  readonly device: number;
  readonly key_hash: string;
  readonly person: string;
  readonly used: number;
  readonly granted: string;
  readonly complete: string;
}

interface TokenLine {
  readonly hash: string;
  readonly kind: Token["kind"];
  readonly user: string;
  readonly record: string | null;
  readonly expires: number;
}

const readDevice = (line: DeviceLine): Device => ({
  device: line.device,
  keyHash: line.key_hash,
  person: line.person as RecordId,
  used: line.used,
  granted: JSON.parse(line.granted) as Device["granted"],
  complete: JSON.parse(line.complete) as Device["complete"],
});

const readToken = (line: TokenLine | undefined): Token | null =>
  line ? { ...line, user: line.user as RecordId, record: line.record as RecordId | null } : null;

type AccountStorage = Pick<
  Storage,
  | "addDevice"
  | "device"
  | "saveDevice"
  | "credential"
  | "saveCredential"
  | "addToken"
  | "token"
  | "takeToken"
  | "dropTokens"
  | "dropExpired"
>;

/** Devices, passwords and tokens, in the tables beside the documents. */
export const createSqliteAccounts = (db: Database): AccountStorage => {
  const lastDevice = db.prepare<[], { last: number | null }>("SELECT MAX(device) AS last FROM device");
  const insertDevice = db.prepare("INSERT INTO device VALUES (?, ?, ?, 0, '[]', '[]')");
  const device = db.prepare<[number], DeviceLine>("SELECT * FROM device WHERE device = ?");
  const updateDevice = db.prepare("UPDATE device SET person = ?, granted = ?, complete = ? WHERE device = ?");
  const credential = db.prepare<[string], { user: string; hash: string; must_change: number }>("SELECT * FROM credential WHERE user = ?");
  const saveCredential = db.prepare("INSERT OR REPLACE INTO credential VALUES (?, ?, ?)");
  const addToken = db.prepare("INSERT INTO token VALUES (?, ?, ?, ?, ?)");
  const token = db.prepare<[string], TokenLine>("SELECT * FROM token WHERE hash = ?");
  const takeToken = db.prepare<[string], TokenLine>("DELETE FROM token WHERE hash = ? RETURNING *");
  const dropTokens = db.prepare("DELETE FROM token WHERE user = ? AND hash <> ?");
  const dropExpired = db.prepare("DELETE FROM token WHERE expires <= ?");

  const add = db.transaction((keyHash: string, person: string): Device => {
    const number = Math.max(FIRST_DEVICE, (lastDevice.get()?.last ?? 0) + 1);
    insertDevice.run(number, keyHash, person);
    return { device: number, keyHash, person: person as RecordId, used: 0, granted: [], complete: [] };
  });

  return {
    addDevice: async (keyHash, person) => add.immediate(keyHash, person),
    device: async (number) => {
      const line = device.get(number);
      return line ? readDevice(line) : null;
    },
    saveDevice: async ({ device, person, granted, complete }) =>
      void updateDevice.run(person, JSON.stringify(granted), JSON.stringify(complete), device),
    credential: async (user): Promise<Credential | null> => {
      const line = credential.get(user);
      return line ? { user, hash: line.hash, mustChange: line.must_change === 1 } : null;
    },
    saveCredential: async ({ user, hash, mustChange }) => void saveCredential.run(user, hash, mustChange ? 1 : 0),
    addToken: async ({ hash, kind, user, record, expires }) => void addToken.run(hash, kind, user, record, expires),
    token: async (hash) => readToken(token.get(hash)),
    takeToken: async (hash) => readToken(takeToken.get(hash)),
    dropTokens: async (user, except) => void dropTokens.run(user, except ?? ""),
    dropExpired: async (now) => void dropExpired.run(now),
  };
};
