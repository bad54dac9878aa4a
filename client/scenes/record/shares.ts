import type { RecordId } from "#domain/id.ts";
import { kindOf } from "#domain/id.ts";
import { memberPath } from "#domain/record/path.ts";
import type { Values } from "#domain/record/change.ts";
import type { Row } from "#domain/schema/entity.ts";
import { membersOf } from "#domain/schema/read.ts";

export const SHARE_LEVELS = ["write", "read"] as const;
export type ShareLevel = (typeof SHARE_LEVELS)[number];

/** A person or a group that a record is shared with. */
export interface Share {
  readonly whom: RecordId;
  readonly level: ShareLevel;
}

const SETS = { user: { write: "sharedWith", read: "readers" }, group: { write: "sharedGroups", read: "readerGroups" } } as const;

const setsFor = (whom: RecordId): (typeof SETS)["user" | "group"] => (kindOf(whom) === "group" ? SETS.group : SETS.user);

/** With whom a record is shared, each once, by the level that counts. */
export const sharesOf = (row: Row): readonly Share[] => {
  const found = new Map<RecordId, ShareLevel>();
  for (const level of ["read", "write"] as const) {
    for (const kind of ["user", "group"] as const) for (const whom of membersOf(row, SETS[kind][level])) found.set(whom as RecordId, level);
  }
  return [...found].map(([whom, level]) => ({ whom, level }));
};

/** What sharing with somebody at a level writes; null ends it. */
export const shareValues = (row: Row, whom: RecordId, level: ShareLevel | null): Values => {
  const sets = setsFor(whom);
  const changes = SHARE_LEVELS.flatMap((one): readonly (readonly [string, 1 | null])[] => {
    const [has, wants] = [membersOf(row, sets[one]).includes(whom), one === level];
    return has === wants ? [] : [[memberPath(sets[one], whom), wants ? 1 : null]];
  });
  return Object.fromEntries(changes);
};
