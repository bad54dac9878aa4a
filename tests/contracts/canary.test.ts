import { beforeAll, describe, expect, it } from "vitest";
import { docId, recordId, type RecordId } from "#domain/id.ts";
import { encodeFrame } from "#domain/protocol/frame.ts";
import type { SeedRecord } from "#sync-server/seed.ts";
import { ANNA, BEN, BOSS, COMPANY, createCompany, MANAGER, OTHER, START } from "#tests/unit/sync-server/company.ts";
import { createCompanyReplica } from "./company-replica.ts";
import type { RawDevice } from "#tests/unit/sync-server/raw-device.ts";

const SECRETS = 1_000;
const PEOPLE = [BOSS, MANAGER, ANNA, BEN, OTHER] as const;
/** Of the manager's department; the boss sits there too. */
const EAST: readonly RecordId[] = [BOSS, MANAGER, ANNA, BEN];

interface Canary {
  readonly secret: string;
  readonly record: RecordId;
  readonly seed: SeedRecord;
  /** Who may have it, said by hand. */
  readonly permitted: ReadonlySet<RecordId>;
}

/** Those who read what `owner` has: the owner, who leads them, and the boss. */
const readersOf = (owner: RecordId): readonly RecordId[] => [BOSS, owner, ...(EAST.includes(owner) ? [MANAGER] : [])];

const canaryOf = (index: number): Canary => {
  const secret = `canary-${String(index).padStart(4, "0")}-${((index * 7_919) % 99_991).toString(36)}`;
  const owner = PEOPLE[index % PEOPLE.length] ?? BOSS;
  const other = PEOPLE[(index * 3 + 1) % PEOPLE.length] ?? BOSS;
  const made = (kind: string, values: SeedRecord["values"], permitted: readonly RecordId[], more: Partial<SeedRecord> = {}): Canary => {
    const record = recordId(kind, `k${index}`);
    return { secret, record, seed: { id: record, values, at: START - 1_000, by: BOSS, ...more }, permitted: new Set(permitted) };
  };
  switch (index % 8) {
    case 0:
      return made("customer", { name: `C${index}`, owner, remarks: secret }, readersOf(owner));
    case 1:
      return made("customer", { name: secret, owner, [`set/sharedWith/${other}`]: 1 }, [...readersOf(owner), ...readersOf(other)]);
    case 2:
      return made("opportunity", { subject: secret, owner, stage: "prospecting" }, readersOf(owner));
    case 3:
      return made("opportunity", { subject: `O${index}`, owner, stage: "prospecting" }, readersOf(owner), { prose: { requirement: [secret] } });
    case 4:
      return made("contact", { name: secret, owner }, readersOf(owner));
    case 5:
      return made("product", { name: `P${index}`, cost: `${1_000_000 + index}.${(index * 7_919) % 9_973}77` }, [BOSS, MANAGER]);
    case 6:
      return made("view", { name: secret, of: "customer", spec: "{}", owner }, [owner]);
    default:
      return made("order", { subject: secret, owner, customer: recordId("customer", "acme") }, readersOf(owner));
  }
};

const canaries = Array.from({ length: SECRETS }, (_, index) => canaryOf(index)).map((one) => (one.record.startsWith("product/") ? { ...one, secret: String(one.seed.values["cost"]) } : one));

const devices = new Map<RecordId, RawDevice>();
interface Hits {
  permitted: number;
  readonly other: string[];
}

const noHits = (): Hits => ({ permitted: 0, other: [] });
let [hits, kept] = [noHits(), noHits()];

const look = (seen: ReadonlyMap<RecordId, string>): Hits => {
  const found = noHits();
  for (const { secret, record, permitted } of canaries) {
    for (const person of PEOPLE) {
      if (!seen.get(person)?.includes(secret)) continue;
      if (permitted.has(person)) found.permitted += 1;
      else found.other.push(`${secret} of ${record} reached ${person}`);
    }
  }
  return found;
};

beforeAll(async () => {
  const company = await createCompany(undefined, [...COMPANY, ...canaries.map(({ seed }) => seed)]);
  const { device } = company;
  for (const person of PEOPLE) devices.set(person, await device(person));
  // Everybody asks for everything, and tries to change it: the answers are looked through as well.
  for (const one of devices.values()) {
    for (const [index, { record }] of canaries.entries()) {
      if (index % 10 !== 0) continue;
      one.send({ type: "askHistory", request: index, record, before: null, limit: 200 });
      one.send({ type: "watch", docs: [docId(record)] });
      one.send({ type: "push", txs: [{ id: one.keys.next(), docs: [one.edit(docId(record), { created: { by: BEN, at: 1 } })] }] });
      await one.settled();
    }
  }
  const seen = new Map<RecordId, string>();
  for (const [person, one] of devices) {
    const frames = one.received.map((message) => Buffer.from(encodeFrame(message)).toString("latin1"));
    const rows = [...one.held.values()].map(({ row }) => JSON.stringify(row));
    seen.set(person, [...frames, ...rows].join("\n"));
  }
  hits = look(seen);
  const traces = new Map<RecordId, string>();
  for (const [index, person] of PEOPLE.entries()) {
    const { replica, traces: tracesOf } = await createCompanyReplica(company, person, index);
    for (const { record } of canaries.filter((_, at) => at % 10 === 0)) await replica.history(record).catch(() => undefined);
    traces.set(person, await tracesOf());
    replica.stop();
  }
  kept = look(traces);
}, 120_000);

describe("canaries", () => {
  it("[F-01] [G-11] [V-01] of a thousand secrets in records and facets of all kinds none reaches anybody who may not read it, in any frame", () => {
    expect(hits.other).toEqual([]);
  });

  it("[F-01] each secret reaches everybody who may", () => {
    expect(hits.permitted).toBe(canaries.reduce((sum, { permitted }) => sum + permitted.size, 0));
  });

  it("[F-01] [D-07] none stands in any table that the devices of others keep, or in what they log, and all in those of whoever may read it", () => {
    expect(kept.other).toEqual([]);
    expect(kept.permitted).toBe(canaries.reduce((sum, { permitted }) => sum + permitted.size, 0));
  });
});
