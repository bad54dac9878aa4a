import { proxy, type Remote } from "comlink";
import { batch, createEffect, createMemo, createSignal, on, onCleanup, untrack, type Accessor } from "solid-js";
import type { RecordId } from "#domain/id.ts";
import type { Query } from "#domain/query/query.ts";
import type { BoardColumn } from "#domain/query/board.ts";
import type { CountedText } from "#domain/query/counts.ts";
import type { Row } from "#domain/schema/entity.ts";
import { keepSame, same } from "#domain/same.ts";
import { isKept } from "./kept-answers.ts";
import type { Live, ListResult, LiveList, PastOf, ReplicaApi } from "#workers/replica/api.ts";

type Api = Remote<ReplicaApi>;

/** What reaches the page of a live result: the worker hands it out by proxy, so that every call of it is a promise. */
export type Handle<T extends Live> = Remote<T>;

/** Comlink's types take an object of functions for a copy, which only its maker can mark otherwise. */
export const handleOf = <T extends Live>(started: Promise<T>): Promise<Handle<T>> => started as unknown as Promise<Handle<T>>;

/**
 * Keeps one live result for as long as its question stands. A handle that arrives after the question has changed is
 * stopped at once, so a quick succession of questions never shows an answer to an old one.
 */
const followLive = <Q, T extends Live>(
  question: Accessor<Q | null>,
  start: (question: Q) => Promise<T>,
  use?: (handle: Handle<T> | null) => void,
): void => {
  createEffect(
    on(question, (asked) => {
      if (asked === null) return;
      let stopped = false;
      let handle: Handle<T> | null = null;
      onCleanup(() => {
        stopped = true;
        use?.(null);
        void handle?.stop();
      });
      void handleOf(start(asked)).then((started) => {
        if (stopped) {
          void started.stop();
          return;
        }
        handle = started;
        use?.(started);
      });
    }),
  );
};

export interface ListView {
  /** Changes when what it says does. */
  readonly result: Accessor<ListResult | null>;
  /** How often an answer came: more has changed than the window shows. */
  readonly told: Accessor<number>;
  /** Whether what stands there answers an earlier question than the one that is asked now. */
  readonly busy: Accessor<boolean>;
  readonly rowAt: (index: number) => Row | undefined;
  readonly show: (first: number, last: number) => void;
  /** The same for rows that are scrolled by: those above and below come along, and no more are asked for while enough of them are there. */
  readonly showAround: (first: number, last: number) => void;
  readonly ids: () => Promise<readonly RecordId[]>;
}

interface ListQuestion {
  readonly asked: Query;
  readonly columns: readonly string[];
  readonly past: PastOf | undefined;
}

/** The later of two answers, in which rows that hold the same as before are the very same. */
export const renewedList = (before: ListResult | null, next: ListResult): ListResult => (before ? { ...next, rows: keepSame(before.rows, next.rows, ({ id }) => id) } : next);

/** A list that follows its query. Rows outside of the window are undefined until it is moved there. */
export const createListView = (api: Api, query: Accessor<Query | null>, columns: Accessor<readonly string[]>, past?: Accessor<PastOf | null>): ListView => {
  const [result, setResult] = createSignal<ListResult | null>(null, { equals: same });
  const [told, setTold] = createSignal(0);
  /* Rows of one day are never shown as those of another. */
  if (past) createEffect(on(past, () => setResult(null), { defer: true }));
  let handle: Handle<LiveList> | null = null;
  let arrived: (started: Handle<LiveList> | null) => void = () => undefined;
  const arrival = (): Promise<Handle<LiveList> | null> =>
    new Promise((resolve) => {
      arrived = resolve;
    });
  let next = arrival();
  let window: readonly [number, number] = [0, 60];
  const question = createMemo((): ListQuestion | null => {
    const asked = query();
    return asked === null ? null : { asked, columns: columns(), past: past?.() ?? undefined };
  });
  const [answered, setAnswered] = createSignal<ListQuestion | null>(null);
  const take = (of: ListQuestion, next: ListResult): void =>
    batch(() => {
      if (!isKept(next)) setAnswered(of);
      setResult((before) => renewedList(before, next));
      setTold((count) => count + 1);
    });
  /** The window that was asked for together with the list. */
  let asked = window;
  followLive<ListQuestion, LiveList>(
    question,
    (of) => {
      asked = window;
      return api.list(of.asked, of.columns, proxy((next: ListResult) => take(of, next)), of.past, asked);
    },
    (started) => {
      handle = started;
      if (!started) {
        arrived(null);
        next = arrival();
        return;
      }
      if (window !== asked) void started.show(window[0], window[1]);
      arrived(started);
    },
  );
  let over = false;
  onCleanup(() => {
    over = true;
    arrived(null);
  });
  /** The handle of what is asked for now, once it is there; null when nothing is asked for, or nobody looks any more. */
  const present = async (): Promise<Handle<LiveList> | null> => (over || question() === null ? null : ((await next) ?? present()));
  const show: ListView["show"] = (first, last) => {
    if (first === window[0] && last === window[1]) return;
    window = [first, last];
    void handle?.show(first, last);
  };
  return {
    result,
    told,
    busy: () => question() === null || question() !== answered(),
    rowAt: (index) => {
      const shown = result();
      return shown?.rows[index - shown.first];
    },
    show,
    showAround: (first, last) => {
      const span = last - first + 1;
      const bottom = (untrack(result)?.count ?? Number.POSITIVE_INFINITY) - 1;
      if (window[0] <= Math.max(0, first - span / 2) && window[1] >= Math.min(bottom, last + span / 2)) return;
      show(Math.max(0, first - span), last + span);
    },
    /* All of what is asked for now, also while its answer is on its way. */
    ids: async () => {
      const started = await present();
      return started ? ((await started.ids()) as readonly RecordId[]) : [];
    },
  };
};

/** The columns of a board, told anew on every change of a card, also one that no column shows. */
export const createBoardView = (api: Api, query: Accessor<Query | null>, most: Accessor<number>, past?: Accessor<PastOf | null>): Accessor<readonly BoardColumn[]> => {
  const [columns, setColumns] = createSignal<readonly BoardColumn[]>([]);
  const question = () => {
    const asked = query();
    return asked === null ? null : { asked, most: most(), past: past?.() ?? undefined };
  };
  followLive<{ asked: Query; most: number; past: PastOf | undefined }, Live>(question, ({ asked, most: first, past: of }) => api.board(asked, first, proxy((next) => setColumns(next)), of));
  return columns;
};

/** A record's row as it stands; undefined until known, null when it is not there (any more). */
export const createRowView = (api: Api, record: Accessor<RecordId | null>): Accessor<Row | null | undefined> => {
  const [row, setRow] = createSignal<Row | null | undefined>(undefined, { equals: same });
  createEffect(on(record, () => setRow(undefined), { defer: true }));
  followLive<RecordId, Live>(record, (id) => api.row(id, proxy((next) => setRow(() => next))));
  return row;
};

/** How many records of a query have each text of a column. */
export const createCounts = (api: Api, query: Accessor<Query | null>, column: string, past: Accessor<PastOf | null>): Accessor<readonly CountedText[]> => {
  const [counts, setCounts] = createSignal<readonly CountedText[]>([], { equals: same });
  const question = () => {
    const asked = query();
    return asked === null ? null : { asked, past: past() ?? undefined };
  };
  followLive<{ asked: Query; past: PastOf | undefined }, Live>(question, ({ asked, past: of }) => api.counts(asked, column, proxy((next) => setCounts(next)), of));
  return counts;
};
