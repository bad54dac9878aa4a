import { kindOf, recordOf, type RecordId } from "#domain/id.ts";
import { personOf, scopesFor, type Person } from "#domain/policy/person.ts";
import type { Scope } from "#domain/policy/scope.ts";
import type { Row } from "#domain/schema/entity.ts";
import { isDeleted, markOf, textOf } from "#domain/schema/read.ts";
import { folded } from "./unique.ts";
import type { Storage } from "./storage/storage.ts";

export interface Standing {
  readonly person: Person;
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** The organisation as it is now: who is who, and what each may read. */
export interface Directory {
  readonly standing: (user: RecordId) => Standing | null;
  /** The user whose account name this is, in any case; null for those disabled or in the recycle bin. */
  readonly findAccount: (account: string) => RecordId | null;
  /** The user who has this account name, active or not. */
  readonly holderOfAccount: (account: string) => RecordId | null;
  readonly name: (user: RecordId) => string;
  /** Takes note of a changed row; tells whether it concerns the organisation. */
  readonly note: (record: RecordId, row: Row | null) => boolean;
  readonly reload: () => Promise<void>;
}

const isOrganisation = (kind: string): boolean => kind === "user" || kind === "department";

export const createDirectory = (storage: Storage): Directory => {
  const users = new Map<RecordId, Row>();
  const departments = new Map<RecordId, Row>();
  const standings = new Map<RecordId, Standing | null>();

  const makeStanding = (user: RecordId): Standing | null => {
    const person = personOf(user, [...users.values()], [...departments.values()]);
    if (!person) return null;
    return { person, name: textOf(users.get(user) ?? { id: user }, "name") ?? "", scopes: new Set(scopesFor(person)) };
  };

  const withAccount = (account: string): readonly Row[] => {
    const wanted = folded(account);
    return [...users.values()].filter((row) => folded(textOf(row, "account") ?? "") === wanted);
  };

  return {
    standing: (user) => {
      const known = standings.get(user);
      if (known !== undefined) return known;
      const standing = makeStanding(user);
      standings.set(user, standing);
      return standing;
    },
    findAccount: (account) => withAccount(account).find((row) => !isDeleted(row) && markOf(row, "disabled") === null)?.id ?? null,
    holderOfAccount: (account) => withAccount(account)[0]?.id ?? null,
    name: (user) => textOf(users.get(user) ?? { id: user }, "name") ?? "",
    note: (record, row) => {
      const kind = kindOf(record);
      if (!isOrganisation(kind)) return false;
      const table = kind === "user" ? users : departments;
      if (row) table.set(record, row);
      else table.delete(record);
      standings.clear();
      return true;
    },
    reload: async () => {
      const [people, units] = [await storage.ofKind("user"), await storage.ofKind("department")];
      users.clear();
      departments.clear();
      standings.clear();
      for (const { doc, row } of people) users.set(recordOf(doc), row);
      for (const { doc, row } of units) departments.set(recordOf(doc), row);
    },
  };
};
