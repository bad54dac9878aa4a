import type { Entity, Filter, Row, Sort } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";
import type { QueryContext } from "./context.ts";
import { compileFilter, inBin, type Matcher } from "./filter.ts";
import { fold } from "./fold.ts";
import { createOrdering } from "./order.ts";

/** What a list shows. Data: saved views hold one, the command line makes one. */
export interface Query {
  readonly kind: string;
  readonly filter?: Filter;
  /** Default: best match first when searching, else by id, which is the order of creation. */
  readonly sort?: readonly Sort[];
  readonly search?: string;
  /** The recycle bin only. Without it, everything but the recycle bin. */
  readonly deleted?: true;
}

/** Finds the rows of one kind that match what was typed. `SearchIndex` is one; rank 0 is best. */
export interface Searcher {
  /** Rank by id; null when the text says nothing, so that everything matches. */
  readonly ranks: (text: string) => ReadonlyMap<string, number> | null;
}

/** Looks into the kind's searched fields one by one, for rows that no index holds. */
export const plainSearcher = (entity: Entity, rows: Iterable<Row>): Searcher => ({
  ranks: (text) => {
    const words = fold(text).split(/\s+/).filter(Boolean);
    if (words.length === 0) return null;
    const fields = Object.entries(entity.fields).flatMap(([name, field]) => (field.search ? [name] : []));
    const ranks = new Map<string, number>();
    for (const row of rows) {
      const texts = fields.map((field) => fold(textOf(row, field) ?? ""));
      if (words.every((word) => texts.some((each) => each.includes(word)))) ranks.set(row.id, 0);
    }
    return ranks;
  },
});

/** Whether a row belongs in the result, search aside. */
export const matcherOf = (query: Query, entity: Entity, context: QueryContext): Matcher => {
  const kept = inBin(query.deleted === true);
  if (!query.filter) return kept;
  const passes = compileFilter(query.filter, entity, context);
  return (row) => kept(row) && passes(row);
};

/**
 * The rows of a query in order. Unknown columns in filter and sort match nothing and sort nothing. Throws when the kind is not
 * registered.
 */
export const queryRows = (query: Query, rows: Iterable<Row>, context: QueryContext, searcher?: Searcher): readonly Row[] => {
  const entity = context.entity(query.kind);
  if (!entity) throw new Error(`no kind of record is called ${query.kind}`);
  const all = Array.isArray(rows) ? (rows as readonly Row[]) : [...rows];
  const ranks = query.search === undefined ? null : (searcher ?? plainSearcher(entity, all)).ranks(query.search);
  const passes = matcherOf(query, entity, context);
  const found = all.filter((row) => (ranks === null || ranks.has(row.id)) && passes(row));
  const sorted = found.sort(createOrdering(query.sort ?? [], entity, context));
  if (ranks === null || query.sort) return sorted;
  return sorted.sort((a, b) => (ranks.get(a.id) ?? 0) - (ranks.get(b.id) ?? 0));
};
