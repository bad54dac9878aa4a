import type { Entity } from "#domain/schema/entity.ts";

/**
 * Whether somebody with these rights may make records of a kind at all; `denied` is what job functions do not allow, as `<kind>.<action>`.
 * Whom a record may be made for, `mayWrite` says.
 */
export const mayCreate = ({ access, kind }: Entity, rights: Pick<ReadonlySet<string>, "has">, denied: readonly string[] = []): boolean =>
  (access.kind !== "everyone" || rights.has(access.right)) && !denied.includes(`${kind}.create`);
