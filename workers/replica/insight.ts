import type { ReplicaApi, Why } from "#workers/replica/api.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import { ACTIONS } from "#domain/policy/job-function.ts";
import { isOrganisation, organisationOf } from "#domain/policy/organisation.ts";
import { may, personIn } from "#domain/policy/person.ts";
import { meet, parentsOf, scopesOf } from "#domain/policy/scope.ts";
import { whyReads } from "#domain/policy/why.ts";
import { MOST_COUNTED } from "#domain/policy/touches.ts";
import { hlcOf } from "#domain/record/hlc.ts";
import { facetsOf } from "#domain/record/path.ts";
import { err, ok } from "#domain/result.ts";
import type { Core } from "./core.ts";
import { overlay } from "./overlay.ts";
import { localScopes } from "./local-scopes.ts";
import type { Questions } from "./questions.ts";

/** What the page asks about rights: those of others, and what a change of the organisation would mean. */
export const createInsight = (core: Core, questions: Questions): Pick<ReplicaApi, "why" | "effectOf"> => {
  const find = core.rows.row;

  const why = (who: RecordId, record: RecordId): Why | null => {
    const [row, entity] = [find(record), findEntity(kindOf(record))];
    const person = personIn(who, organisationOf((kind) => [...core.rows.rows(kind)]));
    if (!row || !entity || !person) return null;
    const sources = { row: find, rules: core.rules(), me: who };
    const own = { parent: () => [], rules: core.rules() };
    const facetScopes = { parent: (parent: RecordId) => localScopes(sources, parent), rules: core.rules() };
    return {
      active: person.active,
      grants: whyReads(person, scopesOf(entity, null, row, own)),
      follows: parentsOf(entity, row)
        .map((parent) => ({ record: parent, grants: whyReads(person, localScopes(sources, parent)) }))
        .filter(({ grants }) => grants.length > 0),
      facets: facetsOf(entity).map((facet) => ({ facet, granted: meet(scopesOf(entity, facet, row, facetScopes), person.reads) })),
      denied: entity.access.kind === "owned" ? ACTIONS.filter((action) => !may(person, entity.kind, action)) : [],
      hidden: [...(person.lenses.get(entity.kind) ?? [])].sort(),
    };
  };

  return {
    why: async (who, record) => why(who, record),
    effectOf: async (edits) => {
      const rows = edits.flatMap(({ record, values }) => {
        const entity = findEntity(kindOf(record));
        if (!entity || !isOrganisation(entity.kind)) return [];
        const changes = Object.entries(values).map(([path, to]) => ({ path, from: null, to, at: hlcOf(core.deps.clock.now()) }));
        return [overlay(entity, record, find(record), [{ changes }])];
      });
      if (rows.length > MOST_COUNTED) return err({ type: "TooMany" });
      return rows.length === 0 ? ok([]) : questions.preview(rows);
    },
  };
};
