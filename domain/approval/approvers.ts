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

/** Who submitted a record, whose it was then, and whose it is or has been since it was last approved: none of them decides. */
export interface Parties {
  readonly by: RecordId;
  readonly owner?: RecordId;
  readonly had: readonly RecordId[];
}

/** Whose rank and superiors count: the owner's, of whom the record tells; the submitter's where there is no owner. */
export const ledOf = ({ by, owner }: Pick<Parties, "by" | "owner">): RecordId => owner ?? by;

/** Tells who can be asked about a record of a kind that these people have to do with. */
export const askableBy = ({ by, owner, had }: Parties, kind: string, organisation: Organisation): ((user: Row) => boolean) => {
  const decides = deciders(kind, organisation);
  return (user) => user.id !== by && user.id !== owner && !had.includes(user.id) && decides(user);
};

/**
 * Why a step asks others than it names: who leads those named (`above`), who leads the owner or the submitter (`lead`), the administrators
 * (`admins`), people who once had the record, because nobody else is left (`had`); or that nobody can be asked at all (`nobody`).
 */
export const INSTEADS = ["above", "lead", "admins", "had", "nobody"] as const;
export type Instead = (typeof INSTEADS)[number];

/** Whose decision a step is. `own`: it names the submitter, whom nobody leads, and there is nobody else. */
export interface Asked {
  readonly people: readonly RecordId[];
  readonly instead?: Instead | "own";
}

type Step = Pick<RunNode, "approvers" | "delegated">;

const passedOn = ({ delegated }: Step, id: RecordId, counts: (id: RecordId) => boolean): RecordId => {
  const seen = new Set<string>([id]);
  let who = id;
  for (let next = delegated[who]; next !== undefined && !seen.has(next) && counts(next); next = delegated[who]) {
    seen.add(next);
    who = next;
  }
  return who;
};

const all = (ids: readonly RecordId[]): readonly RecordId[] => [...new Set(ids)].sort();
const ANYBODY = (): boolean => true;

/** Those asked among the people who count; null where nobody of them is. */
const askedAmong = (step: Step, parties: Parties, organisation: Organisation, counts: (user: Row) => boolean): Asked | null => {
  const { by } = parties;
  const led = ledOf(parties);
  const isAskable = (id: RecordId): boolean => {
    const user = organisation.user(id);
    return user !== undefined && counts(user);
  };
  const named = (of: (user: Row) => boolean): readonly RecordId[] => step.approvers.flatMap((approver) => peopleOf(approver, led, organisation, of));
  const asked = all(named(counts).map((id) => passedOn(step, id, isAskable)));
  if (asked.length > 0) return { people: asked };
  const unable = step.approvers.filter((approver) => approver !== LEAD).flatMap((approver) => peopleOf(approver, led, organisation, ANYBODY));
  const above = all(unable.filter((id) => id !== led && id !== by).flatMap((id) => superiorsOf(id, organisation, counts)));
  if (above.length > 0) return { people: above, instead: "above" };
  const lead = [led, by].map((id) => superiorsOf(id, organisation, counts)).find((found) => found.length > 0);
  if (lead) return { people: all(lead), instead: "lead" };
  if (superiorsOf(by, organisation, isActive).length === 0 && named(isActive).includes(by)) return { people: [], instead: "own" };
  const functions = organisation.rows("jobFunction");
  const administers = (user: Row): boolean => membersOf(user, "rights").includes("admin") || functionsOf(user, functions).rights.has("admin");
  const admins = organisation.rows("user").filter((user) => counts(user) && administers(user));
  return admins.length > 0 ? { people: all(admins.map(({ id }) => id)), instead: "admins" } : null;
};

/** Whose decision a step is by now. Whoever has had the record is asked only where nobody else is left, and never who submitted it or has it. */
export const askedAt = (step: Step, parties: Parties, kind: string, organisation: Organisation, holder: string | null): Asked => {
  const found = askedAmong(step, parties, organisation, askableBy(parties, kind, organisation));
  if (found) return found;
  const had = parties.had.filter((id) => id === holder);
  const last = askedAmong(step, parties, organisation, askableBy({ ...parties, had }, kind, organisation));
  return last ? { people: last.people, instead: "had" } : { people: [], instead: "nobody" };
};
