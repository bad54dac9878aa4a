import type { Edit, ReplicaApi, Why } from "#workers/replica/api.ts";
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
import { rulesOf } from "./judging.ts";
import { overlay } from "./overlay.ts";
import { localScopes } from "./local-scopes.ts";
import type { Questions } from "./questions.ts";

/** Why somebody reads a record, or does not. */
export const whyOn = (core: Core, who: RecordId, record: RecordId): Why | null => {
  const find = core.rows.row;
  const rules = rulesOf(core);
  const [row, entity] = [find(record), findEntity(kindOf(record))];
  const person = personIn(who, organisationOf((kind) => [...core.rows.rows(kind)]));
  if (!row || !entity || !person) return null;
  const sources = { row: find, rules, me: who };
  const own = { parent: () => [], rules };
  const facetScopes = { parent: (parent: RecordId) => localScopes(sources, parent), rules };
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

/** What a change of the organisation would mean. */
export const effectOn = async (core: Core, questions: Questions, edits: readonly Edit[]): ReturnType<ReplicaApi["effectOf"]> => {
  const rows = edits.flatMap(({ record, values }) => {
    const entity = findEntity(kindOf(record));
    if (!entity || !isOrganisation(entity.kind)) return [];
    const changes = Object.entries(values).map(([path, to]) => ({ path, from: null, to, at: hlcOf(core.deps.clock.now()) }));
    return [overlay(entity, record, core.rows.row(record), [{ changes }])];
  });
  if (rows.length > MOST_COUNTED) return err({ type: "TooMany" });
  return rows.length === 0 ? ok([]) : questions.preview(rows);
};
