/**
 * The rights of docs/SPEC.md (V-01, G-11, F-07, F-08, U-01), said a second time, as plainly as possible and apart from the product: nothing of `domain/policy` is
 * looked at here. Everything is asked anew each time; nothing is kept as sets.
 */

export interface ModelUser {
  readonly id: string;
  role: string;
  department: string | null;
  readonly rights: Set<string>;
  disabled: boolean;
  binned: boolean;
}

export interface ModelDepartment {
  readonly id: string;
  parent: string | null;
}

/** How the records of a kind are read: by its owner and others, by everyone, or by its owner alone. */
export type ModelAccess = { readonly is: "owned" } | { readonly is: "everyone"; readonly right: string } | { readonly is: "personal" };

export interface ModelRecord {
  readonly id: string;
  readonly access: ModelAccess;
  /** Only ever added to. */
  readonly appendOnly: boolean;
  owner: string | null;
  readonly sharedWith: Set<string>;
  /** A saved view that everybody sees. */
  shared: boolean;
  /** Records that this one follows: their readers read it. */
  readonly follows: Set<string>;
}

export interface ModelWorld {
  readonly users: ReadonlyMap<string, ModelUser>;
  readonly departments: ReadonlyMap<string, ModelDepartment>;
  readonly records: ReadonlyMap<string, ModelRecord>;
}

/** What one change does, in words of the rights. `by`: whom the written mark or entry names. */
export type ModelChange =
  | { readonly does: "field" }
  | { readonly does: "made" }
  | { readonly does: "owner" }
  | { readonly does: "sharing" }
  /** Puts into or takes out of the recycle bin. */
  | { readonly does: "bin"; readonly by: string | null }
  | { readonly does: "mark"; readonly by: string | null }
  | { readonly does: "line"; readonly by: string | null }
  | { readonly does: "entry"; readonly by: string | null; readonly exists: boolean };

const isActive = (user: ModelUser | undefined): user is ModelUser => user !== undefined && !user.disabled && !user.binned;

/** Whether department `inner` is `outer`, or lies below it at any depth. */
const isWithin = (world: ModelWorld, inner: string | null, outer: string): boolean => {
  const seen = new Set<string>();
  for (let at = inner; at !== null && !seen.has(at); at = world.departments.get(at)?.parent ?? null) {
    if (at === outer) return true;
    seen.add(at);
  }
  return false;
};

/** The boss leads everybody; directors and managers lead those of their department and of the departments below it. */
const leads = (world: ModelWorld, person: string, other: string | null): boolean => {
  const leader = world.users.get(person);
  const led = other === null ? undefined : world.users.get(other);
  if (!isActive(leader) || person === other) return false;
  if (leader.role === "boss") return true;
  if (leader.role !== "director" && leader.role !== "manager") return false;
  return led !== undefined && leader.department !== null && isWithin(world, led.department, leader.department);
};

/** Whether `person` may read the record, or its facet. */
export const reads = (world: ModelWorld, person: string, id: string, facet: string | null): boolean => {
  const user = world.users.get(person);
  const record = world.records.get(id);
  if (!isActive(user) || !record) return false;
  if (facet !== null) return user.rights.has(facet);
  if (record.access.is === "everyone") return true;
  if (record.owner === person) return true;
  if (record.access.is === "personal") return record.shared;
  if ([record.owner, ...record.sharedWith].some((other) => other === person || leads(world, person, other))) return true;
  return [...record.follows].some((parent) => reads(world, person, parent, null));
};

/** Whether `person` may say whose the record is and who else reads it. */
const disposes = (world: ModelWorld, person: string, record: ModelRecord): boolean => record.owner === person || leads(world, person, record.owner);

const maySign = (person: string, change: ModelChange): boolean => {
  if (change.does === "bin" || change.does === "mark" || change.does === "line" || change.does === "entry") return change.by === null || change.by === person;
  return true;
};

/** Whether `person` may change a record that is there by these changes. */
export const mayChange = (world: ModelWorld, person: string, id: string, facet: string | null, changes: readonly ModelChange[]): boolean => {
  const user = world.users.get(person);
  const record = world.records.get(id);
  if (!isActive(user) || !record || !reads(world, person, id, facet)) return false;
  if (facet === null && record.access.is === "everyone" && !user.rights.has(record.access.right)) return false;
  if (facet === null && record.access.is === "personal" && record.owner !== person) return false;
  return changes.every((change) => {
    if (change.does === "made") return false;
    if (record.appendOnly && change.does !== "bin" && change.does !== "owner") return false;
    if (change.does === "entry" && change.exists) return false;
    if ((change.does === "owner" || change.does === "sharing") && !disposes(world, person, record)) return false;
    return maySign(person, change);
  });
};

/** Whether `person` may make this record, which is not there yet and need not be in the world. */
export const mayMake = (world: ModelWorld, person: string, record: ModelRecord, changes: readonly ModelChange[]): boolean => {
  const user = world.users.get(person);
  if (!isActive(user)) return false;
  if (record.access.is === "everyone" && !user.rights.has(record.access.right)) return false;
  if (record.access.is === "personal" && record.owner !== person) return false;
  if (record.access.is === "owned" && !disposes(world, person, record)) return false;
  return changes.every((change) => maySign(person, change));
};
