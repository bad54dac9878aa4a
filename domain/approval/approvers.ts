import type { RunNode } from "#domain/approval/run.ts";
import type { RecordId } from "#domain/id.ts";
import type { Organisation } from "#domain/policy/organisation.ts";
import { roleOf } from "#domain/policy/role.ts";
import type { Row } from "#domain/schema/entity.ts";
import { isDeleted, markOf, membersOf, textOf } from "#domain/schema/read.ts";

/**
 * Who approves, as one word each: a person (`user/…`), everybody of a group (`group/…`), of a role of the company's own (`role/…`) or of one
 * that every company has (`as:director`), or whoever leads the submitter (`lead`).
 */
export type Approver = string;

export const LEAD: Approver = "lead";
export const ofDefaultRole = (role: string): Approver => `as:${role}`;

export const approversIn = (text: string | null): readonly Approver[] => [...new Set((text ?? "").split(/\s+/).filter((word) => /^(lead|as:[A-Za-z]+|(user|group|role)\/\S+)$/.test(word)))];

const isActive = (user: Row): boolean => markOf(user, "disabled") === null && !isDeleted(user);

/** Those who lead somebody: the nearest above in the departments, else whoever changes the records of all. Only active people. */
export const superiorsOf = (id: RecordId, organisation: Organisation): readonly RecordId[] => {
  const user = organisation.user(id);
  if (!user) return [];
  const others = organisation.rows("user").filter((other) => other.id !== id && isActive(other));
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

/** Active people whom one word names, the submitter included. */
export const peopleOf = (approver: Approver, submitter: RecordId, organisation: Organisation): readonly RecordId[] => {
  if (approver === LEAD) return superiorsOf(submitter, organisation);
  const users = organisation.rows("user").filter(isActive);
  const named = (test: (user: Row) => boolean): readonly RecordId[] => users.filter(test).map(({ id }) => id);
  if (approver.startsWith("user/")) return named(({ id }) => id === approver);
  if (approver.startsWith("group/")) return named((user) => organisation.groupsOf(user).has(approver));
  if (approver.startsWith("role/")) return named((user) => textOf(user, "customRole") === approver);
  return named((user) => ofDefaultRole(textOf(user, "role") ?? "sales") === approver);
};

/** Whose decision a step is by now. `own`: nobody's but the submitter's, and nobody leads the submitter. Null: nobody can be asked. */
export const askedAt = (node: Pick<RunNode, "approvers" | "delegated">, submitter: RecordId, organisation: Organisation): readonly RecordId[] | "own" | null => {
  const named = new Set(node.approvers.flatMap((approver) => peopleOf(approver, submitter, organisation)));
  const active = (id: RecordId): boolean => isActive(organisation.user(id) ?? { id, disabled: { by: id, at: 0 } });
  const passedOn = (id: RecordId): RecordId => {
    const seen = new Set<string>([id]);
    let who = id;
    for (let next = node.delegated[who]; next !== undefined && !seen.has(next) && active(next); next = node.delegated[who]) {
      seen.add(next);
      who = next;
    }
    return who;
  };
  const asked = [...new Set([...named].filter((id) => id !== submitter).map(passedOn))];
  if (asked.length > 0) return asked.sort();
  const above = superiorsOf(submitter, organisation);
  if (above.length > 0) return [...above].sort();
  if (named.has(submitter)) return "own";
  const admins = organisation.rows("user").filter((user) => isActive(user) && user.id !== submitter && membersOf(user, "rights").includes("admin"));
  return admins.length > 0 ? admins.map(({ id }) => id).sort() : null;
};
