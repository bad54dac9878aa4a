import type { RecordId } from "#domain/id.ts";
import { isRight, type Right } from "#domain/policy/right.ts";
import { ALL, EVERYONE, ownerScope, personalScope, rightScope, sharedScope, type Scope } from "#domain/policy/scope.ts";
import type { Row } from "#domain/schema/entity.ts";
import { isDeleted, markOf, membersOf, textOf } from "#domain/schema/read.ts";

/** A person as the policy sees them: the user record and everybody whose records their role lets them see. */
export interface Person {
  readonly id: RecordId;
  readonly role: string;
  readonly rights: ReadonlySet<Right>;
  readonly active: boolean;
  /** Users in the departments this person leads, at any depth; without the person. */
  readonly below: ReadonlySet<RecordId>;
}

const LEADS = new Set(["director", "manager"]);

/** The organisation as user and department rows describe it. Tolerates cycles and missing parents. */
export const personOf = (id: RecordId, users: readonly Row[], departments: readonly Row[]): Person | null => {
  const row = users.find((user) => user.id === id);
  if (!row) return null;
  const role = textOf(row, "role") ?? "sales";
  const department = textOf(row, "department");
  const led = LEADS.has(role) && department !== null ? departmentsBelow(department, departments) : new Set<string>();
  const below = users.filter((user) => user.id !== id && led.has(textOf(user, "department") ?? ""));
  return {
    id,
    role,
    rights: new Set(membersOf(row, "rights").filter(isRight)),
    active: markOf(row, "disabled") === null && !isDeleted(row),
    below: new Set(below.map((user) => user.id)),
  };
};

const departmentsBelow = (top: string, departments: readonly Row[]): ReadonlySet<string> => {
  const found = new Set([top]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const department of departments) {
      const parent = textOf(department, "parent");
      if (parent === null || !found.has(parent) || found.has(department.id)) continue;
      found.add(department.id);
      grew = true;
    }
  }
  return found;
};

/** What a person may read, as scopes. Boss: every owned record. Leaders: their people's. Everybody: their own and what is shared with them. */
export const scopesFor = (person: Person): readonly Scope[] => {
  if (!person.active) return [];
  const rights = [...person.rights].map(rightScope);
  if (person.role === "boss") return [EVERYONE, ALL, ownerScope(person.id), personalScope(person.id), ...rights];
  const visible = [person.id, ...person.below];
  return [EVERYONE, ...visible.map(ownerScope), personalScope(person.id), sharedScope(person.id), ...[...person.below].map(sharedScope), ...rights];
};
