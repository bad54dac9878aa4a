import type { RecordId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import { isDeleted, membersOf, textOf } from "#domain/schema/read.ts";

/** The kinds of record that the policy reads: a change of one changes what people may do. */
export const ORGANISATION = ["user", "department", "role", "jobFunction", "group", "sharingRule", "pool"] as const;

export const isOrganisation = (kind: string): boolean => (ORGANISATION as readonly string[]).includes(kind);

/** The rows of the company's organisation, by kind. */
export type RowsOf = (kind: (typeof ORGANISATION)[number]) => readonly Row[];

/** Who is where. Tolerates cycles and what is missing, since rows come from merges. */
export interface Organisation {
  readonly rows: RowsOf;
  readonly user: (id: string) => Row | undefined;
  /** Departments and other units that a person is in, without those above. */
  readonly unitsOf: (user: Row) => ReadonlySet<string>;
  /** These units and all below them. */
  readonly below: (units: Iterable<string>) => ReadonlySet<string>;
  /** The units that belong to a dimension; null is that of the departments. */
  readonly unitsIn: (units: Iterable<string>, dimension: string | null) => readonly string[];
  /** People who are in one of these units. */
  readonly peopleIn: (units: ReadonlySet<string>) => readonly RecordId[];
  /** Groups that a person is in, by name, by unit or by a group within. */
  readonly groupsOf: (user: Row) => ReadonlySet<string>;
  /** Everybody whom these sets of a record name: users, units with those below, groups. */
  readonly peopleNamed: (users: readonly string[], units: readonly string[], groups: readonly string[]) => ReadonlySet<RecordId>;
  /** Whether a person is one of them, without looking at anybody else. */
  readonly isNamed: (user: Row, users: readonly string[], units: readonly string[], groups: readonly string[]) => boolean;
}

export const organisationOf = (rows: RowsOf): Organisation => {
  const users = new Map(rows("user").map((row) => [row.id as string, row]));
  const units = new Map(rows("department").map((row) => [row.id as string, row]));
  const groups = rows("group").filter((row) => !isDeleted(row));

  const unitsOf: Organisation["unitsOf"] = (user) => {
    const main = textOf(user, "department");
    return new Set([...(main === null ? [] : [main]), ...membersOf(user, "units")]);
  };

  const allBelow = (tops: Iterable<string>): ReadonlySet<string> => {
    const found = new Set(tops);
    for (let grew = true; grew; ) {
      grew = false;
      for (const unit of units.values()) {
        const parent = textOf(unit, "parent");
        if (parent === null || !found.has(parent) || found.has(unit.id)) continue;
        found.add(unit.id);
        grew = true;
      }
    }
    return found;
  };

  const knownBelow = new Map<string, ReadonlySet<string>>();
  const below: Organisation["below"] = (tops) => {
    const from = [...tops];
    const key = from.join(" ");
    const before = knownBelow.get(key);
    if (before) return before;
    const found = allBelow(from);
    knownBelow.set(key, found);
    return found;
  };

  let byUnit: ReadonlyMap<string, readonly RecordId[]> | null = null;
  const inUnit = (): ReadonlyMap<string, readonly RecordId[]> => {
    if (byUnit) return byUnit;
    const people = new Map<string, RecordId[]>();
    for (const user of users.values()) {
      for (const unit of unitsOf(user)) {
        const known = people.get(unit);
        if (known) known.push(user.id);
        else people.set(unit, [user.id]);
      }
    }
    return (byUnit = people);
  };

  const peopleIn: Organisation["peopleIn"] = (wanted) => [...new Set([...wanted].flatMap((unit) => inUnit().get(unit) ?? []))];

  const insideOf = new Map(groups.map((group) => [group.id, below(membersOf(group, "units"))]));
  const usersOf = new Map(groups.map((group) => [group.id, new Set(membersOf(group, "users"))]));
  const known = new Map<Row, ReadonlySet<string>>();

  const groupsOf: Organisation["groupsOf"] = (user) => {
    const before = known.get(user);
    if (before) return before;
    const own = unitsOf(user);
    const names = (row: Row): boolean => usersOf.get(row.id)?.has(user.id) === true || [...own].some((unit) => insideOf.get(row.id)?.has(unit));
    const found = new Set<string>(groups.filter(names).map(({ id }) => id));
    for (let grew = found.size > 0; grew; ) {
      grew = false;
      for (const row of groups) {
        if (found.has(row.id) || !membersOf(row, "groups").some((inner) => found.has(inner))) continue;
        found.add(row.id);
        grew = true;
      }
    }
    known.set(user, found);
    return found;
  };

  return {
    rows,
    user: (id) => users.get(id),
    unitsOf,
    below,
    unitsIn: (some, dimension) => [...some].filter((id) => textOf(units.get(id) ?? { id }, "dimension") === dimension),
    peopleIn,
    groupsOf,
    peopleNamed: (named, inUnits, inGroups) => {
      const wanted = new Set(inGroups);
      const grouped = wanted.size === 0 ? [] : [...users.values()].filter((user) => [...groupsOf(user)].some((group) => wanted.has(group))).map(({ id }) => id);
      return new Set([...(named as readonly RecordId[]), ...(inUnits.length === 0 ? [] : peopleIn(below(inUnits))), ...grouped]);
    },
    isNamed: (user, named, inUnits, inGroups) => {
      if (named.includes(user.id) || inGroups.some((group) => groupsOf(user).has(group))) return true;
      if (inUnits.length === 0) return false;
      const inside = below(inUnits);
      return [...unitsOf(user)].some((unit) => inside.has(unit));
    },
  };
};
