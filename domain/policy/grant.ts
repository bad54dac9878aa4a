import { facetsOfOwned, OWNED_KIND_NAMES, type OwnedKind } from "#domain/entities/owned-kinds.ts";
import type { RecordId } from "#domain/id.ts";
import { mayDo, type Functions } from "#domain/policy/job-function.ts";
import type { Organisation } from "#domain/policy/organisation.ts";
import { poolsOf } from "#domain/policy/pool.ts";
import { isRight, type Right } from "#domain/policy/right.ts";
import type { Role } from "#domain/policy/role.ts";
import { ALL, ASKED, askedScope, EVERYONE, heldScope, narrowed, ownerScope, PEOPLE, personalScope, poolScope, readerScope, rightScope, ruleScope, sharedScope, unitScope, widened, type Scope } from "#domain/policy/scope.ts";
import type { Row } from "#domain/schema/entity.ts";
import { isDeleted, markOf, membersOf, textOf } from "#domain/schema/read.ts";

/** Why somebody has a scope; each keys a sentence. */
export const GRANT_REASONS = ["everyone", "own", "shared", "group", "role", "whole", "rule", "assistant", "right", "addressBook", "pool"] as const;

/** One thing that a person is given: documents of a scope, to read or also to change, and why. */
export interface Grant {
  readonly scope: Scope;
  readonly write: boolean;
  readonly reason: (typeof GRANT_REASONS)[number];
  /** The colleague, group, rule or manager it comes by. */
  readonly via: RecordId | null;
}

export interface Standing {
  readonly user: Row;
  readonly role: Role;
  readonly rights: ReadonlySet<Right>;
  readonly functions: Functions;
}

/** People whose records a role lets somebody see, without that person. */
export const peopleOfRole = (user: Row, role: Role, organisation: Organisation): ReadonlySet<RecordId> => {
  const others = (units: ReadonlySet<string>) => new Set(organisation.peopleIn(units).filter((id) => id !== user.id));
  switch (role.data) {
    case "own":
    case "all":
      return new Set();
    case "department":
      return others(new Set(organisation.unitsIn(organisation.unitsOf(user), null)));
    case "departmentsBelow":
      return others(organisation.below(organisation.unitsIn(organisation.unitsOf(user), null)));
    case "dimension":
      return role.dimension === null ? new Set() : others(organisation.below(organisation.unitsIn(organisation.unitsOf(user), role.dimension)));
  }
};

/** A person's own records, those shared with the person or with a group of theirs. */
const ownGrants = ({ user }: Standing, organisation: Organisation): readonly Grant[] => [
  { scope: ownerScope(user.id), write: true, reason: "own", via: null },
  { scope: sharedScope(user.id), write: true, reason: "shared", via: null },
  { scope: readerScope(user.id), write: false, reason: "shared", via: null },
  ...[...organisation.groupsOf(user)].flatMap((group): readonly Grant[] => [
    { scope: sharedScope(group), write: true, reason: "group", via: group as RecordId },
    { scope: readerScope(group), write: false, reason: "group", via: group as RecordId },
  ]),
];

/** What the role adds: every record, or those of the people it covers, also what is shared with them or their groups; and kinds that it shows whole. */
const roleGrants = ({ user, role }: Standing, organisation: Organisation): readonly Grant[] => {
  const write = !role.readOnly;
  const whole = role.whole.map((kind): Grant => ({ scope: narrowed(kind, ALL), write: false, reason: "whole", via: null }));
  if (role.data === "all") return [{ scope: ALL, write, reason: "role", via: null }, ...whole];
  const covered = peopleOfRole(user, role, organisation);
  const groups = new Map([...covered].flatMap((id) => [...organisation.groupsOf(organisation.user(id) ?? { id })].map((group) => [group, id] as const)));
  const shared = (whom: string, via: RecordId): readonly Grant[] => [
    { scope: sharedScope(whom), write, reason: "role", via },
    { scope: readerScope(whom), write: false, reason: "role", via },
  ];
  const people = [...covered].flatMap((via): readonly Grant[] => [{ scope: ownerScope(via), write, reason: "role", via }, ...shared(via, via)]);
  return [...people, ...[...groups].flatMap(([group, via]) => shared(group, via)), ...whole];
};

/** What sharing rules add. */
const ruleGrants = ({ user }: Standing, organisation: Organisation): readonly Grant[] =>
  organisation.rows("sharingRule").flatMap((rule): readonly Grant[] => {
    if (isDeleted(rule) || markOf(rule, "disabled")) return [];
    const isNamed = organisation.isNamed(user, membersOf(rule, "users"), membersOf(rule, "units"), membersOf(rule, "groups"));
    return isNamed ? [{ scope: ruleScope(rule.id), write: textOf(rule, "level") === "write", reason: "rule", via: rule.id }] : [];
  });

/** What is in the pools of somebody; who manages one also reads what others hold from it. Changed by none of it: whoever holds a record changes it. */
const poolGrants = ({ user }: Standing, organisation: Organisation): readonly Grant[] => {
  const { member, manages } = poolsOf(user.id, organisation);
  return [
    ...[...member].map((pool): Grant => ({ scope: poolScope(pool), write: false, reason: "pool", via: pool })),
    ...[...manages].map((pool): Grant => ({ scope: heldScope(pool), write: false, reason: "pool", via: pool })),
  ];
};

/** Grants over owned records, cut down to the kinds that the person's job functions let them read. */
const withinFunctions = (grants: readonly Grant[], { functions }: Standing): readonly Grant[] =>
  grants.flatMap((grant) => {
    const { type, scope } = widened(grant.scope);
    const kinds = OWNED_KIND_NAMES.filter((kind) => (type === null || type === kind) && mayDo(functions, kind, "read"));
    if (type === null && kinds.length === OWNED_KIND_NAMES.length) return [grant];
    return kinds.map((kind) => ({ ...grant, scope: narrowed(kind, scope) }));
  });

/** The facets of owned records that these rights open, of exactly the records of these grants. */
const facetGrants = (grants: readonly Grant[], rights: ReadonlySet<Right>): readonly Grant[] => {
  const facetsOf = (kind: OwnedKind) => facetsOfOwned(kind).filter((facet) => isRight(facet) && rights.has(facet));
  return grants.flatMap((grant) => {
    const { type, scope } = widened(grant.scope);
    const kinds = OWNED_KIND_NAMES.filter((kind) => type === null || type === kind);
    return kinds.flatMap((kind) => facetsOf(kind).map((facet) => ({ ...grant, scope: narrowed(`${kind}#${facet}`, scope) })));
  });
};

/**
 * What a person's own place in the company gives over records that belong to somebody, or what of it an assistant of theirs is given: of the kinds that
 * both may read, with the facets that one of them has the right of.
 */
export const recordGrants = (standing: Standing, organisation: Organisation, assistant: Standing = standing): readonly Grant[] => {
  const given = [...ownGrants(standing, organisation), ...roleGrants(standing, organisation), ...ruleGrants(standing, organisation), ...poolGrants(standing, organisation)];
  const grants = withinFunctions(withinFunctions(given, standing), assistant);
  return [...grants, ...facetGrants(grants, new Set([...standing.rights, ...assistant.rights]))];
};

/** Requests about records that the person may share: their own, and those of the people whose records they change. */
const askedGrants = ({ user, role }: Standing, organisation: Organisation): readonly Grant[] => [
  { scope: askedScope(user.id), write: true, reason: "own", via: null },
  ...(role.readOnly ? [] : [...peopleOfRole(user, role, organisation)]).map((via): Grant => ({ scope: askedScope(via), write: true, reason: "role", via })),
  ...(role.data === "all" && !role.readOnly ? [{ scope: ASKED, write: true, reason: "role", via: null } as const] : []),
];

/** What a person has besides: what everybody reads, what is theirs alone, the address book, and what their rights open. */
export const commonGrants = (standing: Standing, organisation: Organisation): readonly Grant[] => {
  const { user, role, rights } = standing;
  const book = role.addressBook === "departmentsBelow" ? organisation.below(organisation.unitsOf(user)) : organisation.unitsOf(user);
  return [
    { scope: EVERYONE, write: true, reason: "everyone", via: null },
    { scope: personalScope(user.id), write: true, reason: "own", via: null },
    ...askedGrants(standing, organisation),
    ...(role.addressBook === "all" ? [PEOPLE] : [...book].map(unitScope)).map((scope): Grant => ({ scope, write: true, reason: "addressBook", via: null })),
    ...[...rights].map((right): Grant => ({ scope: rightScope(right), write: true, reason: "right", via: null })),
  ];
};
