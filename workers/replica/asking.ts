import { findEntity } from "#domain/entities/registry.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import { subjectOf } from "#domain/policy/asking.ts";
import { may, personIn } from "#domain/policy/person.ts";
import { organisationOf } from "#domain/policy/organisation.ts";
import { meet } from "#domain/policy/scope.ts";
import { isDeleted, textOf } from "#domain/schema/read.ts";
import { companyKey } from "#domain/transfer/normalise.ts";
import type { Core } from "./core.ts";
import { rulesOf } from "./judging.ts";
import { localScopes } from "./local-scopes.ts";

/** The record of that name which this device has. */
const named = (core: Core, kind: string, name: string): RecordId | null => {
  const entity = findEntity(kind);
  const key = companyKey(name);
  if (!entity?.collision || key === "") return null;
  for (const row of core.rows.rows(kind)) {
    if (!isDeleted(row) && entity.collision.some((field) => companyKey(textOf(row, field) ?? "") === key)) return row.id;
  }
  return null;
};

/** Who could help with a record. */
export const writersOn = (core: Core, record: RecordId): readonly RecordId[] => {
  const entity = findEntity(kindOf(record));
  const me = core.me();
  if (!entity || !me) return [];
  const organisation = organisationOf((kind) => [...core.rows.rows(kind)]);
  const scopes = localScopes({ row: core.rows.row, rules: rulesOf(core), me: me.id }, record);
  return [...core.rows.rows("user")].flatMap(({ id }) => {
    const person = id === me.id ? null : personIn(id, organisation);
    if (!person?.active || !may(person, entity.kind, "change")) return [];
    // What a record gives whom cannot be told where it is not on this device: then anybody may be asked.
    return scopes.length === 0 || meet(scopes, person.writes) ? [id] : [];
  });
};

/** Which record a request means. */
export const subjectOn = (core: Core, request: RecordId): RecordId | null => {
  const row = core.rows.row(request);
  const subject = row && subjectOf(row);
  if (!subject) return null;
  if (!("record" in subject)) return named(core, subject.kind, subject.name);
  return core.rows.row(subject.record) ? subject.record : null;
};
