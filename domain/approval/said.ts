import { parsePath } from "#domain/record/path.ts";
import type { Change } from "#domain/record/change.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { LogEntry } from "#domain/schema/field.ts";
import { isMark } from "#domain/schema/mark.ts";

/** An entry of the log of approvals that somebody writes. */
export interface Said {
  readonly key: string;
  readonly entry: LogEntry;
}

const LOG = "log/approvals/";

export const saidPath = (key: string): string => `${LOG}${key}`;
export const isSaidPath = (path: string): boolean => path.startsWith(LOG);

export const saidOfPath = (path: string, entry: LogEntry): Said => ({ key: path.slice(LOG.length), entry });

/** What these changes say in approvals, in their order. */
export const saidIn = (entity: Entity, changes: readonly Pick<Change, "path" | "to">[]): readonly Said[] =>
  entity.approvable ? changes.flatMap(({ path, to }) => (isSaidPath(path) && isMark(to) && parsePath(entity, path)?.at === "log" ? [saidOfPath(path, to as LogEntry)] : [])) : [];

/** Whether the changes say something in an approval and do nothing else: readers of the record may, too. */
export const onlySays = (entity: Entity, changes: readonly Pick<Change, "path" | "to">[]): boolean => changes.length > 0 && saidIn(entity, changes).length === changes.length;
