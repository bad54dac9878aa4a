import { contentHash } from "#domain/approval/content-hash.ts";
import type { RecordId } from "#domain/id.ts";
import type { RowsOf } from "#domain/policy/organisation.ts";
import type { LogRow, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { ModelPeople, ModelRecord, ModelUser } from "./shape.ts";
import { kindOf, type World } from "./world.ts";

export const AT = 1_000;

export const mark = (by: string): FieldValue => ({ by: by as RecordId, at: AT });

const BOSS = mark("user/u0");

/** Rows leave out what is absent. */
const row = (id: string, values: Readonly<Record<string, FieldValue | readonly string[] | readonly LogRow[]>>): Row => {
  const present: Record<string, FieldValue | readonly string[] | readonly LogRow[]> = { id };
  for (const [name, value] of Object.entries(values)) if (value !== null && !(Array.isArray(value) && value.length === 0)) present[name] = value;
  return present as unknown as Row;
};

const flag = (is: boolean): FieldValue => (is ? BOSS : null);

const userRow = ({ id, role, customRole, department, units, rights, functions, assists, disabled, binned }: ModelUser): Row =>
  row(id, { name: id, account: id, role, customRole, department, units: [...units], rights: [...rights], functions: [...functions], assists: [...assists], disabled: flag(disabled), deleted: flag(binned) });

const peopleRow = ({ users, units, groups }: ModelPeople) => ({ users: [...users], units: [...units], groups: [...groups] });

const CRITERIA = { none: null, vip: "category=vip", unreadable: "colour=red" };

/** The organisation as the product has it: rows. */
export const organisationRows = ({ users, units, roles, functions, groups, rules, pools }: World): RowsOf => {
  const rows: Record<string, readonly Row[]> = {
    user: [...users.values()].map(userRow),
    department: [...units.values()].map(({ id, parent, dimension }) => row(id, { name: id, parent, dimension })),
    role: [...roles.values()].map(({ id, data, dimension, readOnly, whole, addressBook, binned }) => row(id, { name: id, data, dimension, whole, addressBook, readOnly: flag(readOnly), deleted: flag(binned) })),
    jobFunction: [...functions.values()].map(({ id, features, may, readOnly, hidden, binned }) => row(id, { name: id, features: [...features], may: [...may], readOnly: [...readOnly], hidden: [...hidden], deleted: flag(binned) })),
    group: [...groups.values()].map((group) => row(group.id, { name: group.id, purpose: "public", ...peopleRow(group), deleted: flag(group.binned) })),
    pool: [...pools.values()].map((pool) => row(pool.id, { name: pool.id, ...peopleRow(pool), managers: [...pool.managers], deleted: flag(pool.binned) })),
    sharingRule: [...rules.values()].map(({ id, of, write, criteria, owners, to, disabled, binned }) =>
      row(id, {
        name: id,
        of,
        level: write ? "write" : "read",
        criteria: CRITERIA[criteria],
        owners: [...owners.users],
        ownerUnits: [...owners.units],
        ownerGroups: [...owners.groups],
        ...peopleRow(to),
        disabled: flag(disabled),
        deleted: flag(binned),
      }),
    ),
  };
  return (kind) => rows[kind] ?? [];
};

const key = (count: number): string => String(count).padStart(16, "0");

/** The submission that every record has had which has one. */
export const RUN = key(1);

/** A submission as the product has it: a run that locks nothing, who is asked, and what was said. */
const submissionRow = ({ id, submission }: ModelRecord): Readonly<Record<string, FieldValue | readonly string[] | readonly LogRow[]>> => {
  if (submission === null) return {};
  const { by, running, asked, askedBefore, comments } = submission;
  const run = { id: RUN, flow: "approvalFlow/f", name: "F", by, hash: contentHash([], { id: id as RecordId }), covers: [], at: 0, nodes: [] };
  const said = [...comments].flatMap(([person, count]) => Array.from({ length: count }, () => person));
  const entries = said.map((person, at): LogRow => ({ key: key(at + 2), by: person as RecordId, at: AT, does: "comment", run: run.id, done: AT + at }));
  return { approval: running ? "running" : "rejected", approvalRun: JSON.stringify(run), approvers: running ? [...asked] : [], formerApprovers: [...askedBefore, ...(running ? [] : asked)], approvals: entries };
};

export const recordRow = (world: World, record: ModelRecord): Row => {
  const user = world.users.get(record.id);
  if (user) return userRow(user);
  const { id, kind, owner, pool, vip, sharedWith, sharedGroups, readers, readerGroups, shared, follows, confirmed } = record;
  const parents = [...follows];
  const followed = kind === "contact" ? { customers: parents } : kind === "followUp" ? Object.fromEntries(parents.map((parent) => [kindOf(parent), parent])) : {};
  return row(id, {
    created: BOSS,
    owner,
    pool,
    sharedWith: [...sharedWith],
    sharedGroups: [...sharedGroups],
    readers: [...readers],
    readerGroups: [...readerGroups],
    shared: shared ? mark(owner ?? "user/u0") : null,
    ...submissionRow(record),
    ...(kind === "order" ? { orderStatus: confirmed ? "confirmed" : "draft" } : {}),
    ...(kind === "customer" ? { category: vip ? "vip" : "agent" } : {}),
    ...followed,
  });
};
