import { flowsIn, type Flow } from "#domain/approval/flow.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { organisationOf } from "#domain/policy/organisation.ts";
import type { Person } from "#domain/policy/person.ts";
import type { ScopeSources } from "#domain/policy/scope.ts";
import { rulesIn } from "#domain/policy/sharing.ts";
import type { Core } from "./core.ts";

type Rules = ScopeSources["rules"];

/** By the person, who is another with every change of the organisation. */
const known = new WeakMap<Person, Rules>();

/** Sharing rules whose criteria a record meets, as this device has them. */
export const rulesOf = (core: Core): Rules => {
  const person = core.person();
  const found = person && known.get(person);
  if (found) return found;
  const rules = rulesIn(organisationOf((kind) => [...core.rows.rows(kind)]), findEntity, person?.lenses).scopesOf;
  if (person) known.set(person, rules);
  return rules;
};

/** The approval flows that stand. */
export const flowsOf = (core: Core): readonly Flow[] => flowsIn([...core.rows.rows("approvalFlow")], findEntity);
