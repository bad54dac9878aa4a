import type { RecordId } from "#domain/id.ts";
import { commonGrants, peopleOfRole, recordGrants, type Grant, type Standing } from "#domain/policy/grant.ts";
import { functionsOf, mayDo, type Action, type Functions } from "#domain/policy/job-function.ts";
import { organisationOf, type Organisation, type RowsOf } from "#domain/policy/organisation.ts";
import { lensesOf, type Lenses } from "#domain/policy/lens.ts";
import { poolsOf, type Pools } from "#domain/policy/pool.ts";
import { isRight, type Right } from "#domain/policy/right.ts";
import { roleOf } from "#domain/policy/role.ts";
import type { Scope } from "#domain/policy/scope.ts";
import type { Row } from "#domain/schema/entity.ts";
import { isDeleted, markOf, membersOf } from "#domain/schema/read.ts";

/** A person as the policy sees them: the user record, and what their place in the company gives. */
export interface Person {
  readonly id: RecordId;
  readonly rights: ReadonlySet<Right>;
  readonly active: boolean;
  /** Users whose records this person's role lets them change; without the person. */
  readonly below: ReadonlySet<RecordId>;
  /** Whether the role lets this person see and change everybody's records, of the kinds that their job functions allow. */
  readonly leadsAll: boolean;
  readonly functions: Functions;
  /** What the person does not see of records that they read. */
  readonly lenses: Lenses;
  readonly pools: Pools;
  /** What the person may read, as scopes. */
  readonly reads: ReadonlySet<Scope>;
  /** Those of them whose records the person may change. */
  readonly writes: ReadonlySet<Scope>;
  /** Where each scope comes from. */
  readonly grants: readonly Grant[];
}

const standingOf = (user: Row, organisation: Organisation): Standing => {
  const functions = functionsOf(user, organisation.rows("jobFunction"));
  return {
    user,
    role: roleOf(user, organisation.rows("role")),
    functions,
    rights: new Set([...membersOf(user, "rights").filter(isRight), ...functions.rights]),
  };
};

const isActive = (user: Row): boolean => markOf(user, "disabled") === null && !isDeleted(user);

/** Those whom somebody assists. */
const managersOf = ({ user }: Standing, organisation: Organisation): readonly Standing[] =>
  membersOf(user, "assists").flatMap((id) => {
    const manager = organisation.user(id);
    return manager && id !== user.id && isActive(manager) ? [standingOf(manager, organisation)] : [];
  });

/** An assistant sees what the managers see whom they assist, costs too, of the kinds that the assistant may read, and changes nothing of it. */
const assistantGrants = (assistant: Standing, organisation: Organisation): readonly Grant[] =>
  managersOf(assistant, organisation).flatMap((standing) => {
    const rights = commonGrants(standing, organisation).filter(({ reason }) => reason === "right");
    return [...recordGrants(standing, organisation, assistant), ...rights].map(({ scope }): Grant => ({ scope, write: false, reason: "assistant", via: standing.user.id }));
  });

/** What is hidden from somebody, or from one of those whom they assist. */
const hiddenFrom = (standing: Standing, organisation: Organisation): Iterable<string> =>
  new Set([standing, ...managersOf(standing, organisation)].flatMap(({ functions }) => [...functions.hidden]));

/** What a person may do, as the rows of the organisation describe it; null for somebody who is not in it. */
export const personIn = (id: RecordId, organisation: Organisation): Person | null => {
  const user = organisation.user(id);
  if (!user) return null;
  const standing = standingOf(user, organisation);
  const { role, rights, functions } = standing;
  const active = isActive(user);
  const grants = active ? [...commonGrants(standing, organisation), ...recordGrants(standing, organisation), ...assistantGrants(standing, organisation)] : [];
  return {
    id,
    rights,
    active,
    below: role.readOnly ? new Set() : peopleOfRole(user, role, organisation),
    leadsAll: active && role.data === "all" && !role.readOnly,
    functions,
    lenses: lensesOf(hiddenFrom(standing, organisation)),
    pools: poolsOf(id, organisation),
    grants,
    reads: new Set(grants.map(({ scope }) => scope)),
    writes: new Set(grants.filter(({ write }) => write).map(({ scope }) => scope)),
  };
};

export const personOf = (id: RecordId, rows: RowsOf): Person | null => personIn(id, organisationOf(rows));

export const may = ({ functions }: Person, kind: string, action: Action): boolean => mayDo(functions, kind, action);
