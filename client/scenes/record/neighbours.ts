import { proxy, type Remote } from "comlink";
import { createEffect, createSignal } from "solid-js";
import { entityOf } from "#client/replica/seen.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import type { OpenRecord } from "#client/fields/record-link.tsx";
import type { ReplicaApi } from "#workers/replica/api.ts";

export type Direction = "previous" | "next";

export interface Neighbours {
  /** Why there is nothing in that direction; undefined while there may be. */
  readonly reason: (direction: Direction, none: string) => string | undefined;
  readonly go: (direction: Direction, open: OpenRecord) => Promise<void>;
}

/**
 * The records before and after this one: in the list it was opened from, else among all of its kind in their usual order, which is
 * asked for only when somebody wants to go there.
 */
export const createNeighbours = (api: Remote<ReplicaApi>, id: RecordId, siblings: () => readonly RecordId[] | undefined): Neighbours => {
  const [order, setOrder] = createSignal<readonly RecordId[] | null>(null);
  createEffect(() => setOrder(siblings() ?? null));
  const ask = async (): Promise<readonly RecordId[]> => {
    const entity = entityOf(kindOf(id));
    const list = await api.list({ kind: entity.kind, sort: entity.list.sort }, [], proxy(() => undefined));
    const ids = await list.ids();
    void list.stop();
    setOrder(ids);
    return ids;
  };
  const at = (ids: readonly RecordId[], direction: Direction): RecordId | undefined => {
    const place = ids.indexOf(id);
    return place < 0 ? undefined : ids[place + (direction === "next" ? 1 : -1)];
  };
  return {
    reason: (direction, none) => {
      const ids = order();
      return ids && !at(ids, direction) ? none : undefined;
    },
    go: async (direction, open) => {
      const target = at(order() ?? (await ask()), direction);
      if (target) open(target, { insteadOf: id });
    },
  };
};
