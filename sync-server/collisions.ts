import { docId, kindOf, recordOf, type RecordId } from "#domain/id.ts";
import { entityOf } from "#domain/entities/registry.ts";
import { letsDo, WORKSPACE } from "#domain/entities/workspace/workspace.ts";
import { isPooled, type Entity, type Row } from "#domain/schema/entity.ts";
import { textOf, titleOf } from "#domain/schema/read.ts";
import { mayRead } from "./feed.ts";
import type { Relay } from "./relay.ts";

/** A record that somebody already has. Its id is given only to those who may read it. */
export interface Collision {
  readonly title: string;
  /** A person's name, or that of the pool that it is in. */
  readonly owner: string;
  readonly id: RecordId | null;
}

export interface Collisions {
  /** Whether the company lets this person ask at all. */
  readonly mayAsk: (person: RecordId) => Promise<boolean>;
  /** Records one of whose full names, as the kind's `collision` says, is `text`. `person` decides which of them are readable. */
  readonly find: (entity: Entity, text: string, person: RecordId) => Promise<readonly Collision[]>;
}

const belongsTo = ({ directory }: Relay, row: Row): string => {
  const owner = textOf(row, "owner");
  if (owner !== null) return directory.name(owner as RecordId);
  const pool = isPooled(entityOf(kindOf(row.id))) ? textOf(row, "pool") : null;
  return textOf(directory.rows("pool").find(({ id }) => id === pool) ?? {}, "name") ?? "";
};

export const createCollisions = (relay: Relay): Collisions => ({
  mayAsk: async (person) => {
    const [company] = await relay.storage.documents([docId(WORKSPACE)]);
    return letsDo(company?.row, "lookUpBy", relay.directory.standing(person)?.person.rights ?? new Set());
  },
  find: async (entity, text, person) => {
    const standing = relay.directory.standing(person);
    if (!standing) return [];
    const found = await relay.read(({ names }) => names.find(entity.kind, text));
    const stored = await relay.storage.documents(found.map((record) => docId(record)));
    return stored.map(({ doc, row, scopes }) => ({
      title: titleOf(entity, row),
      owner: belongsTo(relay, row),
      id: mayRead(scopes, standing.scopes) ? recordOf(doc) : null,
    }));
  },
});
