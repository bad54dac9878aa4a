import { findEntity } from "#domain/entities/registry.ts";
import { kindOf, recordOf, type RecordId } from "#domain/id.ts";
import { isOrganisation, ORGANISATION, organisationOf, type Organisation } from "#domain/policy/organisation.ts";
import { personIn, type Person } from "#domain/policy/person.ts";
import type { Scope } from "#domain/policy/scope.ts";
import { choosesTheSame, rulesOf } from "#domain/policy/sharing.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
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
  /** Scopes of the sharing rules whose criteria a record meets. */
  readonly rules: (entity: Entity, row: Row) => readonly Scope[];
  /** Takes note of a changed row of the organisation. */
  readonly note: (record: RecordId, row: Row | null) => void;
  /** Kinds whose records may have other scopes since this was last asked, because a sharing rule has changed. */
  readonly takeUnsettled: () => readonly string[];
  readonly reload: () => Promise<void>;
}

export const createDirectory = (storage: Storage): Directory => {
  const tables = new Map<string, Map<RecordId, Row>>(ORGANISATION.map((kind) => [kind, new Map()]));
  const tableOf = (kind: string): Map<RecordId, Row> => tables.get(kind) ?? new Map();
  const standings = new Map<RecordId, Standing | null>();
  const unsettled = new Set<string>();
  let organisation: Organisation | null = null;
  let rules: Directory["rules"] | null = null;

  const forget = (): void => {
    standings.clear();
    organisation = null;
    rules = null;
  };

  const makeStanding = (user: RecordId): Standing | null => {
    organisation ??= organisationOf((kind) => [...tableOf(kind).values()]);
    const person = personIn(user, organisation);
    if (!person) return null;
    return { person, name: textOf(tableOf("user").get(user) ?? { id: user }, "name") ?? "", scopes: person.reads };
  };

  const withAccount = (account: string): readonly Row[] => {
    const wanted = folded(account);
    return [...tableOf("user").values()].filter((row) => folded(textOf(row, "account") ?? "") === wanted);
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
    name: (user) => textOf(tableOf("user").get(user) ?? { id: user }, "name") ?? "",
    rules: (entity, row) => {
      rules ??= rulesOf([...tableOf("sharingRule").values()], findEntity);
      return rules(entity, row);
    },
    note: (record, row) => {
      const kind = kindOf(record);
      if (!isOrganisation(kind)) return;
      const table = tableOf(kind);
      const before = table.get(record);
      if (kind === "sharingRule" && !choosesTheSame(before, row ?? undefined)) {
        for (const state of [before, row]) if (state) unsettled.add(textOf(state, "of") ?? "");
      }
      if (row) table.set(record, row);
      else table.delete(record);
      forget();
    },
    takeUnsettled: () => {
      const kinds = [...unsettled];
      unsettled.clear();
      return kinds;
    },
    reload: async () => {
      for (const kind of ORGANISATION) {
        const rows = await storage.ofKind(kind);
        tables.set(kind, new Map());
        const table = tableOf(kind);
        for (const { doc, row } of rows) table.set(recordOf(doc), row);
      }
      forget();
    },
  };
};
