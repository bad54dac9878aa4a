import type { RunNode } from "#domain/approval/run.ts";
import type { RecordId } from "#domain/id.ts";
import { functionsOf, mayDo } from "#domain/policy/job-function.ts";
import type { Organisation } from "#domain/policy/organisation.ts";
import { roleOf } from "#domain/policy/role.ts";
import type { Row } from "#domain/schema/entity.ts";
import { isDeleted, markOf, membersOf, textOf } from "#domain/schema/read.ts";

/**
 * Who approves, as one word each: a person (`user/…`), everybody of a group (`group/…`), of a role of the company's own (`role/…`) or of one
 * that every company has (`as:director`), or whoever leads the record's owner (`lead`).
 */
export type Approver = string;

export const LEAD: Approver = "lead";
export const ofDefaultRole = (role: string): Approver => `as:${role}`;

export const approversIn = (text: string | null): readonly Approver[] => [...new Set((text ?? "").split(/\s+/).filter((word) => /^(lead|as:[A-Za-z]+|(user|group|role)\/\S+)$/.test(word)))];

const isActive = (user: Row): boolean => markOf(user, "disabled") === null && !isDeleted(user);

/** Tells who can decide about records of a kind: active people whose job functions let them read it. */
export const deciders = (kind: string, organisation: Organisation): ((user: Row) => boolean) => {
  const functions = organisation.rows("jobFunction");
  return (user) => isActive(user) && mayDo(functionsOf(user, functions), kind, "read");
};

/** Those who lead somebody, of the people that count: the nearest above in the departments, else whoever changes the records of all. */
const superiorsOf = (id: RecordId, organisation: Organisation, counts: (user: Row) => boolean): readonly RecordId[] => {
  const user = organisation.user(id);
  if (!user) return [];
  const others = organisation.rows("user").filter((other) => other.id !== id && counts(other));
  const roles = new Map(others.map((other) => [other.id, roleOf(other, organisation.rows("role"))]));
  const own = textOf(user, "department");
  const seen = new Set<string>();
  for (let unit = own; unit !== null && !seen.has(unit); unit = textOf(organisation.rows("department").find((row) => row.id === unit) ?? { id }, "parent")) {
    seen.add(unit);
    const leaders = others.filter((other) => {
      const role = roles.get(other.id);
      return role && !role.readOnly && textOf(other, "department") === unit && (role.data === "departmentsBelow" || (role.data === "department" && unit === own));
    });
    if (leaders.length > 0) return leaders.map((leader) => leader.id);
  }
  return others.filter((other) => roles.get(other.id)?.data === "all" && !roles.get(other.id)?.readOnly).map((other) => other.id);
};

/** People whom one word names, of those that count. `led`: whose superiors `lead` means. */
export const peopleOf = (approver: Approver, led: RecordId, organisation: Organisation, counts: (user: Row) => boolean): readonly RecordId[] => {
  if (approver === LEAD) return superiorsOf(led, organisation, counts);
  const users = organisation.rows("user").filter(counts);
  const named = (test: (user: Row) => boolean): readonly RecordId[] => users.filter(test).map(({ id }) => id);
  if (approver.startsWith("user/")) return named(({ id }) => id === approver);
  if (approver.startsWith("group/")) return named((user) => organisation.groupsOf(user).has(approver));
  if (approver.startsWith("role/")) return named((user) => textOf(user, "customRole") === approver);
  return named((user) => ofDefaultRole(textOf(user, "role") ?? "sales") === approver);
};

/** Whose record it is and who submitted it: neither of them decides. */
export interface Parties {
  readonly by: RecordId;
  readonly owner?: RecordId;
}

/** Whose rank and superiors count: the owner's, of whom the record tells; the submitter's where there is no owner. */
export const ledOf = ({ by, owner }: Parties): RecordId => owner ?? by;

/** Tells who can be asked about a record of a kind that these two people have to do with. */
export const askableBy = ({ by, owner }: Parties, kind: string, organisation: Organisation): ((user: Row) => boolean) => {
  const decides = deciders(kind, organisation);
  return (user) => user.id !== by && user.id !== owner && decides(user);
};

/**
 * Whose decision a step is by now. `own`: it names the submitter, whom nobody leads, and there is nobody else. Null: nobody can be asked.
 */
export const askedAt = (node: Pick<RunNode, "approvers" | "delegated">, parties: Parties, kind: string, organisation: Organisation): readonly RecordId[] | "own" | null => {
  const { by } = parties;
  const led = ledOf(parties);
  const askable = askableBy(parties, kind, organisation);
  const isAskable = (id: RecordId): boolean => {
    const user = organisation.user(id);
    return user !== undefined && askable(user);
  };
  const passedOn = (id: RecordId): RecordId => {
    const seen = new Set<string>([id]);
    let who = id;
    for (let next = node.delegated[who]; next !== undefined && !seen.has(next) && isAskable(next); next = node.delegated[who]) {
      seen.add(next);
      who = next;
    }
    return who;
  };
  const asked = [...new Set(node.approvers.flatMap((approver) => peopleOf(approver, led, organisation, askable)).map(passedOn))];
  if (asked.length > 0) return asked.sort();
  const above = [led, by].map((id) => superiorsOf(id, organisation, askable)).find((found) => found.length > 0);
  if (above) return [...above].sort();
  if (superiorsOf(by, organisation, isActive).length === 0 && node.approvers.some((approver) => peopleOf(approver, led, organisation, isActive).includes(by))) return "own";
  const admins = organisation.rows("user").filter((user) => askable(user) && membersOf(user, "rights").includes("admin"));
  return admins.length > 0 ? admins.map(({ id }) => id).sort() : null;
};
