import { completed, nextStanding, standingValues, type Standing } from "#domain/approval/decide.ts";
import { flowsIn, type Flow } from "#domain/approval/flow.ts";
import { deniedByApproval, type ApprovalDenied } from "#domain/approval/rules.ts";
import { saidIn } from "#domain/approval/said.ts";
import { sayingValues, type Saying } from "#domain/approval/say.ts";
import { entityOf, findEntity } from "#domain/entities/registry.ts";
import { recordId, type Key, type RecordId } from "#domain/id.ts";
import { organisationOf, type Organisation } from "#domain/policy/organisation.ts";
import { projectPaths } from "#domain/record/project.ts";
import type { Values } from "#domain/record/change.ts";
import type { LogRow, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { logOf } from "#domain/schema/read.ts";

export const user = (key: string): RecordId => recordId("user", key);
export const ORDER = recordId("order", "one");
const BY = { by: user("boss"), at: 1 };

let count = 0;
export const nextKey = (): Key => (count += 1).toString(36).padStart(16, "0") as Key;

export const row = (id: RecordId, values: Values): Row => projectPaths(entityOf(id.slice(0, id.indexOf("/"))), id, new Map(Object.entries(values)));

export const LINE = nextKey();
/** An order of one line with this discount. */
export const order = (discount: string, more: Values = {}): Row =>
  row(ORDER, { subject: "O", owner: user("ann"), [`line/lines/${LINE}`]: BY, [`line/lines/${LINE}/quantity`]: "2", [`line/lines/${LINE}/unitPrice`]: "100", [`line/lines/${LINE}/discount`]: discount, ...more });

export interface Step {
  readonly approvers: string;
  readonly everyone?: true;
  readonly rankFrom?: number;
  readonly rankTo?: number;
  readonly condition?: string;
}

export const flowRow = (steps: readonly Step[], more: Values = {}): Row => {
  const lines = steps.flatMap(({ approvers, everyone, rankFrom, rankTo, condition }): (readonly [string, FieldValue])[] => {
    const line = `line/nodes/${nextKey()}`;
    const given = { approvers, rankFrom, rankTo, condition, everyone: everyone ? BY : undefined };
    return [[line, BY], ...Object.entries(given).flatMap(([name, value]): (readonly [string, FieldValue])[] => (value === undefined ? [] : [[`${line}/${name}`, value]]))];
  });
  return row(recordId("approvalFlow", "discount"), { name: "Discounts", of: "order", condition: "lines.discount>10", ...Object.fromEntries(lines), ...more });
};

export const flows = (steps: readonly Step[], more: Values = {}): readonly Flow[] => flowsIn([flowRow(steps, more)], findEntity);

export interface Person {
  readonly role?: string;
  readonly department?: string;
  readonly rank?: number;
  readonly disabled?: true;
  readonly rights?: readonly string[];
  /** Has a job function that lets nobody read orders. */
  readonly blind?: true;
  /** Has a job function that administers. */
  readonly office?: true;
}

const BLIND = recordId("jobFunction", "blind");
const OFFICE = recordId("jobFunction", "office");

/** People by key; groups by key with the keys of their people. */
export const organisation = (people: Readonly<Record<string, Person>>, groups: Readonly<Record<string, readonly string[]>> = {}): Organisation => {
  const rows: Readonly<Record<string, readonly Row[]>> = {
    user: Object.entries(people).map(([key, { role, department, rank, disabled, rights, blind, office }]) => ({
      id: user(key), name: key, role: role ?? "sales", department: `department/${department ?? "east"}`, ...(rank === undefined ? {} : { rank }), ...(disabled ? { disabled: BY } : {}), rights: rights ?? [], functions: [...(blind ? [BLIND] : []), ...(office ? [OFFICE] : [])],
    })),
    jobFunction: [{ id: BLIND, may: ["customer.read"] }, { id: OFFICE, may: ["order.read"], features: ["admin"] }],
    group: Object.entries(groups).map(([key, users]) => ({ id: recordId("group", key), users: users.map(user) })),
    department: [{ id: recordId("department", "company") }, { id: recordId("department", "east"), parent: "department/company" }, { id: recordId("department", "west"), parent: "department/company" }],
  };
  return organisationOf((kind) => rows[kind] ?? []);
};

export const TEAM: Readonly<Record<string, Person>> = { boss: { role: "boss", department: "company", rights: ["admin"] }, lead: { role: "manager" }, ann: { rank: 1 }, ben: {}, cat: {}, dan: { department: "west" } };

/** A record, its flows and its company; `say` does what the relay does with what somebody says, and answers why not. */
export const createCase = (begun: Row, standing: readonly Flow[], company: Organisation) => {
  let present = begun;
  let people = company;
  return {
    row: () => present,
    move: (next: Organisation) => {
      people = next;
    },
    put: (next: Row) => {
      present = next;
    },
    write: (values: Values) => {
      present = { ...present, ...row(present.id, values) };
    },
    say: (who: string, saying: Saying, more: Readonly<Record<string, string>> = {}, mayChange = who === "ann"): ApprovalDenied["reason"] | "ok" => {
      const values = sayingValues(present, saying, { me: user(who), now: 5, key: nextKey() }, standing);
      if (!values) return "noFlow";
      const entity = entityOf("order");
      const changes = Object.entries(values).map(([path, to]) => ({ path, to: { ...(to as object), ...more } as unknown as FieldValue }));
      const refused = deniedByApproval({ entity, before: present, after: present, changes, person: user(who), mayChange, administers: false, flows: standing });
      if (refused) return refused.reason;
      const [said] = saidIn(entity, changes);
      const next = said ? nextStanding(present, said, standing, people) : null;
      if (!next?.ok) return next?.error ?? "noFlow";
      const done = said && completed(present, said, next.value, 5);
      if (said && done) present = logged(written(present, done.values), { ...done.entry, key: said.key });
      return "ok";
    },
  };
};

export const applied = (before: Row, standing: Standing): Row => written(before, standingValues(before, standing, null));

const logged = (before: Row, entry: LogRow): Row => ({ ...before, approvals: [...logOf(before, "approvals"), entry] });

export const written = (before: Row, values: Values): Row => {
  const next: Record<string, unknown> = { ...before };
  for (const [path, value] of Object.entries(values)) {
    const [, set = "", ...member] = path.split("/");
    if (!path.startsWith("set/")) next[path] = value;
    else next[set] = [...((next[set] as readonly string[] | undefined) ?? []).filter((id) => id !== member.join("/")), ...(value === null ? [] : [member.join("/")])].sort();
  }
  return next as unknown as Row;
};
