import type { RecordId } from "#domain/id.ts";
import { memberPath } from "#domain/record/path.ts";
import type { Values } from "#domain/record/change.ts";
import type { Entity } from "#domain/schema/entity.ts";

/** The value that makes a new record of `kind` belong to `parent` through the field or set `by`. */
export const belongsTo = (entity: Entity, by: string, parent: RecordId): Values =>
  entity.sets?.[by] ? { [memberPath(by, parent)]: 1 } : { [by]: parent };
