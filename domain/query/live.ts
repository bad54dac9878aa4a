import type { Row } from "#domain/schema/entity.ts";
import { isDeleted } from "#domain/schema/read.ts";
import type { Answers } from "./answers.ts";
import { findColumn, type Column } from "./column.ts";
import type { LiveSource, QueryContext, RowChange } from "./context.ts";
import { readsWidely } from "./derived.ts";
import { pathsOf } from "./filter.ts";
import { matcherOf, queryRows, type Query } from "./query.ts";
import { createSlotList } from "./slot-list.ts";
import { createTotals, type RunningTotals } from "./totals.ts";

/** An ordered result that follows its source. */
export interface LiveQuery {
  /** The result's slots in order; none of the recycle bin's. Valid until the next change. */
  readonly slots: () => Uint32Array;
  readonly ids: () => readonly string[];
  readonly size: () => number;
  /** Rows from one position up to, not including, another. */
  readonly slice: (from: number, to: number) => readonly Row[];
  /** Sums of numeric columns over the whole result, to go on with. */
  readonly totals: (paths: readonly string[]) => RunningTotals;
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

/** A result as it stands, and how it is brought up to date. */
interface Result extends Pick<LiveQuery, "slots" | "ids" | "size" | "slice" | "totals"> {
  readonly recompute: () => void;
  /** Takes changes of the kind's own records, one each, into the result. False when only computing anew is safe. */
  readonly follow: (changes: readonly RowChange[], steps: readonly Step[]) => boolean;
}

/** One change per record, from how it was before all of them to how it is. */
const mergeChanges = (changes: readonly RowChange[]): readonly RowChange[] => {
  if (changes.length < 2) return changes;
  const merged = new Map<string, RowChange>();
  for (const change of changes) {
    const first = merged.get(change.id);
    merged.set(change.id, first ? { ...change, before: first.before } : change);
  }
  return [...merged.values()];
};

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

/** The records outside the recycle bin, as slots in order: a single change costs a binary search. */
const resultOfSlots = (query: Query, answers: Answers, contextNow: () => QueryContext): Result => {
  const list = createSlotList();
  const facts = () => answers.facts(query.kind, contextNow());
  return {
    slots: list.slots,
    size: list.size,
    ids: () => Array.from(list.slots(), facts().id),
    slice: (from, to) => {
      const { row } = facts();
      return Array.from(list.slots().subarray(from, to), (slot) => row(slot) as Row);
    },
    totals: (paths) => answers.totals(paths, list.slots(), query.kind, contextNow()),
    recompute: () => list.reset(answers.slots(query, contextNow())),
    follow: (changes, steps) => {
      const { slotOf, alive } = facts();
      if (changes.some(({ after }) => !after || isDeleted(after))) {
        // A slot that a record left may hold another one by now, which is then among the changes too.
        const changed = new Set(changes.map(({ id }) => slotOf(id)));
        list.filter((slot) => alive[slot] === 1 && !changed.has(slot));
      } else for (const { before } of steps) if (before && !list.remove(slotOf(before.id) ?? -1)) return false;
      const compare = answers.order(query.sort ?? [], query.kind, contextNow());
      for (const { after } of steps) {
        const slot = after && slotOf(after.id);
        if (slot !== undefined) list.insert(slot, compare);
      }
      return true;
    },
  };
};

/** What lies in the recycle bin, which no column holds: computed anew from the rows whenever something in it changes. */
const resultOfBin = (query: Query, source: LiveSource, contextNow: () => QueryContext): Result => {
  let rows: readonly Row[] = [];
  return {
    slots: () => new Uint32Array(0),
    size: () => rows.length,
    ids: () => rows.map(({ id }) => id),
    slice: (from, to) => rows.slice(from, to),
    totals: (paths) => {
      const entity = contextNow().entity(query.kind);
      if (!entity) throw new Error(`no kind of record is called ${query.kind}`);
      const sums = createTotals(paths, entity, contextNow());
      for (const row of rows) sums.take(row, 1);
      return sums;
    },
    recompute: () => {
      rows = queryRows(query, source.rows(query.kind), contextNow());
    },
    follow: () => false,
  };
};

/**
 * Keeps the result of a query up to date. A change that can move other rows, a large batch and a searched query compute anew; changes that cannot
 * matter cost nothing.
 */
export const createLiveQuery = (source: LiveSource, answers: Answers, query: Query, contextNow: () => QueryContext): LiveQuery => {
  const listeners = new Set<(steps: readonly Step[] | null) => void>();
  let context = contextNow();

  const bind = () => {
    const entity = context.entity(query.kind);
    if (!entity) throw new Error(`no kind of record is called ${query.kind}`);
    const paths = [...(query.filter ? pathsOf(query.filter) : []), ...(query.sort ?? []).map(({ by }) => by)];
    return { passes: matcherOf(query, entity, context), columns: paths.flatMap((path) => findColumn(entity, path, context) ?? []) };
  };
  let bound = bind();
  const result = query.deleted ? resultOfBin(query, source, () => context) : resultOfSlots(query, answers, () => context);

  const stepOf = ({ before, after }: RowChange): Step => ({
    before: before && bound.passes(before) ? before : undefined,
    after: after && bound.passes(after) ? after : undefined,
  });

  /** The steps that were taken, none when the changes do not matter, null when the result was computed anew. */
  const update = (changes: readonly RowChange[]): readonly Step[] | null => {
    const own = mergeChanges(changes.filter((change) => change.kind === query.kind));
    // What is searched is found by other records too.
    const anew = changes.some((change) => reachesOthers(bound.columns, context, change)) || query.search !== undefined;
    const steps = anew ? [] : own.map(stepOf).filter(({ before, after }) => before !== undefined || after !== undefined);
    if (!anew && steps.length === 0) return steps;
    const few = steps.length * ROWS_PER_CHANGE <= Math.max(result.size(), ROWS_PER_CHANGE);
    if (!anew && few && result.follow(own, steps)) return steps;
    result.recompute();
    return null;
  };

  const tell = (steps: readonly Step[] | null): void => {
    for (const listener of listeners) listener(steps);
  };

  result.recompute();
  const unsubscribe = source.subscribe((changes) => {
    const steps = update(changes);
    if (steps === null || steps.length > 0) tell(steps);
  });

  return {
    slots: result.slots,
    ids: result.ids,
    size: result.size,
    slice: result.slice,
    totals: result.totals,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh: () => {
      context = contextNow();
      bound = bind();
      result.recompute();
      tell(null);
    },
    stop: () => {
      unsubscribe();
      listeners.clear();
    },
  };
};
