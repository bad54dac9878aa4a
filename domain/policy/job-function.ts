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
  /** `<kind>.<field>` that the person reads and does not write. */
  readonly readOnly: ReadonlySet<string>;
  readonly rights: ReadonlySet<Right>;
}

export const functionsOf = (user: Row, rows: readonly Row[]): Functions => {
  const held = new Set(membersOf(user, "functions"));
  const own = rows.filter((row) => held.has(row.id) && !isDeleted(row));
  const [first, ...others] = own;
  if (!first) return { may: null, readOnly: new Set(), rights: new Set() };
  const readOnly = membersOf(first, "readOnly").filter((field) => others.every((row) => membersOf(row, "readOnly").includes(field)));
  return {
    may: new Set(own.flatMap((row) => membersOf(row, "may"))),
    readOnly: new Set(readOnly),
    rights: new Set(own.flatMap((row) => membersOf(row, "features")).filter(isRight)),
  };
};

export const mayDo = ({ may }: Functions, kind: string, action: Action): boolean => may === null || may.has(`${kind}.${action}`);
