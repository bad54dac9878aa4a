import type { ModelChange, ModelFunction, ModelPeople, ModelRecord, ModelRole, ModelRule, ModelUser, ModelWorld } from "./shape.ts";

/**
 * The rights of docs/SPEC.md (S-01 to S-09, S-12, S-17, S-18, M-01, M-02, M-05, K-03, K-04, K-09, K-11, K-14, K-15, G-11, F-07, F-08,
 * U-01), said a second time, as plainly as possible and apart from the product: nothing of `domain/policy` is looked at here. Everything
 * is asked anew each time; nothing is kept as sets.
 */

/** How far somebody gets into a record. */
const [NOT, READ, CHANGE] = [0, 1, 2] as const;
type Reach = typeof NOT | typeof READ | typeof CHANGE;

const own: ModelRole = { data: "own", dimension: null, readOnly: false, whole: [], addressBook: "all" };

const DEFAULT: Readonly<Record<string, ModelRole>> = {
  boss: { ...own, data: "all" },
  director: { ...own, data: "departmentsBelow" },
  manager: { ...own, data: "departmentsBelow" },
  assistantDirector: { ...own, data: "departmentsBelow", readOnly: true },
  assistantManager: { ...own, data: "department", readOnly: true },
  service: { ...own, whole: ["customer", "contact", "followUp"] },
  warehouse: { ...own, whole: ["order", "customer", "contact"] },
  finance: { ...own, whole: ["customer", "order"] },
  partner: { ...own, addressBook: "own" },
};

const isActive = (user: ModelUser | undefined): user is ModelUser => user !== undefined && !user.disabled && !user.binned;

const roleOf = (world: ModelWorld, user: ModelUser): ModelRole => {
  const made = user.customRole === null ? undefined : world.roles.get(user.customRole);
  return made && !made.binned ? made : (DEFAULT[user.role] ?? own);
};

const functionsOf = (world: ModelWorld, user: ModelUser): readonly ModelFunction[] =>
  [...user.functions].flatMap((id) => world.functions.get(id) ?? []).filter(({ binned }) => !binned);

const mayDo = (world: ModelWorld, user: ModelUser, kind: string, action: "read" | "create" | "change" | "delete"): boolean => {
  const functions = functionsOf(world, user);
  return functions.length === 0 || functions.some(({ may }) => may.has(`${kind}.${action}`));
};

/** How far one function lets somebody get with a field. A field of lines is held back with its list. */
const levelIn = ({ readOnly, hidden }: ModelFunction, kind: string, field: string): Reach => {
  const names = [field, ...(field.includes(".") ? [field.slice(0, field.indexOf("."))] : [])].map((name) => `${kind}.${name}`);
  if (names.some((name) => hidden.has(name))) return NOT;
  return names.some((name) => readOnly.has(name)) ? READ : CHANGE;
};

/** Of several functions the one counts that allows most. */
const levelOf = (world: ModelWorld, user: ModelUser, kind: string, field: string): Reach => {
  const levels = functionsOf(world, user).map((one) => levelIn(one, kind, field));
  return levels.length === 0 || levels.includes(CHANGE) ? CHANGE : levels.includes(READ) ? READ : NOT;
};

const isHidden = (world: ModelWorld, user: ModelUser, kind: string, field: string): boolean => [user, ...assisted(world, user)].some((one) => levelOf(world, one, kind, field) === NOT);

const hasRight = (world: ModelWorld, user: ModelUser, right: string): boolean =>
  user.rights.has(right) || functionsOf(world, user).some(({ features }) => features.has(right));

/** Where somebody is. */
const placesOf = ({ department, units }: ModelUser): readonly string[] => [...(department === null ? [] : [department]), ...units];

/** Whether unit `inner` is `outer`, or lies below it at any depth. */
const isWithin = (world: ModelWorld, inner: string, outer: string): boolean => {
  const seen = new Set<string>();
  for (let at: string | null = inner; at !== null && !seen.has(at); at = world.units.get(at)?.parent ?? null) {
    if (at === outer) return true;
    seen.add(at);
  }
  return false;
};

const isIn = (world: ModelWorld, people: ModelPeople, user: ModelUser, seen: ReadonlySet<ModelPeople> = new Set()): boolean => {
  if (seen.has(people)) return false;
  if (people.users.has(user.id)) return true;
  if (placesOf(user).some((place) => [...people.units].some((unit) => isWithin(world, place, unit)))) return true;
  return [...people.groups].some((id) => {
    const group = world.groups.get(id);
    return group !== undefined && !group.binned && isIn(world, group, user, new Set([...seen, people]));
  });
};

/** Whether the role of `me` shows the records of `other`; those of nobody only where it shows everybody's. */
const sees = (world: ModelWorld, me: ModelUser, other: string | null): boolean => {
  const { data, dimension } = roleOf(world, me);
  if (data === "own" || other === me.id) return false;
  if (data === "all") return true;
  const whose = other === null ? undefined : world.users.get(other);
  if (!whose || (data === "dimension" && dimension === null)) return false;
  const mine = placesOf(me).filter((place) => world.units.get(place)?.dimension === (data === "dimension" ? dimension : null));
  return placesOf(whose).some((place) => mine.some((unit) => (data === "department" ? place === unit : isWithin(world, place, unit))));
};

const leads = (world: ModelWorld, me: ModelUser, other: string | null): boolean => !roleOf(world, me).readOnly && sees(world, me, other);

/** What one sharing rule gives `me` of a record. */
const byRule = (world: ModelWorld, me: ModelUser, rule: ModelRule, record: ModelRecord): Reach => {
  if (rule.disabled || rule.binned || rule.of !== record.kind || !isIn(world, rule.to, me)) return NOT;
  const byOwner = rule.owners.users.size + rule.owners.units.size + rule.owners.groups.size > 0;
  const owner = record.owner === null ? undefined : world.users.get(record.owner);
  if (!byOwner && rule.criteria === "none") return NOT;
  if (byOwner && !(owner && isIn(world, rule.owners, owner))) return NOT;
  if (rule.criteria !== "none" && !(rule.criteria === "vip" && record.kind === "customer" && record.vip)) return NOT;
  return rule.write ? CHANGE : READ;
};

const isOfPool = (world: ModelWorld, me: ModelUser, id: string | null, only: "people" | "managers"): boolean => {
  const pool = world.pools.get(id ?? "");
  return pool !== undefined && !pool.binned && (pool.managers.has(me.id) || (only === "people" && isIn(world, pool, me)));
};

/** How far `me` gets into an owned record, job functions, whole kinds and assisting apart. What is read through a followed record goes by the kind of the follower. */
const reach = (world: ModelWorld, me: ModelUser, record: ModelRecord): Reach => {
  const among = (users: ReadonlySet<string>, ids: ReadonlySet<string>): readonly string[] => {
    const groups = [...ids].flatMap((id) => world.groups.get(id) ?? []).filter(({ binned }) => !binned);
    return [...users, ...[...world.users.values()].filter((user) => groups.some((group) => isIn(world, group, user))).map(({ id }) => id)];
  };
  const changers = [record.owner, ...among(record.sharedWith, record.sharedGroups)];
  if (changers.some((other) => other === me.id || leads(world, me, other))) return CHANGE;
  const others: readonly Reach[] = [
    ...[...world.rules.values()].map((rule) => byRule(world, me, rule, record)),
    ...[...record.follows].map((id) => world.records.get(id)).map((parent) => (parent ? reach(world, me, parent) : NOT)),
    isOfPool(world, me, record.pool, record.owner === null ? "people" : "managers") ? READ : NOT,
    [...changers, ...among(record.readers, record.readerGroups), ...(record.submission?.asked ?? []), ...(record.submission?.askedBefore ?? [])].some((other) => other === me.id || sees(world, me, other)) ? READ : NOT,
  ];
  return others.includes(CHANGE) ? CHANGE : others.includes(READ) ? READ : NOT;
};

const finds = (world: ModelWorld, me: ModelUser, other: string): boolean => {
  const { addressBook } = roleOf(world, me);
  const whom = world.users.get(other);
  if (addressBook === "all" || other === me.id) return true;
  if (!whom) return false;
  return placesOf(whom).some((place) => placesOf(me).some((unit) => (addressBook === "own" ? place === unit : isWithin(world, place, unit))));
};

/** What somebody reads of their own standing, of what is not theirs alone. */
const readsItself = (world: ModelWorld, me: ModelUser, record: ModelRecord, facet: string | null): boolean => {
  if (facet !== null && !hasRight(world, me, facet)) return false;
  if (record.access.is === "owned") return mayDo(world, me, record.kind, "read") && (roleOf(world, me).whole.includes(record.kind) || reach(world, me, record) !== NOT);
  return true;
};

const assisted = (world: ModelWorld, me: ModelUser): readonly ModelUser[] => [...me.assists].flatMap((id) => world.users.get(id) ?? []).filter((user) => isActive(user) && user.id !== me.id);

/** Whether `person` may read the record, or its facet. */
export const reads = (world: ModelWorld, person: string, id: string, facet: string | null): boolean => {
  const user = world.users.get(person);
  const record = world.records.get(id);
  if (!isActive(user) || !record) return false;
  if (record.access.is === "personal") return record.owner === person || record.shared;
  if (record.access.is === "addressBook") return finds(world, user, id);
  if (record.access.is === "owned" && !mayDo(world, user, record.kind, "read")) return false;
  const through = [user, ...assisted(world, user)];
  if (through.some((one) => readsItself(world, one, record, facet))) return true;
  return facet !== null && record.access.is === "owned" && hasRight(world, user, facet) && through.some((one) => readsItself(world, one, record, null));
};

/** Whether `person` sees a field of the records of a kind that they read. */
export const seesField = (world: ModelWorld, person: string, kind: string, field: string): boolean => {
  const user = world.users.get(person);
  return user !== undefined && !isHidden(world, user, kind, field);
};

/** Parts of a record that nobody writes: the relay does, after what people decide. */
const OF_RELAY: ReadonlySet<string> = new Set(["approval", "approvalRun", "approvers", "formerApprovers", "formerOwners"]);

type ModelSaying = Extract<ModelChange, { readonly does: "say" }>;

const isSaying = (change: ModelChange): change is ModelSaying => change.does === "say";

/** Whether a word fits the submission as it stands. `changes`: whether who says it may change the record. */
const fits = ({ submission }: ModelRecord, person: string, { says, completes }: ModelSaying, changes: boolean): boolean => {
  if (completes || says === "bringIn") return false;
  if (says === "submit") return changes && !submission?.running;
  if (submission === null) return false;
  if (says === "comment") return (submission.comments.get(person) ?? 0) < 10 && [...submission.comments.values()].reduce((sum, count) => sum + count, 0) < 50;
  return submission.running && (says === "approve" ? submission.asked.has(person) : changes || submission.by === person);
};

const mayTouch = (change: ModelChange): boolean => !("field" in change && OF_RELAY.has(change.field));

const maySign = (person: string, change: ModelChange): boolean => !("by" in change) || change.by === null || change.by === person;

const mayMove = (world: ModelWorld, me: ModelUser, { kind, owner, pool }: ModelRecord, does: string, into: string | null): boolean => {
  if (!mayDo(world, me, kind, "read") || !mayDo(world, me, kind, "change")) return false;
  const isOf = (id: string | null, only: "people" | "managers"): boolean => id !== null && (leads(world, me, null) || isOfPool(world, me, id, only));
  if (does === "release") return ((owner !== null && (owner === me.id || leads(world, me, owner))) || isOf(pool, "managers")) && (into === pool || isOf(into, "people"));
  return isOf(pool, does === "claim" ? "people" : "managers");
};

/** Whether `person` may change a record that is there by these changes. */
export const mayChange = (world: ModelWorld, person: string, id: string, facet: string | null, changes: readonly ModelChange[]): boolean => {
  const user = world.users.get(person);
  const record = world.records.get(id);
  if (!isActive(user) || !record) return false;
  const { access, kind, owner } = record;
  if (facet !== null && !hasRight(world, user, facet)) return false;
  if (facet === null && "right" in access && !hasRight(world, user, access.right)) return false;
  if (access.is === "personal" && owner !== person) return false;
  for (const change of changes) if ("into" in change) return changes.length === 1 && change.by === person && mayMove(world, user, record, change.does, change.into);
  const changesIt = access.is !== "owned" || (mayDo(world, user, kind, "read") && reach(world, user, record) === CHANGE);
  const said = changes.filter(isSaying);
  for (const saying of said) if (said.length > 1 || !fits(record, person, saying, changesIt && mayDo(world, user, kind, "change"))) return false;
  if (said.some(({ says }) => says !== "submit") && changes.length === 1) return reads(world, person, id, null) && said.every(({ by }) => by === person);
  if (!changesIt) return false;
  return changes.every((change) => {
    if (!mayTouch(change)) return false;
    if (change.does === "made" || (change.does === "entry" && change.exists)) return false;
    if (record.appendOnly && change.does !== "bin" && change.does !== "owner") return false;
    if (access.is === "owned" && !mayDo(world, user, kind, change.does === "bin" ? "delete" : "change")) return false;
    if (access.is === "owned" && "field" in change && (levelOf(world, user, kind, change.field) !== CHANGE || isHidden(world, user, kind, change.field))) return false;
    if (change.does === "owner" && record.pool !== null && owner === null) return false;
    if ((change.does === "owner" || change.does === "sharing") && owner !== person && !leads(world, user, owner)) return false;
    return maySign(person, change);
  });
};

/** Whether `person` may make this record, which is not there yet and need not be in the world. */
export const mayMake = (world: ModelWorld, person: string, record: ModelRecord, changes: readonly ModelChange[]): boolean => {
  const user = world.users.get(person);
  if (!isActive(user)) return false;
  const { access, kind, owner } = record;
  if ("right" in access && !hasRight(world, user, access.right)) return false;
  if (access.is === "personal" && owner !== person) return false;
  if (access.is === "owned" && !(mayDo(world, user, kind, "create") && (owner === person || leads(world, user, owner)))) return false;
  const said = changes.filter(isSaying);
  const brings = (saying: ModelSaying): boolean => saying.says === "bringIn" && record.confirmed && hasRight(world, user, "admin");
  if (said.length > 1 || said.some((saying) => saying.completes || (saying.says !== "submit" && !brings(saying)))) return false;
  return changes.every((change) => mayTouch(change) && maySign(person, change) && !("field" in change && access.is === "owned" && isHidden(world, user, kind, change.field)));
};
