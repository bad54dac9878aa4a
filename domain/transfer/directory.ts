import { entityOf } from "#domain/entities/registry.ts";
import { isDeleted, textOf } from "#domain/schema/read.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { exactKey, looseKey } from "./normalise.ts";

export type Found =
  | { readonly kind: "found"; readonly id: string; readonly title: string; readonly tolerant: boolean }
  | { readonly kind: "ambiguous"; readonly titles: readonly string[] }
  | { readonly kind: "none" };

/** Finds records by what people call them: title, number, account or e-mail. Knows the records there are and those being planned. */
export interface Directory {
  readonly find: (kind: string, text: string, tolerant: boolean) => Found;
  readonly add: (kind: string, id: string, texts: readonly (string | null)[]) => void;
}

/** One id, or several where records share a name: a set for each of 100,000 names would cost more than the names. */
type Ids = string | Set<string>;

interface Names {
  readonly exact: Map<string, Ids>;
  readonly loose: Map<string, Ids>;
  readonly titles: Map<string, string>;
}

/** Fields by which a record may be called in a file. */
const findNamingFields = (entity: Entity): readonly string[] => [
  entity.title,
  ...Object.entries(entity.fields)
    .filter(([name, field]) => name !== entity.title && field.kind === "text" && (field.format === "number" || name === "account" || name === "shortName" || (entity.kind === "user" && name === "email")))
    .map(([name]) => name),
];

const naming = new Map<string, readonly string[]>();

const namingFields = (entity: Entity): readonly string[] => {
  const known = naming.get(entity.kind) ?? findNamingFields(entity);
  naming.set(entity.kind, known);
  return known;
};

export const namesOf = (entity: Entity, read: (field: string) => string | null): readonly (string | null)[] => namingFields(entity).map(read);

const put = (map: Map<string, Ids>, key: string, id: string): void => {
  if (key === "") return;
  const ids = map.get(key);
  if (ids === undefined) map.set(key, id);
  else if (typeof ids !== "string") ids.add(id);
  else if (ids !== id) map.set(key, new Set([ids, id]));
};

export const createDirectory = (rowsOf: (kind: string) => Iterable<Row>): Directory => {
  const kinds = new Map<string, Names>();

  const enter = (names: Names, id: string, texts: readonly (string | null)[]): void => {
    names.titles.set(id, texts[0] ?? "");
    for (const text of texts) {
      if (text === null) continue;
      put(names.exact, exactKey(text), id);
      put(names.loose, looseKey(text), id);
    }
  };

  const namesOfKind = (kind: string): Names => {
    const known = kinds.get(kind);
    if (known) return known;
    const names: Names = { exact: new Map(), loose: new Map(), titles: new Map() };
    kinds.set(kind, names);
    const entity = entityOf(kind);
    for (const row of rowsOf(kind)) if (!isDeleted(row)) enter(names, row.id, namesOf(entity, (field) => textOf(row, field)));
    return names;
  };

  const chosen = (names: Names, ids: Ids | undefined, tolerant: boolean): Found => {
    if (ids === undefined) return { kind: "none" };
    if (typeof ids === "string") return { kind: "found", id: ids, title: names.titles.get(ids) ?? "", tolerant };
    return { kind: "ambiguous", titles: [...ids].slice(0, 5).map((each) => names.titles.get(each) ?? each) };
  };

  const find = (kind: string, text: string, tolerant: boolean): Found => {
    const names = namesOfKind(kind);
    const exact = names.exact.get(exactKey(text));
    if (exact) return chosen(names, exact, false);
    if (!tolerant) return { kind: "none" };
    return chosen(names, names.loose.get(looseKey(text)), true);
  };

  return { find, add: (kind, id, texts) => enter(namesOfKind(kind), id, texts) };
};
