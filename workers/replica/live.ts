import type { Live, ListResult, LiveList, PersonRights, SearchHit } from "#workers/replica/api.ts";
import { dayOf } from "#domain/clock.ts";
import { ENTITIES, entityOf, findEntity } from "#domain/entities/registry.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import { OWNED_KIND_NAMES } from "#domain/entities/owned-kinds.ts";
import { ACTIONS } from "#domain/policy/job-function.ts";
import { isOrganisation } from "#domain/policy/organisation.ts";
import { CLEAR } from "#domain/policy/lens.ts";
import { may, type Person } from "#domain/policy/person.ts";
import { seenEntity } from "#domain/policy/seen.ts";
import { groupForBoard, type BoardColumn } from "#domain/query/board.ts";
import { findColumn } from "#domain/query/column.ts";
import type { QueryContext, RowChange } from "#domain/query/context.ts";
import { createLiveQuery, type Step } from "#domain/query/live.ts";
import type { PinyinSource } from "#domain/query/pinyin.ts";
import { queryRows, type Query } from "#domain/query/query.ts";
import { readsOfQuery, type Reads } from "#domain/query/reads.ts";
import { referring, type Referring } from "#domain/query/referring.ts";
import { createSearchIndex, type SearchIndex } from "#domain/query/search.ts";
import { createTotals, totals, type RunningTotals } from "#domain/query/totals.ts";
import type { Cell, Entity, Row } from "#domain/schema/entity.ts";
import { isDeleted, textOf, titleOf } from "#domain/schema/read.ts";
import { createSimilar } from "#domain/transfer/similar.ts";
import type { Core } from "./core.ts";
import { createRun } from "./run.ts";
import { createWatching, type Heard } from "./watching.ts";

export interface Lives {
  readonly context: () => QueryContext;
  readonly list: (query: Query, columns: readonly string[], call: (result: ListResult) => void) => LiveList;
  readonly ask: (query: Query) => readonly Row[];
  readonly board: (query: Query, call: (columns: readonly BoardColumn[]) => void) => Live;
  readonly row: (record: RecordId, call: (row: Row | null) => void) => Live;
  readonly rows: (records: readonly RecordId[]) => readonly Row[];
  readonly titles: (call: (titles: ReadonlyMap<RecordId, string | null>) => void) => Live;
  readonly search: (text: string, kinds: readonly string[] | null, limit: number) => readonly SearchHit[];
  readonly similar: (kind: string, field: string, text: string, limit: number) => readonly SearchHit[];
  readonly referring: (records: readonly RecordId[]) => readonly Referring[];
  readonly rights: (call: (rights: PersonRights) => void) => Live;
  /**
   * Runs `compute` now, and again soon after something that it reads changed: with those changes, or with null when anything may
   * have changed, the day and the language too.
   */
  readonly follow: (compute: (changes: readonly RowChange[] | null) => void, reads: Reads) => Live;
  readonly usePinyin: (source: PinyinSource) => void;
  /** The day, the language or the clock may have changed. */
  readonly refresh: () => void;
}

/** Rows of a list's first answer, before the page says what it shows. */
const FIRST_WINDOW = 100;

/** Changes that are kept until the next answer; after more of them it is computed anew. */
const MOST_CHANGES = 5_000;

const ORGANISATION: Reads = new Map(ENTITIES.flatMap(({ kind }) => (isOrganisation(kind) ? [[kind, "all"] as const] : [])));

/** Every derived column of a row beside its fields: the row as pages show it. */
const completed = (entity: Entity, row: Row, context: QueryContext): Row => {
  const names = Object.keys(entity.derived ?? {});
  if (names.length === 0) return row;
  const whole: Record<string, Cell> = { ...row };
  for (const name of names) whole[name] = findColumn(entity, name, context)?.read(row);
  return whole as Row;
};

/** Live questions over the visible rows. Answers are recomputed at most once per turn, however many changes came. */
export const createLives = (core: Core): Lives => {
  const { rows, deps } = core;
  const run = createRun(deps.log);
  const indexes = new Map<string, SearchIndex>();
  const finders = new Map<string, ReturnType<typeof createSimilar>>();
  const refreshers = new Set<() => void>();
  let pinyin: PinyinSource | undefined;

  /** A kind as the person sees it. */
  const see = (kind: string): Entity | undefined => {
    const entity = findEntity(kind);
    return entity && seenEntity(entity, core.person()?.lenses ?? CLEAR, findEntity);
  };

  const context = (): QueryContext => {
    const now = deps.clock.now();
    const offsetMinutes = deps.offsetMinutes();
    return { now, today: dayOf(now, offsetMinutes), row: rows.row, me: core.me()?.id ?? "", entity: see, locale: deps.locale(), offsetMinutes };
  };

  const indexOf = (kind: string): SearchIndex => {
    let index = indexes.get(kind);
    if (!index) {
      index = createSearchIndex(entityOf(kind), pinyin);
      indexes.set(kind, index);
      for (const row of rows.rows(kind)) if (!isDeleted(row)) index.set(row);
    }
    return index;
  };

  rows.subscribe((changes) => {
    for (const { id, kind, after } of changes) {
      const index = indexes.get(kind);
      if (after && !isDeleted(after)) index?.set(after);
      else index?.remove(id);
    }
  });

  // After the search indexes: they hear of changes before those who search do.
  const watching = createWatching(rows);

  /** Calls `work` once, soon, however often it is asked to. */
  const soon = (work: () => void): { readonly ask: () => void; readonly cancel: () => void } => {
    let timer: unknown = null;
    return {
      ask: () => {
        timer ??= deps.timers.set(() => {
          timer = null;
          run("view", async () => work());
        }, 0);
      },
      cancel: () => {
        if (timer !== null) deps.timers.clear(timer);
        timer = null;
      },
    };
  };

  const followBy = (compute: (changes: readonly RowChange[] | null) => void, watch: (heard: Heard) => () => void): Live => {
    let heard: RowChange[] | null = [];
    const later = soon(() => {
      const changes = heard;
      heard = [];
      compute(changes);
    });
    const stop = watch((changes) => {
      heard = heard && heard.length + changes.length <= MOST_CHANGES ? [...heard, ...changes] : null;
      later.ask();
    });
    const renew = (): void => {
      heard = null;
      later.ask();
    };
    refreshers.add(renew);
    compute(null);
    return {
      stop: () => {
        stop();
        later.cancel();
        refreshers.delete(renew);
      },
    };
  };

  const follow: Lives["follow"] = (compute, reads) => followBy(compute, (heard) => watching.watch(reads, heard));

  const searcherOf = ({ kind, search, deleted }: Query) => (search === undefined || deleted ? undefined : () => indexOf(kind));

  const liveQuery = (query: Query, tell: () => void, heard: (steps: readonly Step[] | null) => void = () => undefined) => {
    const searcher = searcherOf(query);
    searcher?.();
    const source = { ...rows, subscribe: (listener: Heard) => watching.watch(readsOfQuery(query, context()), listener) };
    const live = createLiveQuery(source, query, context, searcher);
    const later = soon(tell);
    live.subscribe((steps) => {
      heard(steps);
      later.ask();
    });
    refreshers.add(live.refresh);
    return {
      ...live,
      ask: later.ask,
      stop: () => {
        later.cancel();
        live.stop();
        refreshers.delete(live.refresh);
      },
    };
  };

  const moneyColumns = (entity: Entity, columns: readonly string[], ctx: QueryContext): readonly string[] =>
    columns.filter((path) => findColumn(entity, path, ctx)?.kind === "money");

  const windowRow = (entity: Entity, row: Row, columns: readonly string[], ctx: QueryContext): Row => {
    const whole: Record<string, Cell> = { ...completed(entity, row, ctx) };
    for (const path of columns) if (!(path in whole)) whole[path] = findColumn(entity, path, ctx)?.read(row);
    return whole as Row;
  };

  const hitOf = (kind: string, row: Row): SearchHit => {
    const entity = entityOf(kind);
    return { id: row.id, kind, title: titleOf(entity, row), subtitle: subtitleOf(entity, row, rows.row) };
  };

  /** Something to choose from before anything is typed. */
  const firstOf = (kind: string, count: number): readonly SearchHit[] => {
    const found: SearchHit[] = [];
    for (const row of rows.rows(kind)) {
      if (found.length >= count) break;
      if (!isDeleted(row)) found.push(hitOf(kind, row));
    }
    return found;
  };

  return {
    context,
    follow,
    list: (query, columns, call) => {
      const entity = see(query.kind) ?? entityOf(query.kind);
      let window = { first: 0, last: FIRST_WINDOW - 1 };
      let summed: RunningTotals | null = null;
      const tell = (): void => {
        const ctx = context();
        const money = moneyColumns(entity, columns, ctx);
        if (!summed) {
          summed = createTotals(money, entity, ctx);
          for (const row of live.slice(0, live.size())) summed.take(row, 1);
        }
        const shown = live.slice(window.first, window.last + 1);
        call({
          count: live.size(),
          first: window.first,
          rows: shown.map((row) => windowRow(entity, row, columns, ctx)),
          totals: summed.totals(),
          pageTotals: totals(shown, money, entity, ctx),
        });
      };
      const sum = (steps: readonly Step[] | null): void => {
        if (steps === null) summed = null;
        for (const { before, after } of steps ?? []) {
          if (before) summed?.take(before, -1);
          if (after) summed?.take(after, 1);
        }
      };
      const live = liveQuery(query, tell, sum);
      tell();
      return {
        show: (first, last) => {
          window = { first: Math.max(0, first), last };
          live.ask();
        },
        ids: async () => live.ids() as readonly RecordId[],
        stop: live.stop,
      };
    },
    ask: (query) => queryRows(query, rows.rows(query.kind), context(), searcherOf(query)?.()),
    board: (query, call) => {
      const entity = see(query.kind) ?? entityOf(query.kind);
      const live = liveQuery(query, () => tell());
      const tell = (): void => call(groupForBoard(live.rows(), entity, context()));
      tell();
      return { stop: live.stop };
    },
    row: (record, call) => {
      return followBy(
        () => {
          const [row, entity] = [rows.row(record), see(kindOf(record))];
          call(row && entity ? completed(entity, row, context()) : null);
        },
        (heard) => watching.watchRecord(record, heard),
      );
    },
    rows: (records) => {
      const ctx = context();
      return records.flatMap((record) => {
        const row = rows.row(record);
        const entity = see(kindOf(record));
        return row && entity ? [completed(entity, row, ctx)] : [];
      });
    },
    titles: (call) => {
      const pending = new Map<RecordId, string | null>();
      const note = (id: string, row: Row | undefined): void => {
        const entity = findEntity(kindOf(id));
        if (entity) pending.set(id as RecordId, row ? titleOf(entity, row) : null);
      };
      const later = soon(() => {
        if (pending.size > 0) call(new Map(pending));
        pending.clear();
      });
      for (const { kind } of ENTITIES) for (const row of rows.rows(kind)) note(row.id, row);
      call(new Map(pending));
      pending.clear();
      const stop = rows.subscribe((changes) => {
        for (const { id, kind, before, after } of changes) {
          const title = findEntity(kind)?.title ?? "";
          if (!before || !after || before[title] !== after[title]) note(id, after);
        }
        if (pending.size > 0) later.ask();
      });
      return {
        stop: () => {
          stop();
          later.cancel();
        },
      };
    },
    search: (text, kinds, limit) => {
      const wanted = kinds ?? ENTITIES.flatMap(({ kind, internal }) => (internal ? [] : [kind]));
      if (text.trim() === "") return wanted.flatMap((kind) => firstOf(kind, limit)).slice(0, limit);
      const hits = wanted.flatMap((kind) => indexOf(kind).search(text, limit).map((hit) => ({ ...hit, kind })));
      return hits
        .sort((a, b) => a.rank - b.rank)
        .slice(0, limit)
        .flatMap(({ id, kind }) => {
          const row = rows.row(id);
          return row ? [hitOf(kind, row)] : [];
        });
    },
    similar: (kind, field, text, limit) => {
      const name = `${kind}.${field}`;
      const find = finders.get(name) ?? createSimilar(entityOf(kind), field);
      finders.set(name, find);
      return find(text, rows.rows(kind), limit).map((row) => hitOf(kind, row));
    },
    referring: (records) => {
      const [first] = records;
      return first ? referring(new Set(records), kindOf(first), ENTITIES, rows.rows) : [];
    },
    rights: (call) =>
      follow(
        () => {
          const me = core.me();
          if (me) call(rightsOf(me.id, core.person(), rows.rows("pool")));
        },
        ORGANISATION,
      ),
    usePinyin: (source) => {
      pinyin = source;
      for (const index of indexes.values()) index.usePinyin(source);
    },
    refresh: () => {
      for (const refresh of refreshers) refresh();
    },
  };
};

/** Those who see and change everything do so in every pool. */
const poolsFor = ({ leadsAll, pools }: Person, rows: Iterable<Row>): PersonRights["pools"] => {
  if (!leadsAll) return { member: [...pools.member].sort(), manages: [...pools.manages].sort() };
  const all = [...rows].filter((row) => !isDeleted(row)).map(({ id }) => id).sort();
  return { member: all, manages: all };
};

const rightsOf = (me: RecordId, person: Person | null, pools: Iterable<Row>): PersonRights => ({
  me,
  leads: person !== null && (person.below.size > 0 || person.leadsAll),
  seesAll: person?.leadsAll ?? false,
  rights: [...(person?.rights ?? [])].sort(),
  pools: person === null ? { member: [], manages: [] } : poolsFor(person, pools),
  denied: person === null ? [] : OWNED_KIND_NAMES.flatMap((kind) => ACTIONS.filter((action) => !may(person, kind, action)).map((action) => `${kind}.${action}`)),
  hidden: [...(person?.lenses ?? CLEAR)].flatMap(([kind, lens]) => [...lens].map((name) => `${kind}.${name}`)).sort(),
});

/** The second line of a hit: a referred record by its title. */
const subtitleOf = (entity: Entity, row: Row, find: (id: string) => Row | undefined): string | null => {
  const name = entity.subtitle;
  const value = name ? textOf(row, name) : null;
  if (!name || value === null) return null;
  const field = entity.fields[name];
  if (field?.kind !== "ref") return value;
  const target = find(value);
  return target ? titleOf(entityOf(field.to), target) : null;
};
