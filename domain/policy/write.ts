import type { Flow } from "#domain/approval/flow.ts";
import { APPROVAL_REASONS, deniedByApproval } from "#domain/approval/rules.ts";
import { onlySays } from "#domain/approval/said.ts";
import type { Change } from "#domain/record/change.ts";
import { isSigned, parsePath } from "#domain/record/path.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { mayWriteRequest } from "#domain/policy/asking.ts";
import { isMovePath, mayMove, moveOf } from "#domain/policy/move.ts";
import type { Action } from "#domain/policy/job-function.ts";
import { isHidden } from "#domain/policy/lens.ts";
import { may, type Person } from "#domain/policy/person.ts";
import type { Right } from "#domain/policy/right.ts";
import { meet, type Scope } from "#domain/policy/scope.ts";
import { isPooled, type Entity, type Row } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";
import { isMark } from "#domain/schema/mark.ts";

/** Every reason why a person may not make a change. Each keys the sentence shown to them. */
export const DENIED_REASONS = ["disabled", "notYours", "needsRight", "fixed", "appendOnly", "notOwner", "notYou", "readOnly", "hidden", "mayNotCreate", "mayNotChange", "mayNotDelete", "viewing", "relayOnly", "inPool", "notInPool", "notMember", "notManager", ...APPROVAL_REASONS] as const;

/** Why a person may not make a change. `right` or `path` says which. */
export interface Denied {
  readonly type: "Denied";
  readonly reason: (typeof DENIED_REASONS)[number];
  readonly right?: Right;
  readonly path?: string;
}

export interface Attempt {
  readonly entity: Entity;
  readonly facet: Right | null;
  readonly person: Person;
  /** The record as it stood, by its main document; null for one that is made now. */
  readonly before: { readonly row: Row; readonly scopes: readonly Scope[] } | null;
  readonly after: Row;
  readonly changes: readonly Change[];
  /** The approval flows that stand; left out by who does not know them. */
  readonly flows?: readonly Flow[];
}

const denied = (reason: Denied["reason"], more: { right?: Right; path?: string } = {}): Result<true, Denied> =>
  err({ type: "Denied", reason, ...more });

/**
 * Whether a person may make these changes to one document, with rights as they are now. The relay decides; the device asks
 * the same function beforehand so that it never offers what will be refused.
 */
export const mayWrite = (attempt: Attempt): Result<true, Denied> => {
  const { entity, facet, person, before } = attempt;
  if (!person.active) return denied("disabled");
  if (facet !== null && !person.rights.has(facet)) return denied("needsRight", { right: facet });
  if (facet === null && entity.access.kind === "everyone" && !person.rights.has(entity.access.right)) {
    return denied("needsRight", { right: entity.access.right });
  }
  const unseen = attempt.changes.find(({ path }) => isHidden(person.lenses.get(entity.kind), path));
  if (unseen) return denied("hidden", { path: unseen.path });
  const move = attempt.changes.find(({ path }) => isPooled(entity) && isMovePath(path));
  if (move) return mayMoveAlone(attempt, move);
  if (mayOnlySay(attempt)) return approvalAllows(attempt, mayChange(attempt) && !deniedAction(attempt));
  if (entity.access.kind === "request" ? !mayWriteRequest(person, before, attempt.after, attempt.changes) : entity.access.kind !== "everyone" && before && !mayChange(attempt)) return denied("notYours");
  const action = deniedAction(attempt);
  if (action) return denied(action);
  const approved = approvalAllows(attempt, true);
  if (!approved.ok) return approved;
  for (const change of attempt.changes) {
    const verdict = mayChangePath(attempt, change);
    if (!verdict.ok) return verdict;
  }
  if (facet !== null || entity.access.kind === "everyone" || entity.access.kind === "request" || before) return ok(true);
  const owner = textOf(attempt.after, "owner");
  const mine = entity.access.kind === "personal" ? owner === person.id : mayOwn(person, owner);
  return mine ? ok(true) : denied("notOwner", { path: "owner" });
};

/** A wish to move a record in or out of a pool is judged by the pool, and comes alone: what else is written has its own right. */
const mayMoveAlone = (attempt: Attempt, change: Change): Result<true, Denied> => {
  const { entity, person, before, changes } = attempt;
  const { path } = change;
  if (!before || change.to === null || changes.length > 1) return denied("relayOnly", { path });
  if (change.from !== null) return denied("appendOnly", { path });
  const move = moveOf(change.to);
  if (!move) return denied("relayOnly", { path });
  if (move.by !== person.id) return denied("notYou", { path });
  if (!may(person, entity.kind, "read")) return denied("notYours");
  if (!may(person, entity.kind, "change")) return denied("mayNotChange");
  const refused = mayMove(person, before, move);
  return refused === null ? ok(true) : denied(refused, { path });
};

/** Whoever reads a record may say something in its approval; what, the approval judges. Submitting it is for those who may change it. */
const mayOnlySay = ({ entity, facet, person, before, changes }: Attempt): boolean =>
  facet === null && before !== null && onlySays(entity, changes) && meet(before.scopes, person.reads) && changes.every(({ from, to }) => from === null && isMark(to) && to.by === person.id && "does" in to && to["does"] !== "submit");

const approvalAllows = ({ entity, facet, before, after, changes, person, flows }: Attempt, mayChange: boolean): Result<true, Denied> => {
  if (facet !== null) return ok(true);
  const lens = person.lenses.get(entity.kind);
  const refused = deniedByApproval({ entity, before: before?.row ?? null, after, changes, person: person.id, mayChange, administers: person.rights.has("admin"), ...(lens ? { lens } : {}), ...(flows ? { flows } : {}) });
  return refused ? denied(refused.reason, refused.path === undefined ? {} : { path: refused.path }) : ok(true);
};

const mayChange = ({ entity, person, before }: Attempt): boolean => {
  if (!before) return true;
  return entity.access.kind === "personal" ? textOf(before.row, "owner") === person.id : meet(before.scopes, person.writes);
};

const REASON_OF = { create: "mayNotCreate", change: "mayNotChange", delete: "mayNotDelete" } as const satisfies Partial<Record<Action, Denied["reason"]>>;

/** What the person's job functions do not allow of these changes. */
const deniedAction = ({ entity, person, before, changes }: Attempt): Denied["reason"] | null => {
  if (entity.access.kind !== "owned") return null;
  const bin = changes.some(({ path }) => path === "deleted");
  const rest = changes.some(({ path }) => path !== "deleted");
  const wanted = before ? [...(bin ? (["delete"] as const) : []), ...(rest ? (["change"] as const) : [])] : (["create"] as const);
  const refused = wanted.find((action) => !may(person, entity.kind, action));
  return refused ? REASON_OF[refused] : null;
};

/**
 * A new record belongs to whoever makes it or to somebody whose records they may change, a personal one to its maker alone; whoever owns a record, or
 * may change its owner's, may give it to anybody and say who else reads it.
 */
const mayOwn = (person: Person, owner: string | null): boolean =>
  owner === person.id || person.leadsAll || (owner !== null && person.below.has(owner as Person["id"]));

/** Who a record belongs to and who else has it. */
const isAboutAccess = (path: string): boolean => path === "owner" || /^set\/(sharedWith|sharedGroups|readers|readerGroups)\//.test(path);

/** The fields that a path is a part of, as job functions name them. */
const fieldsOfPath = (path: string): readonly string[] => {
  if (!path.includes("/")) return [path];
  const [first = "", second = "", , inner] = path.split("/");
  return first === "line" && inner !== undefined ? [second, `${second}.${inner}`] : [second];
};

/** In a pool a record belongs to nobody, and nobody is made its owner, or given it up, by writing the field. */
const isHeldByPool = ({ entity, before }: Attempt, { to }: Change): boolean =>
  before !== null && isPooled(entity) && textOf(before.row, "pool") !== null && (textOf(before.row, "owner") === null || to === null);

const mayChangePath = (attempt: Attempt, change: Change): Result<true, Denied> => {
  const { entity, person, before } = attempt;
  const { path, to } = change;
  const target = parsePath(entity, path);
  if (before && target?.at === "log" && change.from !== null) return denied("appendOnly", { path });
  if (target?.at === "field" && target.field.relay) return denied("relayOnly", { path });
  if (before && path === "owner" && isHeldByPool(attempt, change)) return denied("inPool", { path });
  if (before && target?.at === "field" && target.field.fixed) return denied("fixed", { path });
  if (before && entity.appendOnly && path !== "owner" && path !== "deleted") return denied("appendOnly", { path });
  if (before && person.functions.readOnly.size > 0 && fieldsOfPath(path).some((name) => person.functions.readOnly.has(`${entity.kind}.${name}`))) return denied("readOnly", { path });
  if (to !== null && isSigned(entity, path)) return isMark(to) && to.by === person.id ? ok(true) : denied("notYou", { path });
  if (before && isAboutAccess(path)) return mayOwn(person, textOf(before.row, "owner")) ? ok(true) : denied("notOwner", { path });
  return ok(true);
};
