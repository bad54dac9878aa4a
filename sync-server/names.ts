import { facetOf, kindOf, recordOf, type RecordId } from "#domain/id.ts";
import { findEntity } from "#domain/entities/registry.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { isDeleted, textOf } from "#domain/schema/read.ts";
import { companyKey } from "#domain/transfer/normalise.ts";
import type { Published } from "./batch.ts";
import type { Storage } from "./storage/storage.ts";

/** Shorter than this is no full name of anybody. */
const SHORTEST = 2;
const MOST = 5;

const keysOf = (entity: Entity, row: Row): readonly string[] => {
  if (isDeleted(row)) return [];
  const keys = (entity.collision ?? []).flatMap((field) => companyKey(textOf(row, field) ?? ""));
  return [...new Set(keys)].filter((key) => key.length >= SHORTEST);
};

/** Full names of the records of one kind. */
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

/** Which records have a text as one of their full names, as the kind's `collision` says. Kept right from the first question on. */
export interface NameIndex {
  /** Asked while no commit runs, or within one: then by what was durable before it. */
  readonly find: (kind: string, text: string) => Promise<readonly RecordId[]>;
  readonly committed: (published: readonly Published[]) => void;
  readonly clear: () => void;
}

export const createNameIndex = (storage: Storage): NameIndex => {
  const kinds = new Map<string, Promise<Names>>();

  const load = async (entity: Entity): Promise<Names> => {
    const names = createNames(entity);
    for (const { doc, row } of await storage.ofKind(entity.kind)) names.put(recordOf(doc), row);
    return names;
  };

  const namesOf = (entity: Entity): Promise<Names> => {
    const known = kinds.get(entity.kind);
    if (known) return known;
    const made = load(entity);
    kinds.set(entity.kind, made);
    made.catch(() => kinds.delete(entity.kind));
    return made;
  };

  return {
    find: async (kind, text) => {
      const entity = findEntity(kind);
      const key = companyKey(text);
      return entity?.collision && key.length >= SHORTEST ? (await namesOf(entity)).find(key) : [];
    },
    committed: (published) => {
      for (const { doc, after } of published) {
        if (facetOf(doc) !== null) continue;
        const record = recordOf(doc);
        void kinds.get(kindOf(record))?.then((names) => names.put(record, after?.row ?? null));
      }
    },
    clear: () => kinds.clear(),
  };
};
