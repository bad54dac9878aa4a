import { flowsIn, type Flow } from "#domain/approval/flow.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { kindOf, recordOf, type RecordId } from "#domain/id.ts";
import { isOrganisation, ORGANISATION, organisationOf, type Organisation } from "#domain/policy/organisation.ts";
import { personIn, type Person } from "#domain/policy/person.ts";
import type { Lenses } from "#domain/policy/lens.ts";
import { lensScopes } from "#domain/policy/lens-scope.ts";
import type { Scope } from "#domain/policy/scope.ts";
import { kindsApart, rulesIn, type SharingRules } from "#domain/policy/sharing.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { isDeleted, markOf, textOf } from "#domain/schema/read.ts";
import { folded } from "./unique.ts";
import type { Storage } from "./storage/storage.ts";

export interface Standing {
  readonly person: Person;
  readonly name: string;
  /** What the person reads, and the lenses through which they do. */
  readonly scopes: ReadonlySet<Scope>;
  readonly lenses: Lenses;
}

/** The organisation as it is now: who is who, and what each may read. */
export interface Directory {
  readonly standing: (user: RecordId) => Standing | null;
  /** The user whose account name this is, in any case; null for those disabled or in the recycle bin. */
  readonly findAccount: (account: string) => RecordId | null;
  /** The user who has this account name, active or not. */
  readonly holderOfAccount: (account: string) => RecordId | null;
  readonly name: (user: RecordId) => string;
  /** Rows of one kind of the organisation. */
  readonly rows: (kind: string) => readonly Row[];
  readonly organisation: () => Organisation;
  /** The approval flows that stand. */
  readonly flows: () => readonly Flow[];
  /** Scopes of the sharing rules whose criteria a record meets. */
  readonly rules: (entity: Entity, row: Row) => readonly Scope[];
  /** Takes note of a changed row of the organisation, and of who changed it. */
  readonly note: (record: RecordId, row: Row | null, by: RecordId | null) => void;
  /** Kinds whose records sharing rules choose otherwise than when this was last asked. */
  readonly takeUnsettled: () => readonly string[];
  /** Set when the organisation has changed since this was last asked: others may have to approve what runs. */
  readonly takeMoved: () => Moved | null;
  /** Gives back what was taken, when nobody could be asked. */
  readonly putMoved: (moved: Moved) => void;
  readonly reload: () => Promise<void>;
  /** Knows nobody until it is reloaded. */
  readonly clear: () => void;
}

/** A change of the organisation. `by`: who made the last one; null where that is not known. */
export interface Moved {
  readonly by: RecordId | null;
}

const FLOW = "approvalFlow";

export const createDirectory = (storage: Storage): Directory => {
  const tables = new Map<string, Map<RecordId, Row>>(ORGANISATION.map((kind) => [kind, new Map()]));
  const tableOf = (kind: string): Map<RecordId, Row> => tables.get(kind) ?? new Map();
  const rows = (kind: string): readonly Row[] => [...tableOf(kind).values()];
  const standings = new Map<RecordId, Standing | null>();
  const flowRows = new Map<RecordId, Row>();
  let flows: readonly Flow[] | null = null;
  let moved: Moved | null = null;
  let organisation: Organisation | null = null;
  let rules: SharingRules | null = null;
  /** The rules by which the records have their scopes. */
  let settled: SharingRules["signatures"] = new Map();

  const forget = (by: RecordId | null): void => {
    standings.clear();
    organisation = null;
    rules = null;
    moved = { by };
  };

  const present = (): Organisation => (organisation ??= organisationOf(rows));
  const presentRules = (): SharingRules => (rules ??= rulesIn(present(), findEntity));

  const makeStanding = (user: RecordId): Standing | null => {
    const person = personIn(user, present());
    if (!person) return null;
    return { person, name: textOf(tableOf("user").get(user) ?? { id: user }, "name") ?? "", scopes: new Set([...person.reads, ...lensScopes(person.lenses)]), lenses: person.lenses };
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
    rows,
    organisation: present,
    flows: () => (flows ??= flowsIn([...flowRows.values()], findEntity)),
    rules: (entity, row) => presentRules().scopesOf(entity, row),
    note: (record, row, by) => {
      const kind = kindOf(record);
      if (kind === FLOW) {
        if (row) flowRows.set(record, row);
        else flowRows.delete(record);
        flows = null;
      }
      if (!isOrganisation(kind)) return;
      if (row) tableOf(kind).set(record, row);
      else tableOf(kind).delete(record);
      forget(by);
    },
    takeMoved: () => {
      const was = moved;
      moved = null;
      return was;
    },
    putMoved: (was) => {
      if (moved === null || moved.by === null) moved = was;
    },
    takeUnsettled: () => {
      if (rules !== null && rules.signatures === settled) return [];
      const kinds = kindsApart(settled, presentRules().signatures);
      settled = presentRules().signatures;
      return kinds;
    },
    reload: async () => {
      flowRows.clear();
      flows = null;
      for (const { doc, row } of await storage.ofKind(FLOW)) flowRows.set(recordOf(doc), row);
      for (const kind of ORGANISATION) {
        const rows = await storage.ofKind(kind);
        tables.set(kind, new Map());
        const table = tableOf(kind);
        for (const { doc, row } of rows) table.set(recordOf(doc), row);
      }
      forget(null);
      settled = presentRules().signatures;
    },
    clear: () => {
      for (const table of tables.values()) table.clear();
      flowRows.clear();
      flows = null;
      forget(null);
    },
  };
};
