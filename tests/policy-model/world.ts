import { OWNED_KIND_NAMES } from "#domain/entities/owned-kinds.ts";
import { entityOf } from "#domain/entities/registry.ts";
import { recordId } from "#domain/id.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { hideableIn } from "#domain/schema/hideable.ts";
import type { Dice } from "#tests/simulation/dice.ts";
import type { ModelAccess, ModelFunction, ModelGroup, ModelPeople, ModelPool, ModelRecord, ModelRole, ModelRule, ModelSubmission, ModelUnit, ModelUser } from "./shape.ts";

export interface World {
  readonly users: Map<string, ModelUser>;
  readonly units: Map<string, ModelUnit>;
  readonly roles: Map<string, ModelRole & { readonly id: string; binned: boolean }>;
  readonly functions: Map<string, ModelFunction>;
  readonly groups: Map<string, ModelGroup>;
  readonly rules: Map<string, ModelRule>;
  readonly pools: Map<string, ModelPool>;
  readonly records: Map<string, ModelRecord>;
}

export const ROLES = ["boss", "director", "manager", "assistantDirector", "assistantManager", "sales", "sales", "service", "warehouse", "purchasing", "finance", "partner"];
const RIGHTS = ["admin", "cost", "credit", "products", "export", "import", "purge"];
const ACTIONS = ["read", "create", "change", "delete"];
const DIMENSIONS = [null, null, "dimension/region", "dimension/product"];
export const KINDS = ["customer", "contact", "opportunity", "followUp", "order", "customer", "contact", "product", "department", "workspace", "view", "role", "group"];

const [USERS, UNITS, PARTS] = [7, 6, 3];

const ids = (kind: string, key: string, count: number): readonly string[] => Array.from({ length: count }, (_, at) => recordId(kind, `${key}${at}`));
const userIds = ids("user", "u", USERS);
const unitIds = ids("department", "d", UNITS);
const groupIds = ids("group", "g", PARTS);
const roleIds = ids("role", "o", PARTS);
const functionIds = ids("jobFunction", "f", PARTS);
export const poolIds = ids("pool", "p", PARTS);
const ruleIds = ids("sharingRule", "s", PARTS);

export const kindOf = (id: string): string => id.slice(0, id.indexOf("/"));

const accessOf = ({ access }: Entity): ModelAccess => {
  if (access.kind === "request") throw new Error("whom a request reaches depends on what it is about: it is tested apart");
  return access.kind === "everyone" ? { is: access.within ? "addressBook" : "everyone", right: access.right } : { is: access.kind };
};

const some = (dice: Dice, items: readonly string[], probability: number): Set<string> => new Set(items.filter(() => dice.chance(probability)));
const none = (): Set<string> => new Set();
const maybe = (dice: Dice, items: readonly string[], probability: number): string | null => (dice.chance(probability) ? dice.pick(items) : null);
const few = (dice: Dice, items: readonly string[], probability: number): Set<string> => (dice.chance(probability) ? new Set([dice.pick(items)]) : none());

const people = (dice: Dice, probability: number): ModelPeople => ({ users: few(dice, userIds, probability), units: few(dice, unitIds, probability), groups: few(dice, groupIds, probability) });

const makeUser = (dice: Dice, id: string): ModelUser => ({
  id,
  role: dice.pick(ROLES),
  customRole: maybe(dice, roleIds, 0.25),
  department: maybe(dice, unitIds, 0.85),
  units: few(dice, unitIds, 0.4),
  rights: some(dice, RIGHTS, 0.3),
  functions: dice.chance(0.25) ? some(dice, functionIds, 0.5) : none(),
  assists: few(dice, userIds, 0.2),
  disabled: dice.chance(0.05),
  binned: dice.chance(0.03),
});

const makeRole = (dice: Dice, id: string): ModelRole & { readonly id: string; binned: boolean } => ({
  id,
  data: dice.pick(["own", "department", "departmentsBelow", "dimension", "dimension", "all"] as const),
  dimension: dice.pick(DIMENSIONS),
  readOnly: dice.chance(0.4),
  whole: [...some(dice, OWNED_KIND_NAMES, 0.2)],
  addressBook: dice.pick(["all", "departmentsBelow", "own"] as const),
  binned: dice.chance(0.1),
});

/** What a function can make read only, of a kind: its title and each of what else people write there. */
export const writable = (entity: Entity): readonly string[] => [
  entity.title,
  ...Object.keys(entity.fields).filter((name) => entity.fields[name]?.facet),
  ...Object.keys(entity.fields).filter((name) => entity.fields[name]?.kind === "mark" && name !== "created" && name !== "deleted" && !(entity.kind === "view" && name === "shared")),
  ...Object.keys({ ...entity.sets, ...entity.lines, ...entity.prose }),
  ...lineFields(entity),
];

const lineFields = (entity: Entity): readonly string[] => Object.entries(entity.lines ?? {}).flatMap(([list, { fields }]) => Object.keys(fields).map((name) => `${list}.${name}`));

const FIELDS = OWNED_KIND_NAMES.flatMap((kind) => writable(entityOf(kind)).map((field) => `${kind}.${field}`));
const HIDEABLE = OWNED_KIND_NAMES.flatMap((kind) => hideableIn(entityOf(kind)).map((field) => `${kind}.${field}`));
const DOINGS = OWNED_KIND_NAMES.flatMap((kind) => ACTIONS.map((action) => `${kind}.${action}`));

const makeFunction = (dice: Dice, id: string): ModelFunction => ({
  id,
  features: some(dice, RIGHTS, 0.2),
  may: some(dice, DOINGS, 0.7),
  readOnly: some(dice, FIELDS, 0.4),
  hidden: some(dice, HIDEABLE, 0.3),
  binned: dice.chance(0.1),
});

const makeRule = (dice: Dice, id: string): ModelRule => ({
  id,
  of: dice.pick(["customer", ...OWNED_KIND_NAMES]),
  write: dice.chance(0.5),
  disabled: dice.chance(0.1),
  binned: dice.chance(0.1),
  criteria: dice.pick(["none", "none", "vip", "vip", "unreadable"] as const),
  owners: people(dice, dice.chance(0.5) ? 0.5 : 0),
  to: people(dice, 0.3),
});

const makeSubmission = (dice: Dice): ModelSubmission => ({
  by: dice.pick(userIds),
  running: dice.chance(0.7),
  asked: some(dice, userIds, 0.3),
  askedBefore: few(dice, userIds, 0.4),
  comments: new Map(userIds.map((id) => [id, dice.pick([0, 0, 9, 10])])),
});

export const makeRecord = (dice: Dice, id: string, records: ReadonlyMap<string, ModelRecord>): ModelRecord => {
  const entity = entityOf(kindOf(id));
  const owned = entity.access.kind === "owned";
  const parents = [...records.keys()].filter((parent) => (kindOf(id) === "contact" ? parent.startsWith("customer/") : /^(customer|opportunity)\//.test(parent)));
  const follows = (kindOf(id) === "contact" || kindOf(id) === "followUp") && parents.length > 0;
  const pool = kindOf(id) === "customer" ? maybe(dice, poolIds, 0.4) : null;
  const share = (items: readonly string[]) => few(dice, items, owned ? 0.15 : 0);
  return {
    id,
    kind: kindOf(id),
    access: accessOf(entity),
    appendOnly: entity.appendOnly === true,
    owner: entity.access.kind === "everyone" ? null : maybe(dice, userIds, pool === null ? 0.95 : 0.4),
    pool,
    vip: dice.chance(0.5),
    submission: entity.approvable && dice.chance(0.6) ? makeSubmission(dice) : null,
    confirmed: kindOf(id) === "order" && dice.chance(0.5),
    sharedWith: share(userIds),
    sharedGroups: share(groupIds),
    readers: share(userIds),
    readerGroups: share(groupIds),
    shared: kindOf(id) === "view" && dice.chance(0.4),
    follows: follows ? few(dice, parents, 0.7) : none(),
  };
};

const each = <T>(all: readonly string[], make: (id: string) => T): Map<string, T> => new Map(all.map((id) => [id, make(id)]));

export const makeWorld = (dice: Dice): World => {
  const records = new Map<string, ModelRecord>();
  for (const [at, kind] of KINDS.entries()) {
    const id = recordId(kind, `r${at}`);
    records.set(id, makeRecord(dice, id, records));
  }
  for (const id of userIds) records.set(id, makeRecord(dice, id, records));
  return {
    users: each(userIds, (id) => makeUser(dice, id)),
    units: each(unitIds, (id) => ({ id, parent: maybe(dice, unitIds, 0.7), dimension: dice.pick(DIMENSIONS) })),
    roles: each(roleIds, (id) => makeRole(dice, id)),
    functions: each(functionIds, (id) => makeFunction(dice, id)),
    groups: each(groupIds, (id) => ({ id, ...people(dice, 0.4), binned: dice.chance(0.1) })),
    pools: each(poolIds, (id) => ({ id, ...people(dice, 0.4), managers: few(dice, userIds, 0.4), binned: dice.chance(0.1) })),
    rules: each(ruleIds, (id) => makeRule(dice, id)),
    records,
  };
};

const toggle = (dice: Dice, set: Set<string>, items: readonly string[]): void => {
  const taken = set.size > 0 && dice.chance(0.6) ? dice.pick([...set]) : dice.pick(items);
  if (!set.delete(taken)) set.add(taken);
};

const togglePeople = (dice: Dice, { users, units, groups }: ModelPeople): void => {
  const [set, items] = dice.pick([[users, userIds], [units, unitIds], [groups, groupIds]] as const);
  toggle(dice, set, items);
};

/** One change of the organisation or of a record's readers: mostly something is taken away. Says what. */
export const revoke = (dice: Dice, world: World): string => {
  const user = dice.pick([...world.users.values()]);
  const unit = dice.pick([...world.units.values()]);
  const record = dice.pick([...world.records.values()].filter(({ access }) => access.is === "owned" || access.is === "personal"));
  const group = dice.pick([...world.groups.values()]);
  const rule = dice.pick([...world.rules.values()]);
  const pool = dice.pick([...world.pools.values()]);
  const job = dice.pick([...world.functions.values()]);
  const shares = [[record.sharedWith, userIds], [record.sharedGroups, groupIds], [record.readers, userIds], [record.readerGroups, groupIds]] as const;
  const [share, whom] = dice.pick(shares);
  const ways: Readonly<Record<string, () => unknown>> = {
    disable: () => (user.disabled = !user.disabled),
    bin: () => (user.binned = dice.chance(0.3)),
    role: () => (user.role = dice.pick(ROLES)),
    customRole: () => (user.customRole = maybe(dice, roleIds, 0.5)),
    move: () => (user.department = maybe(dice, unitIds, 0.9)),
    units: () => toggle(dice, user.units, unitIds),
    rights: () => toggle(dice, user.rights, RIGHTS),
    functions: () => toggle(dice, user.functions, functionIds),
    assists: () => toggle(dice, user.assists, userIds),
    parent: () => (unit.parent = maybe(dice, unitIds, 0.8)),
    dimension: () => (unit.dimension = dice.pick(DIMENSIONS)),
    binRole: () => { const role = dice.pick([...world.roles.values()]); role.binned = !role.binned; },
    newRole: () => world.roles.set(roleIds[0] ?? "", makeRole(dice, roleIds[0] ?? "")),
    binFunction: () => (job.binned = !job.binned),
    may: () => toggle(dice, job.may, DOINGS),
    readOnly: () => toggle(dice, job.readOnly, FIELDS),
    hidden: () => toggle(dice, job.hidden, HIDEABLE),
    features: () => toggle(dice, job.features, RIGHTS),
    group: () => togglePeople(dice, group),
    binGroup: () => (group.binned = !group.binned),
    pool: () => togglePeople(dice, pool),
    managers: () => toggle(dice, pool.managers, userIds),
    binPool: () => (pool.binned = !pool.binned),
    intoPool: () => (record.pool = record.kind === "customer" ? maybe(dice, poolIds, 0.7) : null),
    owners: () => togglePeople(dice, rule.owners),
    to: () => togglePeople(dice, rule.to),
    level: () => (rule.write = !rule.write),
    disableRule: () => (rule.disabled = !rule.disabled),
    binRule: () => (rule.binned = !rule.binned),
    criteria: () => (rule.criteria = dice.pick(["none", "vip", "unreadable"] as const)),
    vip: () => (record.vip = !record.vip),
    share: () => (record.access.is === "owned" ? toggle(dice, share, whom) : (record.shared = !record.shared)),
    owner: () => (record.owner = maybe(dice, userIds, 0.9)),
  };
  const way = dice.pick(Object.keys(ways));
  ways[way]?.();
  return way;
};
