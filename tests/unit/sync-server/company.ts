import { recordId, type RecordId } from "#domain/id.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { createRelay, type Relay } from "#sync-server/relay.ts";
import { seedCommit, type SeedRecord } from "#sync-server/seed.ts";
import { createMemoryStorage } from "#sync-server/storage/memory.ts";
import type { Storage } from "#sync-server/storage/storage.ts";
import { countingRandom, createRawDevice, type RawDevice } from "./raw-device.ts";

export const START = Date.UTC(2026, 10, 2, 8);

export const createSettableClock = (start = START) => {
  let now = start;
  return {
    now: () => now,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
};

export type SettableClock = ReturnType<typeof createSettableClock>;

const user = (key: string): RecordId => recordId("user", key);
export const BOSS = user("boss");
export const MANAGER = user("manager");
export const ANNA = user("anna");
export const BEN = user("ben");
export const OTHER = user("other");

export const ACME = recordId("customer", "acme");
export const BOLT = recordId("customer", "bolt");
export const PUMP = recordId("product", "pump");
export const DEAL = recordId("opportunity", "deal");

const person = (id: RecordId, role: string, department: string, rights: readonly string[] = []): SeedRecord => ({
  id,
  values: {
    name: id.slice(5),
    account: id.slice(5),
    role,
    department: recordId("department", department),
    ...Object.fromEntries(rights.map((right) => [`set/rights/${right}`, 1])),
  },
  at: START - 1_000_000,
  by: BOSS,
});

const of = (id: RecordId, values: Readonly<Record<string, FieldValue>>): SeedRecord => ({ id, values, at: START - 900_000, by: BOSS });

/** A small company: a boss; a manager of department `east` with Anna and Ben; somebody in department `west`. */
export const COMPANY: readonly SeedRecord[] = [
  of(recordId("workspace", "main"), { name: "Test", currency: "EUR", zone: "UTC" }),
  of(recordId("department", "east"), { name: "East" }),
  of(recordId("department", "west"), { name: "West" }),
  person(BOSS, "boss", "east", ["admin", "cost", "products", "purge"]),
  person(MANAGER, "manager", "east", ["cost"]),
  person(ANNA, "sales", "east"),
  person(BEN, "sales", "east"),
  person(OTHER, "sales", "west"),
  of(PUMP, { name: "Pump", listPrice: "100", cost: "60" }),
  of(ACME, { name: "Acme", owner: ANNA, phone: "1" }),
  of(BOLT, { name: "Bolt", owner: OTHER }),
  { ...of(DEAL, { subject: "Deal", customer: ACME, owner: ANNA, stage: "prospecting" }), prose: { requirement: ["They need pumps."] } },
];

export interface Company {
  readonly relay: Relay;
  readonly storage: Storage;
  readonly clock: SettableClock;
  /** A device that has said hello, with `more` in it. */
  readonly device: (user: RecordId, more?: Parameters<RawDevice["connect"]>[1]) => Promise<RawDevice>;
}

export const createCompany = async (storage: Storage = createMemoryStorage(), records: readonly SeedRecord[] = COMPANY): Promise<Company> => {
  const clock = createSettableClock();
  const relay = await createRelay({
    storage,
    clock,
    random: countingRandom,
    defer: (call) => void setImmediate(call),
    report: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
  await relay.seed((counters) => seedCommit(counters, records));
  return {
    relay,
    storage,
    clock,
    device: async (user, more) => {
      const device = createRawDevice(relay, clock);
      await device.connect(user, more);
      return device;
    },
  };
};
