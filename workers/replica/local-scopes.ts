import { findEntity } from "#domain/entities/registry.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import { scopesOf, type Scope, type ScopeSources } from "#domain/policy/scope.ts";
import type { Row } from "#domain/schema/entity.ts";

export interface KnownHere {
  readonly row: (record: string) => Row | undefined;
  readonly rules: ScopeSources["rules"];
  readonly me: RecordId;
}

const FOLLOW_DEPTH = 4;

/** Scopes of a record by what this device knows of it and of the records it follows. */
export const localScopes = (sources: KnownHere, record: string, depth = 0): readonly Scope[] => {
  const known = sources.row(record);
  const entity = findEntity(kindOf(record));
  if (!known || !entity || depth > FOLLOW_DEPTH) return [];
  // A request that is here and not one's own was sent to whoever has it.
  return scopesOf(entity, null, known, { rules: sources.rules, asked: ({ owner }) => (owner === sources.me ? [] : [sources.me]), parent: (parent) => localScopes(sources, parent, depth + 1) });
};
