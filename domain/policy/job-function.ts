import { isRight, type Right } from "#domain/policy/right.ts";
import type { Row } from "#domain/schema/entity.ts";
import { isDeleted, membersOf } from "#domain/schema/read.ts";

/** What can be done with records of a kind. */
export const ACTIONS = ["read", "create", "change", "delete"] as const;
export type Action = (typeof ACTIONS)[number];

/** What the job functions of one person switch. Functions add up: what one allows, another does not take away. */
export interface Functions {
  /** `<kind>.<action>`; null where the person has no function, which allows everything. */
  readonly may: ReadonlySet<string> | null;
  /** `<kind>.<field>`, or `<kind>.<list>.<field>`, that the person does not write. */
  readonly readOnly: ReadonlySet<string>;
  /** The same, of what the person neither reads nor writes. */
  readonly hidden: ReadonlySet<string>;
  readonly rights: ReadonlySet<Right>;
}

/** Whether a function that names `names` means `field`: by its name, or by that of the list that it is a field of. */
const means = (names: ReadonlySet<string>, field: string): boolean => {
  const [kind = "", list = "", inner] = field.split(".");
  return names.has(field) || (inner !== undefined && names.has(`${kind}.${list}`));
};

/** What every function means, each by one of its sets. */
const meantByAll = (functions: readonly Row[], sets: readonly string[]): ReadonlySet<string> => {
  const named = functions.map((row) => new Set(sets.flatMap((set) => membersOf(row, set))));
  return new Set(named.flatMap((names) => [...names]).filter((field) => named.every((names) => means(names, field))));
};

export const functionsOf = (user: Row, rows: readonly Row[]): Functions => {
  const held = new Set(membersOf(user, "functions"));
  const own = rows.filter((row) => held.has(row.id) && !isDeleted(row));
  if (own.length === 0) return { may: null, readOnly: new Set(), hidden: new Set(), rights: new Set() };
  return {
    may: new Set(own.flatMap((row) => membersOf(row, "may"))),
    readOnly: meantByAll(own, ["readOnly", "hidden"]),
    hidden: meantByAll(own, ["hidden"]),
    rights: new Set(own.flatMap((row) => membersOf(row, "features")).filter(isRight)),
  };
};

export const mayDo = ({ may }: Functions, kind: string, action: Action): boolean => may === null || may.has(`${kind}.${action}`);
