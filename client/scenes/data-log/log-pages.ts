import { createEffect, createSignal, on, untrack, type Accessor } from "solid-js";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import type { LogFilter } from "#domain/protocol/up/ask-log.ts";
import { useReplica } from "#client/replica/replica-context.tsx";

export interface LogPages {
  readonly entries: Accessor<readonly HistoryEntry[]>;
  /** Null while all is well. */
  readonly problem: Accessor<"Offline" | "Denied" | null>;
  readonly loading: Accessor<boolean>;
  readonly complete: Accessor<boolean>;
  /** Asks on until `index` is there, or the end. */
  readonly reach: (index: number) => void;
  readonly again: () => void;
}

const PAGE = 200;
/** Rows fetched beyond those in sight. */
const AHEAD = 50;

/** The data log as far as somebody has looked, from the newest entry on. */
export const createLogPages = (filter: Accessor<LogFilter>): LogPages => {
  const { api, reached } = useReplica();
  const [entries, setEntries] = createSignal<readonly HistoryEntry[]>([]);
  const [problem, setProblem] = createSignal<"Offline" | "Denied" | null>(null);
  const [loading, setLoading] = createSignal(false);
  const [complete, setComplete] = createSignal(false);
  let turn = 0;
  let next: number | null = null;
  let wanted = 0;

  const fetchUpTo = async (): Promise<void> => {
    const mine = turn;
    setLoading(true);
    while (!complete() && entries().length < wanted + AHEAD) {
      const page = await api.log(filter(), next, PAGE);
      if (mine !== turn) return;
      if (!page.ok) {
        setProblem(page.error.type);
        break;
      }
      setProblem(null);
      setEntries([...entries(), ...page.value.entries]);
      ({ next } = page.value);
      setComplete(next === null);
    }
    setLoading(false);
  };
  const again = (): void => {
    turn += 1;
    next = null;
    wanted = 0;
    setEntries([]);
    setComplete(false);
    void fetchUpTo();
  };
  createEffect(on(filter, again));
  createEffect(on(reached, (is) => is && problem() === "Offline" && again()));
  return {
    entries,
    problem,
    loading,
    complete,
    again,
    /* A table asks from within its own effect: what is read here is nothing that it follows. */
    reach: (index) => untrack(() => {
      wanted = Math.max(wanted, index);
      if (!loading() && !complete() && problem() === null) void fetchUpTo();
    }),
  };
};
