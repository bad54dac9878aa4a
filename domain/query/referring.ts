import type { Entity, Row } from "#domain/schema/entity.ts";
import { isDeleted, linesOf, membersOf } from "#domain/schema/read.ts";

/** How many records of a kind refer to others. */
export interface Referring {
  readonly kind: string;
  readonly count: number;
}

type Refers = (row: Row) => readonly unknown[];

/** Where rows of `entity` hold the id of a record of kind `to`. */
const placesOf = (entity: Entity, to: string): readonly Refers[] => [
  ...Object.entries(entity.fields).flatMap(([name, field]): Refers[] => (field.kind === "ref" && field.to === to ? [(row) => [row[name]]] : [])),
  ...Object.entries(entity.sets ?? {}).flatMap(([name, { of }]): Refers[] => (of.kind === "ref" && of.to === to ? [(row) => membersOf(row, name)] : [])),
  ...Object.entries(entity.lines ?? {}).flatMap(([list, { fields }]) =>
    Object.entries(fields).flatMap(([name, part]): Refers[] => (part.kind === "ref" && part.to === to ? [(row) => linesOf(row, list).map((line) => line[name])] : [])),
  ),
];

/** How many records, by kind and in the order of `entities`, refer to any of `records`, which are of kind `to`. Neither they nor the recycle bin count. */
export const referring = (records: ReadonlySet<string>, to: string, entities: readonly Entity[], rowsOf: (kind: string) => Iterable<Row>): readonly Referring[] =>
  entities.flatMap((entity) => {
    const places = entity.internal ? [] : placesOf(entity, to);
    if (places.length === 0) return [];
    let count = 0;
    for (const row of rowsOf(entity.kind)) {
      if (isDeleted(row) || records.has(row.id)) continue;
      if (places.some((refers) => refers(row).some((id) => records.has(String(id))))) count += 1;
    }
    return count === 0 ? [] : [{ kind: entity.kind, count }];
  });
