import { dayOf } from "#domain/clock.ts";
import { ENTITIES, findEntity } from "#domain/entities/registry.ts";
import type { QueryContext, RowSource } from "#domain/query/context.ts";
import { seenEntity } from "#domain/policy/seen.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { clock, offsetMinutes, type Session } from "./session.ts";

/** Everything that the user may read, as it stands at one moment. */
export interface Records {
  readonly source: RowSource;
  readonly context: QueryContext;
}

/** A kind as the user sees it. */
export const seenKind = ({ person }: Session, kind: string): Entity | undefined => {
  const entity = findEntity(kind);
  return entity && seenEntity(entity, person.lenses, findEntity);
};

export const recordsOf = (session: Session): Records => {
  const { replica, me, locale } = session;
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
    context: { now, today: dayOf(now, offset), row, me: me.id, entity: (kind) => seenKind(session, kind), locale, offsetMinutes: offset },
  };
};
