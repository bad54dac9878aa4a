import { createContext, createEffect, createMemo, createSignal, onCleanup, useContext, type Accessor } from "solid-js";
import type { DocId } from "#domain/id.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { untilLoaded } from "#client/ui/late.ts";
import type { OpenConnection } from "./connection.ts";
import { othersOf, type Here } from "./here.ts";

/** Who else is on an open record, and where. */
export interface Presence {
  readonly people: Accessor<readonly Here[]>;
  /** The colleague whose focus is in the part of the page called `place`. */
  readonly inField: (place: string) => { readonly userId: string; readonly name: string } | undefined;
  readonly enter: (place: string) => void;
  readonly leave: (place: string) => void;
  /** The open Yjs document, once it is there; a new one after the relay has asked for a reload. */
  readonly connection: Accessor<OpenConnection | null>;
}

/** Opens the document for as long as the owner lives. The editor's machinery loads on its own, so the page stands before it. */
export const createPresence = (doc: Accessor<DocId | null>): Presence => {
  const replica = useReplica();
  const [connection, setConnection] = createSignal<OpenConnection | null>(null, { equals: (a, b) => a?.doc === b?.doc });
  const [people, setPeople] = createSignal<readonly Here[]>([]);
  let place: string | null = null;

  createEffect(() => {
    const wanted = doc();
    if (wanted === null) return;
    let ended = false;
    let end: (() => void) | null = null;
    void untilLoaded(() => import("./connection.ts")).then(({ openConnection }) => {
      if (ended) return;
      end = openConnection({
        doc: wanted,
        open: () => replica.api.open(wanted),
        onRestart: replica.onRestart,
        me: { id: replica.me().id, name: replica.me().name },
        onOpen: (opened) => {
          opened?.awareness.setLocalStateField("field", place);
          setConnection(opened);
        },
        onStates: (states, own) => setPeople(othersOf(states, own)),
      });
    });
    onCleanup(() => {
      ended = true;
      end?.();
      setConnection(null);
      setPeople([]);
    });
  });

  const byPlace = createMemo(() => {
    const places = new Map<string, { userId: string; name: string }>();
    for (const person of people()) {
      if (person.id === replica.me().id) continue;
      for (const at of person.places) places.set(at, { userId: person.id, name: person.name });
    }
    return places;
  });
  const tell = (next: string | null): void => {
    place = next;
    connection()?.awareness.setLocalStateField("field", next);
  };
  return {
    people,
    connection,
    inField: (at) => byPlace().get(at),
    enter: tell,
    leave: (at) => {
      if (place === at) tell(null);
    },
  };
};

const PresenceContext = createContext<Presence>();

export const PresenceProvider = PresenceContext.Provider;

/** Who is on the record around. Throws outside of one. */
export const usePresence = (): Presence => {
  const presence = useContext(PresenceContext);
  if (!presence) throw new Error("usePresence needs a PresenceProvider above it");
  return presence;
};
