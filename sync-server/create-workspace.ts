import type { Clock, Random } from "#domain/clock.ts";
import { createKeySource, recordId, type RecordId } from "#domain/id.ts";
import { generateDemo } from "#domain/demo/generate.ts";
import { DEMO_SIGN_INS } from "#domain/demo/staff.ts";
import { WORKSPACE } from "#domain/entities/workspace/workspace.ts";
import { RIGHTS } from "#domain/policy/right.ts";
import type { Accounts } from "./accounts.ts";
import { createPassword } from "./entrance/passwords.ts";
import type { Relay } from "./relay.ts";
import { seedCommit, type SeedRecord } from "./seed.ts";

/** Every account of the demo workspace has this password. It is sample data, on a machine of one's own. */
export const DEMO_PASSWORD = "tidebook";

const DEMO_SEED = 20_260;

export interface SignIn {
  readonly account: string;
  readonly password: string;
  /** Shown beside the account: the person's name, and what they see. */
  readonly who: string;
}

interface Deps {
  readonly relay: Relay;
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly random: Random;
}

export const isEmpty = (relay: Relay): Promise<boolean> => relay.read(async ({ head }) => head === 0);

export const demoSignIns = (): readonly SignIn[] =>
  DEMO_SIGN_INS.map(({ account, name, role }) => ({ account, password: DEMO_PASSWORD, who: `${name}, ${role}` }));

/** The sample company, with an account for each of its people. Returns the sign-ins worth trying. */
export const createDemoWorkspace = async ({ relay, accounts, clock }: Deps): Promise<readonly SignIn[]> => {
  const records = generateDemo({ seed: DEMO_SEED, now: clock.now() });
  await relay.seed((counters) => seedCommit(counters, records));
  const users = records.filter(({ id }) => id.startsWith("user/"));
  await Promise.all(users.map(({ id }) => accounts.setPassword(id, DEMO_PASSWORD, false)));
  return demoSignIns();
};


/** A workspace with one administrator, whose password must be changed at the first sign-in. `applied`: how it came to be. */
export const createEmptyWorkspace = async ({ relay, accounts, clock, random }: Deps, applied: "selfHosted" | "hosted" = "selfHosted"): Promise<readonly SignIn[]> => {
  const at = clock.now();
  const admin: RecordId = recordId("user", createKeySource(clock, random).next());
  const rights = Object.fromEntries(RIGHTS.map((right) => [`set/rights/${right}`, 1]));
  const records: readonly SeedRecord[] = [
    { id: WORKSPACE, values: { name: "Tidebook", currency: "CNY", applied, activated: at }, at, by: admin },
    { id: admin, values: { name: "Administrator", account: "admin", role: "boss", ...rights }, at, by: admin },
  ];
  await relay.seed((counters) => seedCommit(counters, records));
  const password = createPassword(random);
  await accounts.setPassword(admin, password, true);
  return [{ account: "admin", password, who: "Administrator, one-time password" }];
};
