import { titleOf, isDeleted } from "#domain/schema/read.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { companyKey, emailKey, looseKey, phoneKey } from "./normalise.ts";

export interface Twin {
  /** The fields that are equal once case, width, spaces, legal forms and country codes are left out. */
  readonly fields: readonly string[];
  readonly id: string;
  readonly title: string;
  /** Line of the file where the twin stands; null when it is a record that exists. */
  readonly line: number | null;
  /** The two have the same number or account, which no two records share: they are one. Names and telephones only suggest it. */
  readonly sure: boolean;
}

/** Values of a record by field: a row, or what is to become one. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a record is compared by, rule by rule; null where it says too little. */
export type TwinKeys = readonly (string | null)[];

export interface DuplicateFinder {
  readonly keysOf: (fields: Fields) => TwinKeys;
  /** The first other record seen that is possibly the same, else null. */
  readonly find: (keys: TwinKeys, id: string) => Twin | null;
  readonly add: (keys: TwinKeys, id: string, fields: Fields, line: number | null) => void;
}

type Normalise = (text: string) => string;

const MIN_PHONE = 6;

/** How values of a field are compared when duplicates are looked for. */
export const normaliserOf = (entity: Entity, name: string): Normalise => {
  const field = entity.fields[name];
  if (field?.kind === "ref") return (text) => text;
  if (field?.kind === "text" && field.format === "phone") return (text) => (phoneKey(text).length < MIN_PHONE ? "" : phoneKey(text));
  if (field?.kind === "text" && field.format === "email") return emailKey;
  return entity.kind === "customer" && name === entity.title ? companyKey : looseKey;
};

const identifies = (entity: Entity, [name, ...more]: readonly string[]): boolean => {
  const field = more.length === 0 ? entity.fields[name ?? ""] : undefined;
  return field?.unique === true || (field?.kind === "text" && field.format === "number");
};

interface Seen {
  readonly id: string;
  readonly fields: Fields;
  readonly line: number | null;
}

export const createDuplicateFinder = (entity: Entity, rows: Iterable<Row>): DuplicateFinder => {
  const rules = (entity.duplicates ?? []).map((fields) => ({
    fields,
    sure: identifies(entity, fields),
    parts: fields.map((name) => [name, normaliserOf(entity, name)] as const),
    seen: new Map<string, Seen>(),
  }));

  const keyOf = (parts: readonly (readonly [string, Normalise])[], fields: Fields): string | null => {
    let key: string | null = null;
    for (const [name, normalise] of parts) {
      const value = fields[name];
      const part = typeof value === "string" ? normalise(value) : "";
      if (part === "") return null;
      key = key === null ? part : `${key}\u0000${part}`;
    }
    return key;
  };

  const keysOf = (fields: Fields): TwinKeys => rules.map(({ parts }) => keyOf(parts, fields));

  const add: DuplicateFinder["add"] = (keys, id, fields, line) => {
    const one = { id, fields, line };
    for (const [at, { seen }] of rules.entries()) {
      const key = keys[at] ?? null;
      if (key !== null && !seen.has(key)) seen.set(key, one);
    }
  };

  const find: DuplicateFinder["find"] = (keys, id) => {
    for (const [at, { fields, sure, seen }] of rules.entries()) {
      const key = keys[at] ?? null;
      const twin = key === null ? undefined : seen.get(key);
      if (twin && twin.id !== id) return { fields, id: twin.id, title: titleOf(entity, { ...twin.fields, id: twin.id } as unknown as Row), line: twin.line, sure };
    }
    return null;
  };

  for (const row of rows) if (!isDeleted(row)) add(keysOf(row), row.id, row, null);
  return { keysOf, find, add };
};
