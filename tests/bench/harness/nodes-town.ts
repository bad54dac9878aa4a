import { randomBytes } from "node:crypto";
import { createKeySource, docId, recordId, type RecordId } from "#domain/id.ts";
import { createDirectory } from "#sync-server/directory.ts";
import { seedCommit, type SeedRecord } from "#sync-server/seed.ts";
import type { Storage } from "#sync-server/storage/storage.ts";
import { hashSecret } from "#sync-server/tokens.ts";

/** A device as it comes back: what it says of itself in its hello, and the secret of its session. */
export interface TownDevice {
  readonly device: number;
  readonly deviceKey: string;
  readonly cookie: string;
  readonly cursor: number;
  readonly scopes: readonly string[];
}

/** A customer and the devices of those who share it. `content`: what it holds, as a Yjs update. */
export interface House {
  readonly record: RecordId;
  readonly content: Uint8Array;
  readonly devices: readonly TownDevice[];
}

const DAY = 86_400_000;
const secret = (): string => randomBytes(32).toString("base64url");

export interface Town {
  readonly houses: readonly House[];
  /** Sign-ins of the boss, each with a device. */
  readonly spares: readonly TownDevice[];
}

/** Somebody has signed in, and has a device that holds everything. */
const addDevice = async (storage: Storage, person: RecordId, scopes: readonly string[], cursor: number): Promise<TownDevice> => {
  const [deviceKey, cookie, session] = [secret(), secret(), secret().slice(0, 16)];
  const { device } = await storage.addDevice(hashSecret(deviceKey), person);
  await storage.saveDevice({ device, person, granted: scopes, complete: scopes });
  const [now, newest] = [Date.now(), hashSecret(cookie)];
  const expires = now + DAY;
  await storage.addToken({ hash: newest, kind: "session", user: person, record: null, session, expires });
  await storage.entrance.addSession({ id: session, user: person, created: now, seen: now, expires, rotated: now, settled: true, newest, address: "127.0.0.1", agent: "bench" });
  return { device, deviceKey, cookie, cursor, scopes };
};

/** Fills an empty storage with customers that `people` people each share, whom nobody else reads. All have signed in, and their devices hold everything. */
export const makeTown = async (storage: Storage, houses: number, people: number, spares: number): Promise<Town> => {
  const now = Date.now() - DAY;
  const keys = createKeySource({ now: () => now }, { bytes: (size) => new Uint8Array(randomBytes(size)) });
  const boss = recordId("user", keys.next());
  const records: SeedRecord[] = [
    { id: recordId("workspace", "main"), values: { name: "Town", currency: "EUR", zone: "UTC" }, at: now, by: boss },
    { id: boss, values: { name: "Boss", account: "boss", role: "boss", "set/rights/admin": 1 }, at: now, by: boss },
  ];
  const plan = Array.from({ length: houses }, (_, house) => {
    const users = Array.from({ length: people }, () => recordId("user", keys.next()));
    for (const [index, id] of users.entries()) records.push({ id, values: { name: `Person ${house}.${index}`, account: `p${house}.${index}`, role: "sales" }, at: now, by: boss });
    const [owner = boss, ...others] = users;
    const record = recordId("customer", keys.next());
    const shared = Object.fromEntries(others.map((person) => [`set/sharedWith/${person}`, 1]));
    records.push({ id: record, values: { name: `Northern Pumps and Valves ${house}`, country: "Germany", employees: 240, owner, ...shared }, at: now, by: owner });
    return { record, users };
  });
  await storage.commit(seedCommit(await storage.counters(), records));
  const { head } = await storage.counters();
  const directory = createDirectory(storage);
  await directory.reload();
  const scopesOf = (person: RecordId): readonly string[] => [...(directory.standing(person)?.scopes ?? [])];
  const town: House[] = [];
  for (const { record, users } of plan) {
    const devices: TownDevice[] = [];
    for (const person of users) {
      devices.push(await addDevice(storage, person, scopesOf(person), head));
    }
    const [stored] = await storage.documents([docId(record)]);
    town.push({ record, content: stored?.snapshot ?? new Uint8Array(), devices });
  }
  const more: TownDevice[] = [];
  while (more.length < spares) more.push(await addDevice(storage, boss, scopesOf(boss), head));
  return { houses: town, spares: more };
};
