import type { ReplicaApi } from "#workers/replica/api.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import { subjectOf } from "#domain/policy/asking.ts";
import { may, personIn } from "#domain/policy/person.ts";
import { organisationOf } from "#domain/policy/organisation.ts";
import { meet } from "#domain/policy/scope.ts";
import { isDeleted, textOf } from "#domain/schema/read.ts";
import { companyKey } from "#domain/transfer/normalise.ts";
import type { Core } from "./core.ts";
import { localScopes } from "./local-scopes.ts";

/** What the page asks about requests: who could help, and which record is meant. */
export const createAsking = (core: Core): Pick<ReplicaApi, "writersOf" | "subjectOf"> => {
  const find = core.rows.row;

  /** The record of that name which this device has. */
  const named = (kind: string, name: string): RecordId | null => {
    const entity = findEntity(kind);
    const key = companyKey(name);
    if (!entity?.collision || key === "") return null;
    for (const row of core.rows.rows(kind)) {
      if (!isDeleted(row) && entity.collision.some((field) => companyKey(textOf(row, field) ?? "") === key)) return row.id;
    }
    return null;
  };

  return {
    writersOf: async (record) => {
      const entity = findEntity(kindOf(record));
      const me = core.me();
      if (!entity || !me) return [];
      const organisation = organisationOf((kind) => [...core.rows.rows(kind)]);
      const scopes = localScopes({ row: find, rules: core.rules(), me: me.id }, record);
      return [...core.rows.rows("user")].flatMap(({ id }) => {
        const person = id === me.id ? null : personIn(id, organisation);
        if (!person?.active || !may(person, entity.kind, "change")) return [];
        // What a record gives whom cannot be told where it is not on this device: then anybody may be asked.
        return scopes.length === 0 || meet(scopes, person.writes) ? [id] : [];
      });
    },
    subjectOf: async (request) => {
      const row = find(request);
      const subject = row && subjectOf(row);
      if (!subject) return null;
      if (!("record" in subject)) return named(subject.kind, subject.name);
      return find(subject.record) ? subject.record : null;
    },
  };
};
