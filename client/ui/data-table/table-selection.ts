import { createSelector, createSignal } from "solid-js";
import type { TableSelection } from "./table.ts";

/** Selected ids, kept by the list so that they survive sorting, filtering and scrolling. */
export const createTableSelection = (): TableSelection => {
  const [ids, setIds] = createSignal<ReadonlySet<string>>(new Set<string>());
  const has = createSelector(ids, (id: string, chosen: ReadonlySet<string>) => chosen.has(id));
  return {
    has: (id) => has(id),
    ids,
    set: (changed, chosen) => {
      const next = new Set(ids());
      for (const id of changed) {
        if (chosen) next.add(id);
        else next.delete(id);
      }
      setIds(next);
    },
    clear: () => setIds(new Set<string>()),
  };
};
