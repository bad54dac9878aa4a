import { parseRecordId, type RecordId } from "#domain/id.ts";
import type { Person } from "#domain/policy/person.ts";
import { meet, personalScope, type Scope } from "#domain/policy/scope.ts";
import type { Change } from "#domain/record/change.ts";
import type { Row } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";
import type { FieldValue } from "#domain/schema/field.ts";

/** What a request is about: a record, or, where the asker does not know its id, whatever has this name. Null: nothing. */
export type Subject = { readonly record: RecordId } | { readonly kind: string; readonly name: string };

export const subjectOf = (row: Row): Subject | null => {
  const record = parseRecordId(textOf(row, "record") ?? "");
  if (record) return { record };
  const [kind, name] = [textOf(row, "of"), textOf(row, "name")];
  return kind !== null && name !== null ? { kind, name } : null;
};

/** One change that a colleague is asked to make, with the value that the asker saw before. */
export interface ProposedChange {
  readonly path: string;
  readonly from: FieldValue;
  readonly to: FieldValue;
}

export const proposedChanges = (row: Row): readonly ProposedChange[] => {
  try {
    const parsed: unknown = JSON.parse(textOf(row, "changes") ?? "[]");
    if (!Array.isArray(parsed)) return [];
    return parsed.filter((one): one is ProposedChange => typeof (one as ProposedChange | null)?.path === "string").map(({ path, from, to }) => ({ path, from: from ?? null, to: to ?? null }));
  } catch {
    return [];
  }
};

const ANSWER = new Set(["answer", "answered"]);

/** Whether somebody may write these paths of a request: its asker makes and withdraws it, whoever is asked answers. */
export const mayWriteRequest = (person: Person, before: { readonly row: Row; readonly scopes: readonly Scope[] } | null, after: Row, changes: readonly Change[]): boolean => {
  const asker = textOf(before?.row ?? after, "owner");
  if (!before) return asker === person.id && changes.every(({ path }) => !ANSWER.has(path));
  const asked = meet(before.scopes.filter((scope) => scope !== personalScope(asker ?? "")), person.writes);
  return changes.every(({ path }) => (ANSWER.has(path) ? asked : path === "deleted" && asker === person.id));
};
