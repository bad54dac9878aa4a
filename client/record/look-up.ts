import { createSignal, onCleanup, type Accessor } from "solid-js";
import type { Entity } from "#domain/schema/entity.ts";
import { useReplica, type Replica } from "#client/replica/replica-context.tsx";
import type { Collision, SearchHit } from "#workers/replica/api.ts";

export interface Found {
  readonly text: string;
  /** Records that this person may read. */
  readonly hits: readonly SearchHit[];
  /** Records of others that have the text as their full name. */
  readonly taken: readonly Collision[];
  /** Why those of others were not asked for. */
  readonly unasked: "offline" | "denied" | null;
}

export interface LookUp {
  /** Null while there is too little to look for. */
  readonly found: Accessor<Found | null>;
  readonly look: (text: string) => void;
}

/** Pause in typing before anything is looked for, in milliseconds. */
const PAUSE = 150;
const SHORTEST = 2;

/** Records that a name finds, those of the same or a similar one first. */
const findNamed = async (api: Replica["api"], entity: Entity, text: string, limit: number): Promise<readonly SearchHit[]> => {
  const [similar, found] = await Promise.all([api.similar(entity.kind, entity.title, text, limit), api.search(text, [entity.kind], limit)]);
  const known = new Set(similar.map(({ id }) => id));
  return [...similar, ...found.filter(({ id }) => !known.has(id))].slice(0, limit);
};

/**
 * Finds out, while `field` is typed (the name unless said otherwise), whether such a record is here already, or with somebody else out
 * of this person's sight.
 */
export const createLookUp = (entity: Entity, limit: number, field: string = entity.title): LookUp => {
  const { api } = useReplica();
  const [found, setFound] = createSignal<Found | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  onCleanup(() => clearTimeout(timer));
  const ask = async (text: string): Promise<void> => {
    turn += 1;
    const mine = turn;
    const hits = field === entity.title ? await findNamed(api, entity, text, limit) : await api.similar(entity.kind, field, text, limit);
    if (mine !== turn) return;
    setFound({ text, hits, taken: [], unasked: null });
    if (!entity.collision?.includes(field)) return;
    const others = await api.collisions(entity.kind, text);
    if (mine !== turn) return;
    setFound({ text, hits, taken: others.ok ? others.value.filter(({ id }) => id === null) : [], unasked: others.ok ? null : others.error.type === "Denied" ? "denied" : "offline" });
  };
  return {
    found,
    look: (typed) => {
      clearTimeout(timer);
      const text = typed.trim();
      if (text.length >= SHORTEST) {
        timer = setTimeout(() => void ask(text), PAUSE);
        return;
      }
      turn += 1;
      setFound(null);
    },
  };
};
