import { findEntity } from "#domain/entities/registry.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import { organisationOf, type RowsOf } from "#domain/policy/organisation.ts";
import { personIn } from "#domain/policy/person.ts";
import { meet, narrowed, parentsOf, widened, type Scope } from "#domain/policy/scope.ts";
import { rulesIn } from "#domain/policy/sharing.ts";
import type { Row } from "#domain/schema/entity.ts";

/** How many owned records somebody would read no more, and how many more. */
export interface Effect {
  readonly person: RecordId;
  readonly lost: number;
  readonly gained: number;
}

/** A record as it stands: its main document's row and scopes. */
export interface Standing {
  readonly row: Row;
  readonly scopes: readonly Scope[];
}

/** Counts, record by record, what another organisation would mean for what people read. Records come with those that they follow first. */
export interface EffectCount {
  readonly add: (record: Standing) => void;
  /** Those for whom something would change. */
  readonly result: () => readonly Effect[];
}

const NOTHING: ReadonlySet<Scope> = new Set();

const isRule = (scope: Scope): boolean => widened(scope).scope.startsWith("rule:");

export const countEffect = (before: RowsOf, after: RowsOf): EffectCount => {
  const [was, will] = [organisationOf(before), organisationOf(after)];
  const [hadRules, hasRules] = [rulesIn(was, findEntity).scopesOf, rulesIn(will, findEntity).scopesOf];
  const ids = new Set([...before("user"), ...after("user")].map(({ id }) => id));
  const people = [...ids].map((id) => ({ id, had: personIn(id, was)?.reads ?? NOTHING, has: personIn(id, will)?.reads ?? NOTHING, lost: 0, gained: 0 }));
  const byRules = new Map<RecordId, readonly Scope[]>();

  /** Scopes by sharing rules, of a record and of those that it follows. */
  const plainRules = (row: Row): { readonly had: readonly Scope[]; readonly has: readonly Scope[] } => {
    const entity = findEntity(kindOf(row.id));
    if (!entity) return { had: [], has: [] };
    const followed = parentsOf(entity, row).flatMap((parent) => byRules.get(parent) ?? []);
    const has = [...hasRules(entity, row), ...followed];
    if (has.length > 0) byRules.set(row.id, has);
    return { had: hadRules(entity, row), has };
  };

  return {
    add: ({ row, scopes }) => {
      const { had, has } = plainRules(row);
      const kind = kindOf(row.id);
      const ruled = had.length > 0 || has.length > 0 || scopes.some(isRule);
      const next = ruled ? [...scopes.filter((scope) => !isRule(scope)), ...has, ...has.map((scope) => narrowed(kind, scope))] : scopes;
      for (const person of people) {
        const [read, reads] = [meet(scopes, person.had), meet(next, person.has)];
        if (read && !reads) person.lost += 1;
        if (!read && reads) person.gained += 1;
      }
    },
    result: () => people.filter(({ lost, gained }) => lost > 0 || gained > 0).map(({ id, lost, gained }) => ({ person: id, lost, gained })),
  };
};
