import { recordId, type RecordId } from "#domain/id.ts";
import type { SeedRecord } from "#sync-server/seed.ts";
import { OWNED_KIND_NAMES } from "#domain/entities/owned-kinds.ts";
import { ACTIONS } from "#domain/policy/job-function.ts";
import { ANNA, BEN, BOSS, COMPANY, MANAGER, OTHER, START } from "#tests/unit/sync-server/company.ts";

/** How many secrets there are. */
const SECRETS = 1_000;
/** Everybody who looks for secrets. */
export const PEOPLE = [BOSS, MANAGER, ANNA, BEN, OTHER] as const;
/** Of the manager's department; the boss sits there too. */
const EAST: readonly RecordId[] = [BOSS, MANAGER, ANNA, BEN];

/** A text that only some may ever have, and the record that holds it. */
export interface Canary {
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
  /** Ben's job function hides the field. */
  const unlessHidden = readersOf(owner).filter((person) => person !== BEN);
  switch (index % 11) {
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
    case 8:
      return made("customer", { name: `C${index}`, owner, sector: secret }, unlessHidden);
    case 9:
      return made("opportunity", { subject: `O${index}`, owner, stage: "prospecting", [`set/contacts/contact/${secret}`]: 1 }, unlessHidden);
    case 10:
      return made("opportunity", { subject: `O${index}`, owner, stage: "prospecting" }, unlessHidden, { prose: { solution: [secret] } });
    case 6:
      return made("view", { name: secret, of: "customer", spec: "{}", owner }, [owner]);
    default:
      return made("order", { subject: secret, owner, customer: recordId("customer", "acme") }, readersOf(owner));
  }
};

const JUNIOR = recordId("jobFunction", "junior");
const may = Object.fromEntries(OWNED_KIND_NAMES.flatMap((kind) => ACTIONS.map((action) => [`set/may/${kind}.${action}`, 1])));

/** The company, in which Ben has a job function that hides fields. */
export const COMPANY_WITH_HIDDEN: readonly SeedRecord[] = [
  ...COMPANY.map((seed) => (seed.id === BEN ? { ...seed, values: { ...seed.values, [`set/functions/${JUNIOR}`]: 1 } } : seed)),
  { id: JUNIOR, values: { name: "Junior", ...may, "set/hidden/customer.sector": 1, "set/hidden/opportunity.contacts": 1, "set/hidden/opportunity.solution": 1 }, at: START - 1_000, by: BOSS },
];

export const canaries: readonly Canary[] = Array.from({ length: SECRETS }, (_, index) => canaryOf(index)).map((one) => (one.record.startsWith("product/") ? { ...one, secret: String(one.seed.values["cost"]) } : one));

export interface Hits {
  permitted: number;
  readonly other: string[];
}

export const noHits = (): Hits => ({ permitted: 0, other: [] });
/** Which secrets stand in what each person has seen. */
export const look = (seen: ReadonlyMap<RecordId, string>): Hits => {
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
