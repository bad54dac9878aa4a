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

export interface DuplicateFinder {
  /** The first record seen that is possibly the same as `row`, else null. */
  readonly find: (row: Row) => Twin | null;
  readonly add: (row: Row, line: number | null) => void;
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

export const createDuplicateFinder = (entity: Entity, rows: Iterable<Row>): DuplicateFinder => {
  const rules = (entity.duplicates ?? []).map((fields) => ({
    fields,
    sure: identifies(entity, fields),
    parts: fields.map((name) => [name, normaliserOf(entity, name)] as const),
    seen: new Map<string, Twin>(),
  }));

  const keyOf = (parts: readonly (readonly [string, Normalise])[], row: Row): string | null => {
    const keys = parts.map(([name, normalise]) => {
      const value = row[name];
      return typeof value === "string" ? normalise(value) : "";
    });
    return keys.includes("") ? null : keys.join("\u0000");
  };

  const add = (row: Row, line: number | null): void => {
    for (const { fields, sure, parts, seen } of rules) {
      const key = keyOf(parts, row);
      if (key !== null && !seen.has(key)) seen.set(key, { fields, id: row.id, title: titleOf(entity, row), line, sure });
    }
  };

  const find = (row: Row): Twin | null => {
    for (const { parts, seen } of rules) {
      const key = keyOf(parts, row);
      const twin = key === null ? undefined : seen.get(key);
      if (twin && twin.id !== row.id) return twin;
    }
    return null;
  };

  for (const row of rows) if (!isDeleted(row)) add(row, null);
  return { find, add };
};
