import { createEffect, createMemo, createResource, createSignal, on, onCleanup, untrack, type Accessor } from "solid-js";
import type { Day } from "#domain/clock.ts";
import { endOfDay } from "#client/i18n/day-bounds.ts";
import type { PastOf } from "#workers/replica/api.ts";
import { useReplica } from "./replica-context.tsx";

/** An earlier day at which the records of one kind are looked at. */
export interface PastDay {
  readonly kind: string;
  /** Null: now. */
  readonly day: Accessor<Day | null>;
  readonly choose: (day: Day | null) => void;
  /** What to ask the replica about; null for now. To be asked about only while `state` is "there". */
  readonly of: Accessor<PastOf | null>;
  readonly state: Accessor<"there" | "fetching" | "offline">;
}

export const createPastDay = (kind: string): PastDay => {
  const { api, onRestart, reached } = useReplica();
  const [day, choose] = createSignal<Day | null>(null);
  const of = createMemo<PastOf | null>(() => {
    const chosen = day();
    return chosen === null ? null : { kind, at: endOfDay(chosen) };
  });
  const [fetched, { refetch }] = createResource(of, async (past) => ({ past, ok: (await api.fetchPast(past.kind, past.at)).ok }));
  // A worker that was started again knows nothing of other days.
  onCleanup(onRestart(() => void refetch()));
  const state = (): "there" | "fetching" | "offline" => {
    const past = of();
    if (past === null) return "there";
    const answer = fetched.state === "ready" ? fetched() : undefined;
    if (answer?.past !== past) return "fetching";
    return answer.ok ? "there" : "offline";
  };
  createEffect(on(reached, (is) => is && untrack(state) === "offline" && void refetch()));
  return { kind, day, choose, of, state };
};
