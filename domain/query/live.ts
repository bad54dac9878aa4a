import type { Row } from "#domain/schema/entity.ts";
import { findColumn, type Column } from "./column.ts";
import type { LiveSource, QueryContext, RowChange } from "./context.ts";
import { readsWidely } from "./derived.ts";
import { pathsOf } from "./filter.ts";
import { createOrdering } from "./order.ts";
import { matcherOf, queryRows, type Query, type Searcher } from "./query.ts";

/** An ordered result that follows its source. */
export interface LiveQuery {
  /** Rows in order; the same array until the result changes. */
  readonly rows: () => readonly Row[];
  readonly ids: () => readonly string[];
  readonly size: () => number;
  /** Rows from one position up to, not including, another. */
  readonly slice: (from: number, to: number) => readonly Row[];
  /** Tells after the result changed: a row came, went, moved or has new content. Null when it was computed anew. */
  readonly subscribe: (listener: (steps: readonly Step[] | null) => void) => () => void;
  /** Computes anew under a context of now: a new day, another language, a rebuilt index. */
  readonly refresh: () => void;
  readonly stop: () => void;
}

/** A row as it was in the result, and as it is now; absent where it was not or is not in it. */
export interface Step {
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

/** A batch of more than one change per so many rows is answered faster by computing anew. */
const ROWS_PER_CHANGE = 50;

/** Whether a change of a record decides about rows other than its own, through a reference that filter or sort follow. */
const reachesOthers = (columns: readonly Column[], context: QueryContext, { kind, before, after }: RowChange): boolean => {
  const moved = (field: string | undefined): boolean => {
    if (field === undefined) return false;
    return context.entity(kind)?.derived?.[field] ? before !== after : before?.[field] !== after?.[field];
  };
  return columns.some(
    (column) =>
      (column.derived && readsWidely(column.derived)) ||
      (column.to === kind && moved(context.entity(kind)?.title)) ||
      column.reads.some((read) => read.kind === kind && moved(read.field)),
  );
};

/** First position whose row does not come before `row`. */
const placeOf = (rows: readonly Row[], row: Row, compare: (a: Row, b: Row) => number): number => {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(rows[middle] as Row, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

/**
 * Keeps the result of a query up to date. A change of a row costs a binary search; a change that can move other rows, a
 * large batch and a searched query compute anew; changes that cannot matter cost nothing.
 */
export const createLiveQuery = (
  source: LiveSource,
  query: Query,
  contextNow: () => QueryContext,
  searcher?: () => Searcher,
): LiveQuery => {
  const listeners = new Set<(steps: readonly Step[] | null) => void>();
  let rows: Row[] = [];
  let shown: readonly Row[] | null = null;
  let context = contextNow();

  const bind = () => {
    const entity = context.entity(query.kind);
    if (!entity) throw new Error(`no kind of record is called ${query.kind}`);
    const paths = [...(query.filter ? pathsOf(query.filter) : []), ...(query.sort ?? []).map(({ by }) => by)];
    return {
      passes: matcherOf(query, entity, context),
      compare: createOrdering(query.sort ?? [], entity, context).compare,
      columns: paths.flatMap((path) => findColumn(entity, path, context) ?? []),
    };
  };
  let bound = bind();

  const recompute = (): void => {
    rows = [...queryRows(query, source.rows(query.kind), context, searcher?.())];
    shown = null;
  };

  const remove = (row: Row): boolean => {
    const at = placeOf(rows, row, bound.compare);
    if (rows[at]?.id !== row.id) return false;
    rows.splice(at, 1);
    return true;
  };

  /** False when the row is not where its old content says, so that only computing anew is safe. */
  const follow = ({ before, after }: Step): boolean => {
    if (before && !remove(before)) return false;
    if (after) rows.splice(placeOf(rows, after, bound.compare), 0, after);
    return true;
  };

  const stepOf = ({ before, after }: RowChange): Step => ({
    before: before && bound.passes(before) ? before : undefined,
    after: after && bound.passes(after) ? after : undefined,
  });

  /** The steps that were taken, none when the changes do not matter, null when the result was computed anew. */
  const update = (changes: readonly RowChange[]): readonly Step[] | null => {
    const own = changes.filter((change) => change.kind === query.kind);
    const anew = changes.some((change) => reachesOthers(bound.columns, context, change)) || (query.search !== undefined && own.length > 0);
    const steps = anew ? [] : own.map(stepOf).filter(({ before, after }) => before !== undefined || after !== undefined);
    if (!anew && steps.length === 0) return steps;
    shown = null;
    const few = steps.length * ROWS_PER_CHANGE <= Math.max(rows.length, ROWS_PER_CHANGE);
    if (!anew && few && steps.every(follow)) return steps;
    recompute();
    return null;
  };

  const tell = (steps: readonly Step[] | null): void => {
    for (const listener of listeners) listener(steps);
  };

  recompute();
  const unsubscribe = source.subscribe((changes) => {
    const steps = update(changes);
    if (steps === null || steps.length > 0) tell(steps);
  });

  return {
    rows: () => (shown ??= [...rows]),
    ids: () => rows.map((row) => row.id),
    size: () => rows.length,
    slice: (from, to) => rows.slice(from, to),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh: () => {
      context = contextNow();
      bound = bind();
      recompute();
      tell(null);
    },
    stop: () => {
      unsubscribe();
      listeners.clear();
    },
  };
};
