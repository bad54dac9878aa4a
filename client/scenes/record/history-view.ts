import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { RecordId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { same } from "#domain/same.ts";
import type { RecordHistory } from "#workers/replica/api.ts";

export interface HistoryView {
  readonly history: Accessor<RecordHistory | null>;
  readonly older: () => Promise<void>;
  readonly loading: Accessor<boolean>;
}

/** Pause after a change of the record before its history is asked for again, in milliseconds. */
const SETTLE = 400;

/** A record's history, asked for again whenever the record changes or its changes reach the relay. Pages loaded further back stay. */
export const createHistoryView = (id: RecordId, row: Accessor<Row | null | undefined>): HistoryView => {
  const replica = useReplica();
  const [history, setHistory] = createSignal<RecordHistory | null>(null, { equals: same });
  const [loading, setLoading] = createSignal(false);
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = async (): Promise<void> => {
    const mine = (turn += 1);
    const next = await replica.api.history(id);
    if (mine !== turn) return;
    const known = history();
    const first = next.entries.at(-1)?.no ?? 0;
    const older = (known?.entries ?? []).filter((entry) => entry.no < first);
    const joined = older.length > 0 ? { ...next, entries: [...next.entries, ...older], more: known?.more ?? next.more } : next;
    setHistory(joined);
  };
  createEffect(
    on([row, () => replica.state().waiting, () => replica.state().kind], () => {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), history() === null ? 0 : SETTLE);
    }),
  );
  onCleanup(() => {
    clearTimeout(timer);
    turn = -1;
  });
  return {
    history,
    loading,
    older: async () => {
      const known = history();
      const oldest = known?.entries.at(-1);
      if (!known || !oldest || loading()) return;
      setLoading(true);
      const before = await replica.api.olderHistory(id, oldest.no);
      setLoading(false);
      const present = history() ?? known;
      const ids = new Set(present.entries.map((entry) => entry.no));
      setHistory({ ...present, entries: [...present.entries, ...before.entries.filter((entry) => !ids.has(entry.no))], more: before.more, fresh: before.fresh });
    },
  };
};
