import type { Entity } from "#domain/schema/entity.ts";

/** Whether somebody with these rights may make records of a kind at all. Whom a record may be made for, `mayWrite` says. */
export const mayCreate = ({ access }: Entity, rights: Pick<ReadonlySet<string>, "has">): boolean => access.kind !== "everyone" || rights.has(access.right);
