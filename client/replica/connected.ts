import type { Remote } from "comlink";
import { connectReplica, LIVE_CALLS, REMEMBERED_CALLS } from "#workers/replica/connect-page.ts";
import { createSteady } from "#workers/replica/steady.ts";
import type { RecordId } from "#domain/id.ts";
import type { Me, ReplicaApi } from "#workers/replica/api.ts";
import type { OnRestart } from "./replica-context.tsx";

export interface ConnectedReplica {
  /** The person whose view the page shows in place of its user's own. */
  readonly viewing: RecordId | null;
  readonly api: Remote<ReplicaApi>;
  readonly me: Me | null;
  readonly onRestart: OnRestart;
}

/** Restarts within `SPELL` milliseconds after which the worker counts as broken. */
const MOST_RESTARTS = 5;
const SPELL = 60_000;

/**
 * Starts the replica's worker, and another one whenever it dies. The page keeps what it shows and what is typed in it: calls that
 * were not answered are asked again. `broken` is called when a worker does not start, or dies again and again.
 */
export const connectSteadily = async (clock: { readonly now: () => number }, broken: () => void, viewing: RecordId | null): Promise<ConnectedReplica> => {
  const steady = createSteady<Remote<ReplicaApi>>({ live: LIVE_CALLS, remembered: REMEMBERED_CALLS });
  const listeners = new Set<() => void>();
  let deaths: readonly number[] = [];

  const connect = async (): Promise<Me | null> => {
    const { api } = await connectReplica(() => {
      steady.lost();
      deaths = [...deaths.filter((at) => clock.now() - at < SPELL), clock.now()];
      if (deaths.length > MOST_RESTARTS) broken();
      else connect().then(() => listeners.forEach((call) => call()), broken);
    }, viewing);
    const me = await api.start();
    steady.use(api);
    return me;
  };

  const me = await connect();
  return {
    viewing,
    api: steady.api,
    me,
    onRestart: (call) => {
      listeners.add(call);
      return () => {
        listeners.delete(call);
      };
    },
  };
};
