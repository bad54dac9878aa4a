import { hash, randomBytes } from "node:crypto";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createKeySource, recordId, type RecordId } from "#domain/id.ts";
import { createDirectory } from "#sync-server/directory.ts";
import { seedCommit, type SeedRecord } from "#sync-server/seed.ts";
import { createSqliteStorage } from "#sync-server/storage/sqlite.ts";
import { hashSecret } from "#sync-server/tokens.ts";

/** A device as it comes back: what it says of itself in its hello, and the secrets of its session. */
export interface CrowdDevice {
  readonly device: number;
  readonly deviceKey: string;
  readonly cookie: string;
  readonly cursor: number;
  readonly scopes: readonly string[];
}

/** A record, and the devices of the people who have it. `content`: what it holds, as a Yjs update. */
export interface Room {
  readonly record: RecordId;
  readonly content: Uint8Array;
  readonly devices: readonly CrowdDevice[];
}

export interface CrowdOptions {
  readonly folder: string;
  readonly rooms: number;
  /** People who share the record of a room, each with a device of their own. */
  readonly people: number;
}

const secret = (): string => randomBytes(32).toString("base64url");
const DAY = 86_400_000;
const FILE = "tidebook.sqlite";
/** Where Linux keeps files in memory. */
const MEMORY = "/dev/shm";

/** What is known of a customer in a company's second year. */
const customerOf = (number: number, owner: RecordId, others: readonly RecordId[]): SeedRecord["values"] => ({
  name: `Northern Pumps and Valves ${number}`,
  shortName: `Northern ${number}`,
  type: "company",
  category: "vip",
  stage: "customer",
  industry: "machinery",
  country: "Germany",
  region: "Hamburg",
  size: "medium",
  employees: 240,
  source: "exhibition",
  website: "https://northern.example",
  owner,
  ...Object.fromEntries(others.map((person) => [`set/sharedWith/${person}`, 1])),
});

/**
 * A workspace in which three people share each record and nobody else reads it. Every person has signed in and has a device that holds everything: what
 * signing in and a first sync cost is measured elsewhere.
 */
export const makeCrowd = async ({ folder, rooms, people }: CrowdOptions): Promise<readonly Room[]> => {
  const now = Date.now() - DAY;
  // Thousands of people are put down one by one: where there is memory for it no disk is waited for.
  const quick = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : folder, "crowd-"));
  const storage = createSqliteStorage(join(quick, FILE));
  const keys = createKeySource({ now: () => now }, { bytes: (size) => new Uint8Array(randomBytes(size)) });
  const boss = recordId("user", keys.next());
  const records: SeedRecord[] = [
    { id: recordId("workspace", "main"), values: { name: "Crowd", currency: "EUR", zone: "UTC" }, at: now, by: boss },
    { id: boss, values: { name: "Boss", account: "boss", role: "boss", "set/rights/admin": 1 }, at: now, by: boss },
  ];
  const plan = Array.from({ length: rooms }, (_, room) => {
    const users = Array.from({ length: people }, () => recordId("user", keys.next()));
    for (const [index, id] of users.entries()) records.push({ id, values: { name: `Person ${room}.${index}`, account: `p${room}.${index}`, role: "sales" }, at: now, by: boss });
    const record = recordId("customer", keys.next());
    const [owner = boss, ...others] = users;
    records.push({ id: record, values: customerOf(room, owner, others), at: now, by: owner });
    return { record, users };
  });
  await storage.commit(seedCommit(await storage.counters(), records));
  const { head } = await storage.counters();
  const directory = createDirectory(storage);
  await directory.reload();
  const made: Room[] = [];
  for (const { record, users } of plan) {
    const devices: CrowdDevice[] = [];
    for (const user of users) {
      const scopes = [...(directory.standing(user)?.scopes ?? [])];
      const [deviceKey, cookie, session] = [secret(), secret(), secret().slice(0, 16)];
      const { device } = await storage.addDevice(hashSecret(deviceKey), user);
      await storage.saveDevice({ device, person: user, granted: scopes, complete: scopes });
      await storage.addToken({ hash: hashSecret(cookie), kind: "session", user, record: null, session, expires: Date.now() + DAY });
      await storage.entrance.addSession({ id: session, user, created: now, seen: Date.now(), expires: Date.now() + DAY, rotated: Date.now(), settled: true, newest: hash("sha256", cookie), address: "127.0.0.1", agent: "bench" });
      devices.push({ device, deviceKey, cookie, cursor: head, scopes });
    }
    const [stored] = await storage.documents([record as never]);
    made.push({ record, content: stored?.snapshot ?? new Uint8Array(), devices });
  }
  await storage.close();
  copyFileSync(join(quick, FILE), join(folder, FILE));
  rmSync(quick, { recursive: true });
  return made;
};
