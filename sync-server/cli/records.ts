import { dayOf } from "#domain/clock.ts";
import { ENTITIES, findEntity } from "#domain/entities/registry.ts";
import type { QueryContext, RowSource } from "#domain/query/context.ts";
import type { Row } from "#domain/schema/entity.ts";
import { clock, offsetMinutes, type Session } from "./session.ts";

/** Everything that the user may read, as it stands at one moment. */
export interface Records {
  readonly source: RowSource;
  readonly context: QueryContext;
}

export const recordsOf = ({ replica, me, locale }: Session): Records => {
  const byKind = new Map<string, readonly Row[]>();
  const byId = new Map<string, Row>();
  for (const { kind } of ENTITIES) {
    const rows = [...replica.ask({ kind }), ...replica.ask({ kind, deleted: true })];
    byKind.set(kind, rows);
    for (const row of rows) byId.set(row.id, row);
  }
  const now = clock.now();
  const offset = offsetMinutes();
  const row = (id: string): Row | undefined => byId.get(id);
  return {
    source: { rows: (kind) => byKind.get(kind) ?? [], row },
    context: { now, today: dayOf(now, offset), row, me: me.id, entity: findEntity, locale, offsetMinutes: offset },
  };
};
