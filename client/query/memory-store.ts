import { batch, createMemo, createSignal, getOwner, onCleanup, runWithOwner, type Accessor } from "solid-js";
import { entityOf } from "#client/replica/seen.ts";
import type { Filter } from "#domain/schema/entity.ts";
import { useReplica, type Replica } from "#client/replica/replica-context.tsx";
import { asSearched, EMPTY_MEMORY, parseListMemory, writeListMemory, type ListMemory } from "./list-memory.ts";
import { definedSort } from "./list-query.ts";
import { keepTypedSearch, typedSearch } from "./typed-search.ts";
import { ALL_VIEW } from "./list-views.ts";
import { EMPTY_SPEC } from "./view-spec.ts";

/** Lists that were open since the app started, so that one comes back as it was without waiting for storage. */
const open = new WeakMap<Replica, Map<string, ListMemory>>();

const openLists = (replica: Replica): Map<string, ListMemory> => {
  const known = open.get(replica);
  if (known) return known;
  const fresh = new Map<string, ListMemory>();
  open.set(replica, fresh);
  return fresh;
};

/** Scrolling and typing change the memory at every frame; storage hears of them once they have come to rest, of a choice at once. */
const RESTLESS: ReadonlySet<string> = new Set<keyof ListMemory>(["place", "search", "page"]);
const REST = 400;

export interface MemoryStore {
  /** False until the device's storage has answered. */
  readonly ready: Accessor<boolean>;
  /** All of it. Changes with every frame of scrolling: what is drawn from one part follows `part`. */
  readonly memory: Accessor<ListMemory>;
  /** One part of it, telling only when that part has changed. */
  readonly part: <K extends keyof ListMemory>(name: K) => ListMemory[K];
  readonly keep: (part: Partial<ListMemory>) => void;
}

/** How the list of `kind` was left on this device, kept up to date. */
export const createMemoryStore = (kind: string): MemoryStore => {
  const replica = useReplica();
  const lists = openLists(replica);
  const name = `list/${kind}`;
  const known = lists.get(kind);
  const [memory, setMemory] = createSignal<ListMemory>(known ?? EMPTY_MEMORY);
  const [ready, setReady] = createSignal(known !== undefined);
  const owner = getOwner();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const store = (): void => {
    clearTimeout(timer);
    timer = undefined;
    void replica.api.setLocal({ [name]: writeListMemory(memory()) });
  };
  /** What was chosen before storage has answered: it stands. */
  let early: Partial<ListMemory> = {};
  const keep = (part: Partial<ListMemory>): void => {
    if (!ready()) early = { ...early, ...part };
    const next = { ...memory(), ...part };
    lists.set(kind, next);
    if (part.search !== undefined) keepTypedSearch(kind, part.search);
    setMemory(next);
    if (Object.keys(part).every((name) => RESTLESS.has(name))) timer ??= setTimeout(store, REST);
    else store();
  };
  const storeRest = (): void => {
    if (timer !== undefined) store();
  };
  if (!known) {
    void replica.api.getLocal(name).then((stored) => {
      const left = asSearched(parseListMemory(stored), typedSearch(kind));
      runWithOwner(owner, () =>
        batch(() => {
          setReady(true);
          keep({ ...left, view: left.start ?? left.view, ...early });
        }),
      );
    });
  }
  const parts = Object.fromEntries((Object.keys(EMPTY_MEMORY) as (keyof ListMemory)[]).map((name) => [name, createMemo(() => memory()[name])]));
  addEventListener("pagehide", storeRest);
  onCleanup(() => {
    removeEventListener("pagehide", storeRest);
    storeRest();
  });
  return { ready, memory, keep, part: <K extends keyof ListMemory>(key: K) => parts[key]?.() as ListMemory[K] };
};

/** Lets the list of `kind` open on all records narrowed to `filter`, whichever tab it was left on. */
export const narrowListTo = async (replica: Replica, kind: string, filter: Filter): Promise<void> => {
  const lists = openLists(replica);
  const left = lists.get(kind) ?? parseListMemory(await replica.api.getLocal(`list/${kind}`));
  const { columns, frozen, layout } = left;
  keepTypedSearch(kind, "");
  const spec = { ...EMPTY_SPEC, filter, sort: definedSort(entityOf(kind), ALL_VIEW), columns, frozen, layout };
  lists.set(kind, { ...left, view: ALL_VIEW, search: "", page: 0, place: null, selected: [], changed: { ...left.changed, [ALL_VIEW]: spec } });
};
