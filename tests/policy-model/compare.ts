import { entityOf } from "#domain/entities/registry.ts";
import { createKeySource, recordId, type RecordId } from "#domain/id.ts";
import { personOf } from "#domain/policy/person.ts";
import type { Right } from "#domain/policy/right.ts";
import { meet, scopesOf, type Scope } from "#domain/policy/scope.ts";
import { mayWrite } from "#domain/policy/write.ts";
import type { Change } from "#domain/record/change.ts";
import { hlcOf } from "#domain/record/hlc.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { createDice, type Dice } from "#tests/simulation/dice.ts";
import { mayChange, mayMake, reads, type ModelAccess, type ModelChange, type ModelDepartment, type ModelRecord, type ModelUser } from "./model.ts";

export interface Comparison {
  readonly cases: number;
  /** How often the answer was yes, of reading and of writing. */
  readonly readable: number;
  readonly writable: number;
  readonly disagreements: readonly string[];
}

const ROLES = ["boss", "director", "manager", "sales", "sales", "service", "finance"];
const RIGHTS = ["admin", "cost", "products", "export", "import", "purge"];
const KINDS = ["customer", "contact", "opportunity", "followUp", "order", "product", "department", "workspace", "view"];
const AT = 1_000;

const mark = (by: string): FieldValue => ({ by: by as RecordId, at: AT });

interface World {
  readonly users: Map<string, ModelUser>;
  readonly departments: Map<string, ModelDepartment>;
  readonly records: Map<string, ModelRecord>;
}

const accessOf = (entity: Entity): ModelAccess => {
  const { access } = entity;
  if (access.kind === "request") throw new Error("whom a request reaches depends on what it is about: it is tested apart");
  return access.kind === "everyone" ? { is: "everyone", right: access.right } : { is: access.kind };
};

const kindOf = (id: string): string => id.slice(0, id.indexOf("/"));

const makeRecord = (dice: Dice, id: string, world: World): ModelRecord => {
  const entity = entityOf(kindOf(id));
  const users = [...world.users.keys()];
  const owned = entity.access.kind !== "everyone";
  const parents = [...world.records.keys()].filter((parent) => (kindOf(id) === "contact" ? parent.startsWith("customer/") : /^(customer|opportunity)\//.test(parent)));
  const follows = (kindOf(id) === "contact" || kindOf(id) === "followUp") && parents.length > 0 && dice.chance(0.7) ? [dice.pick(parents)] : [];
  return {
    id,
    access: accessOf(entity),
    appendOnly: entity.appendOnly === true,
    owner: owned && dice.chance(0.95) ? dice.pick(users) : null,
    sharedWith: new Set(entity.access.kind === "owned" && dice.chance(0.4) ? [dice.pick(users)] : []),
    shared: kindOf(id) === "view" && dice.chance(0.4),
    follows: new Set(follows),
  };
};

const makeWorld = (dice: Dice): World => {
  const world: World = { users: new Map(), departments: new Map(), records: new Map() };
  for (let at = 0; at < 5; at += 1) {
    const parent = at > 0 && dice.chance(0.8) ? recordId("department", `d${dice.below(at)}`) : null;
    world.departments.set(recordId("department", `d${at}`), { id: recordId("department", `d${at}`), parent });
  }
  for (let at = 0; at < 7; at += 1) {
    const id = recordId("user", `u${at}`);
    const department = dice.chance(0.9) ? dice.pick([...world.departments.keys()]) : null;
    world.users.set(id, { id, role: dice.pick(ROLES), department, rights: new Set(RIGHTS.filter(() => dice.chance(0.3))), disabled: dice.chance(0.05), binned: dice.chance(0.03) });
  }
  for (let at = 0; at < 16; at += 1) {
    const id = recordId(KINDS[at % KINDS.length] ?? "customer", `r${at}`);
    world.records.set(id, makeRecord(dice, id, world));
  }
  return world;
};

/** One change of the organisation or of a record's readers: mostly something is taken away. */
const revoke = (dice: Dice, { users, departments, records }: World): string => {
  const user = dice.pick([...users.values()]);
  const record = dice.pick([...records.values()]);
  switch (dice.below(9)) {
    case 0:
      user.disabled = !user.disabled;
      return `${user.id} disabled ${user.disabled}`;
    case 1:
      user.role = dice.pick(ROLES);
      return `${user.id} becomes ${user.role}`;
    case 2:
      user.department = dice.chance(0.9) ? dice.pick([...departments.keys()]) : null;
      return `${user.id} goes to ${user.department}`;
    case 3: {
      const department = dice.pick([...departments.values()]);
      department.parent = dice.chance(0.8) ? dice.pick([...departments.keys()]) : null;
      return `${department.id} goes under ${department.parent}`;
    }
    case 4: {
      const right = dice.pick(RIGHTS);
      if (!user.rights.delete(right)) user.rights.add(right);
      return `${user.id} right ${right} ${user.rights.has(right)}`;
    }
    case 5:
      if (record.access.is === "owned" && !record.sharedWith.delete(user.id)) record.sharedWith.add(user.id);
      return `${record.id} shared with ${[...record.sharedWith].join()}`;
    case 6:
      if (record.access.is !== "everyone") record.owner = dice.chance(0.9) ? user.id : null;
      return `${record.id} owned by ${record.owner}`;
    case 7:
      if (record.access.is === "personal") record.shared = !record.shared;
      return `${record.id} shared ${record.shared}`;
    default:
      user.binned = dice.chance(0.3);
      return `${user.id} binned ${user.binned}`;
  }
};

/** The world as the product has it: rows. */
const userRow = ({ id, role, department, rights, disabled, binned }: ModelUser): Row => ({
  id: id as RecordId,
  name: id,
  account: id,
  role,
  ...(department === null ? {} : { department }),
  rights: [...rights],
  ...(disabled ? { disabled: mark("user/u0") } : {}),
  ...(binned ? { deleted: mark("user/u0") } : {}),
});

const departmentRow = ({ id, parent }: ModelDepartment): Row => ({ id: id as RecordId, name: id, ...(parent === null ? {} : { parent }) });

const recordRow = ({ id, owner, sharedWith, shared, follows }: ModelRecord): Row => {
  const parents = [...follows];
  const followed = kindOf(id) === "contact" ? { customers: parents } : Object.fromEntries(parents.map((parent) => [kindOf(parent), parent]));
  return {
    id: id as RecordId,
    created: mark("user/u0") as never,
    ...(owner === null ? {} : { owner }),
    ...(sharedWith.size > 0 ? { sharedWith: [...sharedWith] } : {}),
    ...(shared ? { shared: mark(owner ?? "user/u0") } : {}),
    ...(kindOf(id) === "contact" || kindOf(id) === "followUp" ? followed : {}),
  };
};

const scopesIn = (world: World, id: string, facet: Right | null): readonly Scope[] => {
  const record = world.records.get(id);
  return record ? scopesOf(entityOf(kindOf(id)), facet, recordRow(record), { parent: (parent) => scopesIn(world, parent, null), rules: () => [] }) : [];
};

const keys = createKeySource({ now: () => AT }, { bytes: (size) => new Uint8Array(size) });

type Both = readonly [change: Change, model: ModelChange];

const anyChange = (dice: Dice, record: ModelRecord, person: string, users: readonly string[], facet: Right | null, isNew: boolean): Both => {
  const entity = entityOf(kindOf(record.id));
  const change = (path: string, from: FieldValue, to: FieldValue): Change => ({ path, from, to, at: hlcOf(AT) });
  const by = dice.chance(0.7) ? person : dice.pick(users);
  const signed = dice.chance(0.8) ? mark(by) : null;
  const signer = signed === null ? null : by;
  if (facet !== null) return [change("cost", null, "1"), { does: "field" }];
  const list = Object.keys(entity.lines ?? {})[0];
  const log = Object.keys(entity.logs ?? {})[0];
  const flag = Object.keys(entity.fields).find((name) => entity.fields[name]?.kind === "mark" && name !== "created" && name !== "deleted" && !(entity.kind === "view" && name === "shared"));
  switch (dice.below(8)) {
    case 0:
      return isNew ? [change("created", null, mark(by)), { does: "mark", by }] : [change("created", mark("user/u0"), mark(by)), { does: "made" }];
    case 1:
      if (record.access.is !== "everyone" && !isNew) return [change("owner", record.owner, dice.pick(users)), { does: "owner" }];
      break;
    case 2:
      if (record.access.is === "owned" && !isNew) {
        const other = dice.pick(users);
        return record.sharedWith.has(other) ? [change(`set/sharedWith/${other}`, 1, null), { does: "sharing" }] : [change(`set/sharedWith/${other}`, null, 1), { does: "sharing" }];
      }
      break;
    case 3:
      return [change("deleted", null, signed), { does: "bin", by: signer }];
    case 4:
      if (flag) return [change(flag, null, signed), { does: "mark", by: signer }];
      break;
    case 5:
      if (list) return [change(`line/${list}/${keys.next()}`, signed === null ? mark("user/u0") : null, signed), { does: "line", by: signer }];
      break;
    case 6:
      if (log) {
        const exists = !isNew && dice.chance(0.4);
        return [change(`log/${log}/${keys.next()}`, exists ? mark("user/u0") : null, mark(by)), { does: "entry", by, exists }];
      }
      break;
    default:
  }
  return [change(entity.title, "before", "after"), { does: "field" }];
};

/** Judges `cases` generated cases by the product and by the model. The same seed gives the same cases. */
export const compare = (seed: number, cases: number): Comparison => {
  const dice = createDice(seed);
  const disagreements: string[] = [];
  let [done, readable, writable] = [0, 0, 0];

  while (done < cases) {
    const world = makeWorld(dice);
    const story: string[] = [];
    for (let step = 0; step < 6 && done < cases; step += 1) {
      if (step > 0) story.push(revoke(dice, world));
      const userRows = [...world.users.values()].map(userRow);
      const departmentRows = [...world.departments.values()].map(departmentRow);
      const people = new Map([...world.users.keys()].map((id) => [id, personOf(id as RecordId, (kind) => (kind === "user" ? userRows : kind === "department" ? departmentRows : []))]));
      const scopes = new Map([...people].map(([id, person]) => [id, person?.reads ?? new Set<Scope>()]));
      const users = [...world.users.keys()];

      for (let turn = 0; turn < 50 && done < cases; turn += 1) {
        done += 1;
        const personId = dice.pick(users);
        const person = people.get(personId);
        const personScopes = scopes.get(personId) ?? new Set<Scope>();
        const isNew = dice.chance(0.15);
        const record = isNew ? makeRecord(dice, recordId(dice.pick(KINDS), "new"), world) : dice.pick([...world.records.values()]);
        const entity = entityOf(kindOf(record.id));
        const facet: Right | null = !isNew && entity.kind === "product" && dice.chance(0.5) ? "cost" : null;
        const tell = (what: string, product: boolean, model: boolean) => {
          if (product !== model) disagreements.push(`seed ${seed}, case ${done}: ${what} ${record.id}${facet === null ? "" : `#${facet}`} by ${personId} (${JSON.stringify(world.users.get(personId), (_, part: unknown) => (part instanceof Set ? [...part] : part))}): product ${product}, model ${model}; users ${JSON.stringify(userRows)}; departments ${JSON.stringify(departmentRows)}; record ${JSON.stringify(recordRow(record))}; after ${story.join(", ")}`);
        };

        const recordScopes = isNew ? [] : scopesIn(world, record.id, facet);
        if (!isNew) {
          const product = person?.active === true && meet(recordScopes, personScopes);
          tell("reading", product, reads(world, personId, record.id, facet));
          if (product) readable += 1;
        }

        const pairs = Array.from({ length: dice.chance(0.8) ? 1 : 2 }, () => anyChange(dice, record, personId, users, facet, isNew));
        const row = recordRow(record);
        const made: readonly Change[] = isNew && record.owner !== null ? [{ path: "owner", from: null, to: record.owner, at: hlcOf(AT) }] : [];
        const changes = [...made, ...pairs.map(([change]) => change)];
        const values = Object.fromEntries(changes.filter(({ path }) => !path.includes("/")).map(({ path, to }) => [path, to]));
        const product =
          person !== null &&
          person !== undefined &&
          mayWrite({ entity, facet, person, before: isNew ? null : { row, scopes: recordScopes }, after: { ...row, ...values } as Row, changes }).ok;
        const said = pairs.map(([, model]) => model);
        const model = isNew ? mayMake(world, personId, record, said) : mayChange(world, personId, record.id, facet, said);
        tell(`${isNew ? "making" : "changing"} ${JSON.stringify(pairs.map(([change]) => [change.path, change.to]))}`, product, model);
        if (product) writable += 1;
      }
    }
  }
  return { cases: done, readable, writable, disagreements };
};
