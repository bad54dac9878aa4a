import { createSignal, onCleanup, type Accessor } from "solid-js";
import type { Entity } from "#domain/schema/entity.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import type { Collision, SearchHit } from "#workers/replica/api.ts";

export interface Found {
  readonly text: string;
  /** Records that this person may read. */
  readonly hits: readonly SearchHit[];
  /** Records of others that have the text as their full name. */
  readonly taken: readonly Collision[];
  /** Those of others could not be asked for. */
  readonly offline: boolean;
}

export interface LookUp {
  /** Null while there is too little to look for. */
  readonly found: Accessor<Found | null>;
  readonly look: (text: string) => void;
}

/** Pause in typing before anything is looked for, in milliseconds. */
const PAUSE = 150;
const SHORTEST = 2;

/** Finds out, while a name is typed, whether such a record is here already, or with somebody else out of this person's sight. */
export const createLookUp = (entity: Entity, limit: number): LookUp => {
  const { api } = useReplica();
  const [found, setFound] = createSignal<Found | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  onCleanup(() => clearTimeout(timer));
  const ask = async (text: string): Promise<void> => {
    turn += 1;
    const mine = turn;
    const hits = await api.search(text, [entity.kind], limit);
    if (mine !== turn) return;
    setFound({ text, hits, taken: [], offline: false });
    if (!entity.collision) return;
    const others = await api.collisions(entity.kind, text);
    if (mine !== turn) return;
    setFound({ text, hits, taken: others.ok ? others.value.filter(({ id }) => id === null) : [], offline: !others.ok });
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
