import type { Remote } from "comlink";
import { connectReplica, LIVE_CALLS, REMEMBERED_CALLS } from "#workers/replica/connect-page.ts";
import { createSteady } from "#workers/replica/steady.ts";
import type { RecordId } from "#domain/id.ts";
import type { Me, ReplicaApi } from "#workers/replica/api.ts";
import type { KeptAnswers } from "./kept-answers.ts";
import type { OnRestart } from "./replica-context.tsx";

export interface ConnectedReplica {
  /** The person whose view the page shows in place of its user's own. */
  readonly viewing: RecordId | null;
  readonly api: Remote<ReplicaApi>;
  /** Who is signed in; as long as the worker has not said so, whom this device's screen was shown to last. */
  readonly me: Me | null;
  /** Who is signed in, by the worker. */
  readonly confirmed: Promise<Me | null>;
  readonly onRestart: OnRestart;
}

/** Restarts within `SPELL` milliseconds after which the worker counts as broken. */
const MOST_RESTARTS = 5;
const SPELL = 60_000;

/**
 * Starts the replica's worker, and another one whenever it dies. The page keeps what it shows and what is typed in it: calls that
 * were not answered are asked again. `broken` is called when a worker does not start, or dies again and again. With what was `kept` of the last
 * screen, nobody waits for the first worker.
 */
export const connectSteadily = async (clock: { readonly now: () => number }, broken: () => void, viewing: RecordId | null, kept: KeptAnswers | null): Promise<ConnectedReplica> => {
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
    kept?.confirm(me);
    steady.use(api);
    return me;
  };

  const before = kept?.me ?? null;
  const confirmed = connect();
  confirmed.catch(broken);
  return {
    viewing,
    api: kept ? kept.over(steady.api) : steady.api,
    me: before ?? (await confirmed),
    confirmed,
    onRestart: (call) => {
      listeners.add(call);
      return () => {
        listeners.delete(call);
      };
    },
  };
};
