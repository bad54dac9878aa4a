import type { Live, ListResult, LiveList, PersonRights, SearchHit } from "#workers/replica/api.ts";
import { dayOf } from "#domain/clock.ts";
import { ENTITIES, entityOf, findEntity } from "#domain/entities/registry.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import { OWNED_KIND_NAMES } from "#domain/entities/owned-kinds.ts";
import { ACTIONS } from "#domain/policy/job-function.ts";
import { isOrganisation } from "#domain/policy/organisation.ts";
import { may, type Person } from "#domain/policy/person.ts";
import { groupForBoard, type BoardColumn } from "#domain/query/board.ts";
import { findColumn } from "#domain/query/column.ts";
import type { QueryContext, RowChange } from "#domain/query/context.ts";
import { createLiveQuery } from "#domain/query/live.ts";
import type { PinyinSource } from "#domain/query/pinyin.ts";
import { queryRows, type Query } from "#domain/query/query.ts";
import { referring, type Referring } from "#domain/query/referring.ts";
import { createSearchIndex, type SearchIndex } from "#domain/query/search.ts";
import { totals, type Totals } from "#domain/query/totals.ts";
import type { Cell, Entity, Row } from "#domain/schema/entity.ts";
import { isDeleted, textOf, titleOf } from "#domain/schema/read.ts";
import { createSimilar } from "#domain/transfer/similar.ts";
import type { Core } from "./core.ts";
import { createRun } from "./run.ts";

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
  /** Runs `compute` now and again, soon after rows of interest changed. */
  readonly follow: (compute: () => void, concerns: (changes: readonly RowChange[]) => boolean) => Live;
  readonly usePinyin: (source: PinyinSource) => void;
  /** The day, the language or the clock may have changed. */
  readonly refresh: () => void;
}

/** Rows of a list's first answer, before the page says what it shows. */
const FIRST_WINDOW = 100;

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

  const context = (): QueryContext => {
    const now = deps.clock.now();
    const offsetMinutes = deps.offsetMinutes();
    return { now, today: dayOf(now, offsetMinutes), row: rows.row, me: core.me()?.id ?? "", entity: findEntity, locale: deps.locale(), offsetMinutes };
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

  const follow: Lives["follow"] = (compute, concerns) => {
    const later = soon(compute);
    const stop = rows.subscribe((changes) => {
      if (concerns(changes)) later.ask();
    });
    refreshers.add(later.ask);
    compute();
    return {
      stop: () => {
        stop();
        later.cancel();
        refreshers.delete(later.ask);
      },
    };
  };

  const searcherOf = ({ kind, search, deleted }: Query) => (search === undefined || deleted ? undefined : () => indexOf(kind));

  const liveQuery = (query: Query, tell: () => void) => {
    // The search index is built first: it hears of changes before the query does.
    const searcher = searcherOf(query);
    searcher?.();
    const live = createLiveQuery(rows, query, context, searcher);
    const later = soon(tell);
    live.subscribe(later.ask);
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
      const entity = entityOf(query.kind);
      let window = { first: 0, last: FIRST_WINDOW - 1 };
      let summed: { readonly of: readonly Row[]; readonly totals: Totals } | null = null;
      const tell = (): void => {
        const ctx = context();
        const all = live.rows();
        const money = moneyColumns(entity, columns, ctx);
        if (summed?.of !== all) summed = { of: all, totals: totals(all, money, entity, ctx) };
        const shown = all.slice(window.first, window.last + 1);
        call({
          count: all.length,
          first: window.first,
          rows: shown.map((row) => windowRow(entity, row, columns, ctx)),
          totals: summed.totals,
          pageTotals: totals(shown, money, entity, ctx),
        });
      };
      const live = liveQuery(query, tell);
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
      const entity = entityOf(query.kind);
      const live = liveQuery(query, () => tell());
      const tell = (): void => call(groupForBoard(live.rows(), entity, context()));
      tell();
      return { stop: live.stop };
    },
    row: (record, call) => {
      const entity = findEntity(kindOf(record));
      const wide = Object.keys(entity?.derived ?? {}).length > 0;
      return follow(
        () => {
          const row = rows.row(record);
          call(row && entity ? completed(entity, row, context()) : null);
        },
        (changes) => changes.some(({ id, kind }) => id === record || (wide && kind === "product")),
      );
    },
    rows: (records) => {
      const ctx = context();
      return records.flatMap((record) => {
        const row = rows.row(record);
        return row ? [completed(entityOf(kindOf(record)), row, ctx)] : [];
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
        (changes) => changes.some(({ kind }) => isOrganisation(kind)),
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
