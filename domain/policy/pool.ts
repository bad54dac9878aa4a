import type { RecordId } from "#domain/id.ts";
import type { Organisation } from "#domain/policy/organisation.ts";
import { isDeleted, membersOf } from "#domain/schema/read.ts";

/** The pools of one person. Whoever manages one is a member of it too. */
export interface Pools {
  readonly member: ReadonlySet<RecordId>;
  readonly manages: ReadonlySet<RecordId>;
}

/** A pool in the recycle bin has no people. */
export const poolsOf = (user: RecordId, organisation: Organisation): Pools => {
  const row = organisation.user(user) ?? { id: user };
  const pools = organisation.rows("pool").filter((row) => !isDeleted(row));
  const manages = new Set(pools.filter((row) => membersOf(row, "managers").includes(user)).map(({ id }) => id));
  const named = pools.filter((pool) => organisation.isNamed(row, membersOf(pool, "users"), membersOf(pool, "units"), membersOf(pool, "groups")));
  return { manages, member: new Set([...manages, ...named.map(({ id }) => id)]) };
};
