import { docId, facetOf, kindOf, recordOf, type RecordId } from "#domain/id.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { isDeleted, textOf, titleOf } from "#domain/schema/read.ts";
import { companyKey } from "#domain/transfer/normalise.ts";
import { mayRead } from "./feed.ts";
import type { Relay } from "./relay.ts";

/** A record that somebody already has. Its id is given only to those who may read it. */
export interface Collision {
  readonly title: string;
  readonly owner: string;
  readonly id: RecordId | null;
}

export interface Collisions {
  /** Records one of whose full names, as the kind's `collision` says, is `text`. `person` decides which of them are readable. */
  readonly find: (entity: Entity, text: string, person: RecordId) => Promise<readonly Collision[]>;
}

/** Shorter than this is no full name of anybody. */
const SHORTEST = 2;
const MOST = 5;

const keysOf = (entity: Entity, row: Row): readonly string[] => {
  if (isDeleted(row)) return [];
  const keys = (entity.collision ?? []).flatMap((field) => companyKey(textOf(row, field) ?? ""));
  return [...new Set(keys)].filter((key) => key.length >= SHORTEST);
};

/** Full names of the records of one kind, read from storage when first asked for and kept right from then on. */
interface Names {
  readonly put: (record: RecordId, row: Row | null) => void;
  readonly find: (key: string) => readonly RecordId[];
}

const createNames = (entity: Entity): Names => {
  const byKey = new Map<string, Set<RecordId>>();
  const known = new Map<RecordId, readonly string[]>();
  return {
    put: (record, row) => {
      for (const key of known.get(record) ?? []) byKey.get(key)?.delete(record);
      const keys = row ? keysOf(entity, row) : [];
      known.set(record, keys);
      for (const key of keys) byKey.set(key, (byKey.get(key) ?? new Set()).add(record));
    },
    find: (key) => [...(byKey.get(key) ?? [])].slice(0, MOST),
  };
};

export const createCollisions = (relay: Relay): Collisions => {
  const kinds = new Map<string, Promise<Names>>();
  relay.follow({
    committed: (published) => {
      for (const { doc, after } of published) {
        if (facetOf(doc) !== null) continue;
        const record = recordOf(doc);
        void kinds.get(kindOf(record))?.then((names) => names.put(record, after?.row ?? null));
      }
    },
    person: null,
    signIn: null,
    stop: () => kinds.clear(),
  });
  const namesOf = (entity: Entity): Promise<Names> => {
    const known = kinds.get(entity.kind);
    if (known) return known;
    const made = relay.read(async () => {
      const names = createNames(entity);
      for (const { doc, row } of await relay.storage.ofKind(entity.kind)) names.put(recordOf(doc), row);
      return names;
    });
    kinds.set(entity.kind, made);
    made.catch(() => kinds.delete(entity.kind));
    return made;
  };
  return {
    find: async (entity, text, person) => {
      const key = companyKey(text);
      const standing = relay.directory.standing(person);
      if (!entity.collision || !standing || key.length < SHORTEST) return [];
      const found = (await namesOf(entity)).find(key);
      const stored = await relay.storage.documents(found.map((record) => docId(record)));
      return stored.map(({ doc, row, scopes }) => ({
        title: titleOf(entity, row),
        owner: relay.directory.name((textOf(row, "owner") ?? "") as RecordId),
        id: mayRead(scopes, standing.scopes) ? recordOf(doc) : null,
      }));
    },
  };
};
