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
import { countByText, type CountedText } from "#domain/query/counts.ts";
import { findColumn } from "#domain/query/column.ts";
import type { QueryContext, RowChange } from "#domain/query/context.ts";
import { createLiveQuery, type Step } from "#domain/query/live.ts";
import type { PinyinSource } from "#domain/query/pinyin.ts";
import { createAnswers } from "#domain/query/answers.ts";
import { queryRows, type Query } from "#domain/query/query.ts";
import { readsOfQuery, type Reads } from "#domain/query/reads.ts";
import { referring, type Referring } from "#domain/query/referring.ts";
import type { Found } from "#domain/query/search.ts";
import type { Searches } from "#domain/query/searches.ts";
import { totals, type RunningTotals } from "#domain/query/totals.ts";
import type { Facts, FactSource } from "#domain/reports/facts.ts";
import type { Cell, Entity, Row } from "#domain/schema/entity.ts";
import { isDeleted, textOf, titleOf } from "#domain/schema/read.ts";
import type { createSimilar } from "#domain/transfer/similar.ts";
import { createColumnStore } from "#workers/reports/columns.ts";
import type { Core } from "./core.ts";
import { needSearchCode, searchCode, whenSearchable } from "./late-searches.ts";
import { createRun } from "./run.ts";
import { createWatching, type Heard } from "./watching.ts";

export interface Lives {
  readonly context: () => QueryContext;
  readonly list: (query: Query, columns: readonly string[], call: (result: ListResult) => void, window?: readonly [first: number, last: number]) => LiveList;
  /** Of a query that searches only once its code is here (`needSearchCode`). */
  readonly ask: (query: Query) => readonly Row[];
  readonly board: (query: Query, most: number, call: (columns: readonly BoardColumn[]) => void) => Live;
  readonly counts: (query: Query, column: string, call: (counts: readonly CountedText[]) => void) => Live;
  readonly row: (record: RecordId, call: (row: Row | null) => void) => Live;
  readonly rows: (records: readonly RecordId[]) => readonly Row[];
  readonly search: (text: string, kinds: readonly string[] | null, limit: number) => Promise<readonly SearchHit[]>;
  /** `create`: the code that finds them. */
  readonly similar: (create: typeof createSimilar, kind: string, field: string, text: string, limit: number) => readonly SearchHit[];
  readonly referring: (records: readonly RecordId[]) => readonly Referring[];
  readonly rights: (call: (rights: PersonRights) => void) => Live;
  /**
   * Runs `compute` now, and again soon after something that it reads changed: with those changes, or with null when anything may
   * have changed, the day and the language too.
   */
  readonly follow: (compute: (changes: readonly RowChange[] | null) => void, reads: Reads) => Live;
  readonly usePinyin: (source: PinyinSource) => void;
  /** The records as columns, for reports too. */
  readonly columns: FactSource;
  /** The day, the language or the clock may have changed. */
  readonly refresh: () => void;
}

/** Rows of a list's first answer, when it is not said which are shown. */
const FIRST_WINDOW = [0, 99] as const;

/** How long answers wait for more while records arrive by the thousand, in milliseconds. */
const WHILE_ARRIVING = 400;

/** Records that are indexed for search at a time while nobody waits. */
const INDEXED_AT_ONCE = 250;

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

/**
 * Live questions over the visible rows. Answers are recomputed at most once per turn, however many changes came. `still`: the rows stay as they are,
 * though others that they refer to may change unheard, so that nothing is kept between questions.
 */
export const createLives = (core: Core, still = false): Lives => {
  const { rows, deps } = core;
  const run = createRun(deps.log);
  const finders = new Map<string, ReturnType<typeof createSimilar>>();
  const refreshers = new Set<() => void>();
  /** Of those, lists that are searched. */
  const searchers = new Set<() => void>();
  /** Kinds that somebody looked at a list of, and whether the dictionary of Chinese sounds has come. */
  const listed = new Set<string>();
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

  // Those who keep something of the rows hear of changes before those who ask: the columns first, since they number the records.
  const columns = createColumnStore(rows);
  let toIndexes: Heard = () => undefined;
  rows.subscribe((changes) => toIndexes(changes));
  const indexed = {
    ...rows,
    subscribe: (listener: Heard) => {
      toIndexes = listener;
      return () => undefined;
    },
  };
  let made: Searches | null = null;
  const searches = (): Searches => {
    if (made) return made;
    const code = searchCode();
    if (!code) throw new Error("the code of search has not come");
    made = code.createSearches(indexed, columns, context, entityOf);
    if (pinyin) made.usePinyin(pinyin);
    return made;
  };
  const answersAnew = () => createAnswers(rows, columns, (kind, text) => searches().find(kind, text));
  const kept = answersAnew();
  const answers = still ? answersAnew : () => kept;
  const watching = createWatching(rows);

  /** What waits for more to arrive. */
  const patient = new Set<() => void>();
  const hurryAll = (): void => {
    if (patient.size > 0 && core.link().progress === null) for (const hurry of patient) hurry();
  };
  // Whoever is told of the state is never let go; an earlier day is.
  if (!still) core.onState(hurryAll);

  /** Calls `work` once, soon, however often it is asked to. */
  const soon = (work: () => void): { readonly ask: () => void; readonly cancel: () => void } => {
    let timer: unknown = null;
    const cancel = (): void => {
      patient.delete(hurry);
      if (timer !== null) deps.timers.clear(timer);
      timer = null;
    };
    const start = (wait: number): void => {
      timer = deps.timers.set(() => {
        cancel();
        run("view", async () => work());
      }, wait);
    };
    const hurry = (): void => {
      cancel();
      start(0);
    };
    return {
      ask: () => {
        if (timer !== null) return;
        if (core.link().progress === null) return start(0);
        patient.add(hurry);
        start(WHILE_ARRIVING);
      },
      cancel,
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

  /** Who looks at a list may search it next: its index is made in pieces meanwhile, once it is known how Chinese sounds. */
  const indexSoon = (kind: string): void => {
    deps.timers.set(() => {
      run("search", async () => {
        await needSearchCode();
        if (!searches().advance(kind, INDEXED_AT_ONCE)) indexSoon(kind);
      });
    }, 0);
  };
  const prepareSearch = (kind: string): void => {
    if (still || listed.has(kind)) return;
    listed.add(kind);
    if (pinyin) indexSoon(kind);
  };

  const liveQuery = (query: Query, tell: () => void, heard: (steps: readonly Step[] | null) => void = () => undefined) => {
    const source = { ...rows, subscribe: (listener: Heard) => watching.watch(readsOfQuery(query, context()), listener) };
    const live = createLiveQuery(source, answers(), query, context);
    const later = soon(tell);
    live.subscribe((steps) => {
      heard(steps);
      later.ask();
    });
    refreshers.add(live.refresh);
    if (query.search !== undefined) searchers.add(live.refresh);
    return {
      ...live,
      ask: later.ask,
      stop: () => {
        later.cancel();
        live.stop();
        refreshers.delete(live.refresh);
        searchers.delete(live.refresh);
      },
    };
  };

  /** A search is not answered before its code is here. */
  const mustWait = (query: Query): boolean => query.search !== undefined && searchCode() === null;

  const followSlots = (query: Query, tell: (slots: Uint32Array, facts: Facts) => void): Live => {
    if (mustWait(query)) return whenSearchable(core, () => followSlots(query, tell));
    const tellNow = (): void => {
      const facts = columns.facts(query.kind, context());
      if (facts) tell(live.slots(), facts);
    };
    const live = liveQuery(query, tellNow);
    tellNow();
    return { stop: live.stop };
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
    const facts = columns.facts(kind, context());
    const found: SearchHit[] = [];
    if (!facts) return found;
    for (let slot = 0; slot < facts.size && found.length < count; slot += 1) {
      const row = facts.alive[slot] === 1 ? facts.row(slot) : undefined;
      if (row) found.push(hitOf(kind, row));
    }
    return found;
  };

  /** The best matches of one kind, in no order among those that are equally good. */
  const bestOf = (kind: string, { slots, ranks }: Found, count: number): readonly { readonly kind: string; readonly slot: number; readonly rank: number }[] => {
    const limit = ranks.length <= count ? Number.POSITIVE_INFINITY : (ranks.slice().sort()[count - 1] ?? 0);
    const best: { kind: string; slot: number; rank: number }[] = [];
    slots.forEach((slot, at) => {
      const rank = ranks[at] ?? 0;
      if (rank <= limit) best.push({ kind, slot, rank });
    });
    return best;
  };

  const listNow = (query: Query, columns: readonly string[], call: (result: ListResult) => void, asked: readonly [first: number, last: number]): LiveList => {
    const entity = see(query.kind) ?? entityOf(query.kind);
    let [first, last] = asked;
    let summed: RunningTotals | null = null;
    const tell = (): void => {
      const ctx = context();
      const money = moneyColumns(entity, columns, ctx);
      summed ??= live.totals(money);
      const shown = live.slice(first, last + 1);
      call({
        count: live.size(),
        first,
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
    prepareSearch(query.kind);
    return {
      show: (from, to) => {
        [first, last] = [Math.max(0, from), to];
        live.ask();
      },
      ids: async () => live.ids() as readonly RecordId[],
      stop: live.stop,
    };
  };

  return {
    context,
    follow,
    columns,
    list: (query, columns, call, asked = FIRST_WINDOW) => {
      if (!mustWait(query)) return listNow(query, columns, call, asked);
      let window = asked;
      let list: LiveList | null = null;
      const { begun, stop } = whenSearchable(core, () => (list = listNow(query, columns, call, window)));
      return {
        show: (from, to) => {
          window = [from, to];
          list?.show(from, to);
        },
        ids: async () => (await begun)?.ids() ?? [],
        stop,
      };
    },
    ask: (query) => (query.deleted ? queryRows(query, rows.rows(query.kind), context()) : answers().rows(query, context())),
    board: (query, most, call) =>
      followSlots(query, (slots, facts) => call(groupForBoard(slots, facts, most, (paths, some) => answers().totals(paths, some, query.kind, context())))),
    counts: (query, column, call) => followSlots(query, (slots, facts) => call(countByText(slots, facts, column, context()))),
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
    search: async (text, kinds, limit) => {
      const wanted = kinds ?? ENTITIES.flatMap(({ kind, internal }) => (internal ? [] : [kind]));
      if (text.trim() === "") return wanted.flatMap((kind) => firstOf(kind, limit)).slice(0, limit);
      await needSearchCode();
      const hits = wanted.flatMap((kind) => {
        const facts = columns.facts(kind, context());
        const found = searches().of(kind).find(text);
        return facts && found ? bestOf(kind, found, limit).map((hit) => ({ ...hit, id: facts.id(hit.slot), row: facts.row(hit.slot) })) : [];
      });
      return hits
        .sort((a, b) => a.rank - b.rank || wanted.indexOf(a.kind) - wanted.indexOf(b.kind) || (a.id < b.id ? -1 : 1))
        .slice(0, limit)
        .flatMap(({ kind, row }) => (row ? [hitOf(kind, row)] : []));
    },
    similar: (create, kind, field, text, limit) => {
      const name = `${kind}.${field}`;
      const find = finders.get(name) ?? create(entityOf(kind), field);
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
      made?.usePinyin(source);
      for (const refresh of searchers) refresh();
      for (const kind of listed) indexSoon(kind);
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
