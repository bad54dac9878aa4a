import { isOwnedKind } from "#domain/entities/owned-kinds.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { docId, kindOf, type DocId, type RecordId } from "#domain/id.ts";
import { subjectOf } from "#domain/policy/asking.ts";
import { parentsOf, scopesOf, type Scope, type ScopeSources } from "#domain/policy/scope.ts";
import { facetsOf, type Path } from "#domain/record/path.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";
import type { NameIndex } from "./names.ts";
import type { Commit, Storage, StoredRow } from "./storage/storage.ts";
import type { Working, Workings } from "./working.ts";

const follows = ({ access }: Entity, path: Path): boolean => access.kind === "owned" && access.follows?.includes(path) === true;

const sameScopes = (a: readonly Scope[], b: readonly Scope[]): boolean => a.length === b.length && a.every((scope) => b.includes(scope));

/** Whether a record has the scopes that its row alone gives it. False for one whose scopes hang on other records, too. */
export const hasItsScopes = ({ row, scopes }: StoredRow, rules: ScopeSources["rules"]): boolean => {
  const entity = findEntity(kindOf(row.id));
  if (!entity || entity.access.kind === "request" || parentsOf(entity, row).length > 0) return false;
  return sameScopes(scopesOf(entity, null, row, { parent: () => [], rules }), scopes);
};

/** Fields that the scopes of an owned record are made of, besides those it follows, and sets. */
const ACCESS: ReadonlySet<string> = new Set(["owner", "pool"]);

/** Keeps the scopes of documents right within one batch, those of the records that follow them too. */
export interface Scoping {
  /** Notes which records a changed record follows. */
  readonly follow: (working: Working) => void;
  /** Whether changes of these paths can give a document other scopes. */
  readonly mayMove: (working: Working, changes: readonly { readonly path: Path }[]) => boolean;
  /** Gives changed documents their scopes; returns every document whose scopes changed. */
  readonly rescope: (changed: readonly Working[], isPurged: (record: RecordId) => boolean) => Promise<readonly Working[]>;
  readonly links: () => Commit["links"];
}

export interface ScopingDeps {
  readonly storage: Storage;
  readonly workings: Workings;
  readonly rules: ScopeSources["rules"];
  /** Whether there are sharing rules at all. */
  readonly hasRules: () => boolean;
  readonly names: NameIndex;
}

export const createScoping = ({ storage, workings, rules, hasRules, names }: ScopingDeps): Scoping => {
  const links = new Map<RecordId, readonly RecordId[]>();
  const children = new Map<RecordId, Set<RecordId>>();

  const link = (child: RecordId, parents: readonly RecordId[]): void => {
    links.set(child, parents);
    for (const parent of parents) children.set(parent, (children.get(parent) ?? new Set()).add(child));
  };

  /** To whom the records belong that a request is about; it follows them from owner to owner. */
  const askedOf = async (request: Row): Promise<readonly RecordId[]> => {
    const subject = subjectOf(request);
    if (subject === null || textOf(request, "to") !== null) return [];
    const named = "record" in subject ? [subject.record] : await names.find(subject.kind, subject.name);
    const about = named.filter((record) => isOwnedKind(kindOf(record)));
    link(request.id, about);
    const rows = await Promise.all(about.map(async (record) => (await workings.load(docId(record)))?.row));
    return rows.flatMap((row) => (row ? ((textOf(row, "owner") as RecordId | null) ?? []) : []));
  };

  const scopesAfter = async ({ entity, facet, row, record }: Working): Promise<readonly Scope[]> => {
    const main = facet === null ? row : (await workings.load(docId(record)))?.row;
    const present = main ?? { id: record };
    if (entity.access.kind === "request") {
      const asked = await askedOf(present);
      return scopesOf(entity, facet, present, { parent: () => [], rules, asked: () => asked });
    }
    const byParent = new Map<string, readonly Scope[]>();
    for (const parent of parentsOf(entity, present)) {
      byParent.set(parent, (await workings.load(docId(parent)))?.scopes ?? []);
    }
    return scopesOf(entity, facet, present, { parent: (parent) => byParent.get(parent) ?? [], rules });
  };

  return {
    mayMove: ({ entity }, changes) =>
      entity.access.kind !== "owned" || hasRules() || changes.some(({ path }) => ACCESS.has(path) || path.includes("/") || follows(entity, path)),
    follow: ({ entity, facet, record, row, stored }) => {
      if (facet !== null || entity.access.kind !== "owned" || !entity.access.follows || !row) return;
      const parents = [...new Set(parentsOf(entity, row))];
      const known = links.get(record) ?? (stored ? parentsOf(entity, stored.row) : []);
      if (parents.length === known.length && parents.every((parent) => known.includes(parent))) return;
      link(record, parents);
    },
    rescope: async (changed, isPurged) => {
      const queue = [...changed];
      const seen = new Set<DocId>();
      const rescoped: Working[] = [];
      for (let working = queue.shift(); working; working = queue.shift()) {
        if (seen.has(working.id) || (working.row === null && !isPurged(working.record))) continue;
        seen.add(working.id);
        const scopes = isPurged(working.record) ? [] : await scopesAfter(working);
        if (sameScopes(scopes, working.scopes)) continue;
        working.scopes = scopes;
        rescoped.push(working);
        if (working.facet !== null) continue;
        for (const facet of facetsOf(working.entity)) {
          const kept = await workings.load(docId(working.record, facet));
          if (kept?.row) queue.push(kept);
        }
        for (const follower of new Set([...(await storage.childrenOf(working.record)), ...(children.get(working.record) ?? [])])) {
          const child = await workings.load(docId(follower));
          if (child?.row) queue.push(child);
        }
      }
      return rescoped;
    },
    links: () => [...links].map(([child, parents]) => ({ child, parents })),
  };
};
