import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { DocId, RecordId } from "#domain/id.ts";
import { isHidden, type Lens } from "#domain/policy/lens.ts";

/** States in one message, and of one connection in one record: a tab has one. */
const MAX_STATES = 20;
const MAX_STATE = 4_096;

/** One connection that has a record open. */
export interface Present {
  readonly user: { readonly id: RecordId; readonly name: string };
  /** Whether this connection may show itself under a client id. */
  readonly owns: (doc: DocId, client: number) => boolean;
  /** What they do not see of the record. */
  readonly lens: (doc: DocId) => Lens | undefined;
  readonly send: (doc: DocId, update: Uint8Array) => void;
}

interface State {
  readonly clock: number;
  /** JSON of the awareness state with the identity that the relay stamped on it; `null` ends it. */
  readonly json: string;
}

type States = Map<number, State>;

/** Reads an awareness update of y-protocols. Null when it is not one, or is larger than anybody needs. */
export const readAwareness = (update: Uint8Array): ReadonlyMap<number, State> | null => {
  try {
    const decoder = decoding.createDecoder(update);
    const count = decoding.readVarUint(decoder);
    if (count > MAX_STATES) return null;
    const states: States = new Map();
    for (let left = count; left > 0; left -= 1) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      const json = decoding.readVarString(decoder);
      if (json.length > MAX_STATE) return null;
      states.set(client, { clock, json });
    }
    return states;
  } catch {
    return null;
  }
};

const writeAwareness = (states: ReadonlyMap<number, State>): Uint8Array => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, states.size);
  for (const [client, { clock, json }] of states) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, json);
  }
  return encoding.toUint8Array(encoder);
};

const stamp = (json: string, user: Present["user"]): string | null => {
  try {
    const state: unknown = JSON.parse(json);
    if (state === null) return "null";
    if (typeof state !== "object" || Array.isArray(state)) return null;
    return JSON.stringify({ ...state, user: { ...(state as { user?: object }).user, id: user.id, name: user.name } });
  } catch {
    return null;
  }
};

/** Who is where, without places that are not seen. Whatever else a program puts into its state stays between those who see everything. */
const seenState = (json: string, lens: Lens): string => {
  const state = JSON.parse(json) as { readonly user?: unknown; readonly field?: unknown } | null;
  if (state === null) return json;
  const { user, field } = state;
  return JSON.stringify({ user, ...(typeof field === "string" && !isHidden(lens, field) ? { field } : {}) });
};

const seenStates = (states: ReadonlyMap<number, State>, lens: Lens | undefined): ReadonlyMap<number, State> =>
  lens ? new Map([...states].map(([client, { clock, json }]) => [client, { clock, json: seenState(json, lens) }])) : states;

/** Who has which record open. Kept in memory alone; readers of a record see each other, under names that the relay vouches for. */
export interface PresenceRoom {
  readonly join: (doc: DocId, who: Present) => void;
  readonly leave: (doc: DocId, who: Present) => void;
  /** Passes on what `who` shows. States under client ids of others are left out. */
  readonly show: (doc: DocId, who: Present, update: Uint8Array) => void;
  /** What is shown at another node, under names that it vouches for. */
  readonly hear: (node: number, doc: DocId, update: Uint8Array) => void;
  /** Nobody of another node is there any more, or of all. */
  readonly forget: (node: number) => void;
  readonly forgetAll: () => void;
  /** All that is shown here. */
  readonly mine: () => readonly (readonly [DocId, Uint8Array])[];
}

const NOBODY: Present["user"] = { id: "user/" as RecordId, name: "" };

/** `elsewhere` passes on what is shown here. */
export const createPresence = (elsewhere: (doc: DocId, update: Uint8Array) => void = () => undefined): PresenceRoom => {
  const rooms = new Map<DocId, Map<Present, States>>();
  /** Everybody of a node is one among those who have a record open. */
  const nodes = new Map<number, Present>();
  const isNode = new Set<Present>();

  const ofNode = (node: number): Present => {
    const known = nodes.get(node);
    if (known) return known;
    const made: Present = { user: NOBODY, owns: () => false, lens: () => undefined, send: () => undefined };
    nodes.set(node, made);
    isNode.add(made);
    return made;
  };

  const others = (doc: DocId, who: Present): readonly (readonly [Present, States])[] => [...(rooms.get(doc) ?? [])].filter(([present]) => present !== who);

  const tell = (doc: DocId, who: Present, states: ReadonlyMap<number, State>) => {
    if (states.size === 0) return;
    const update = writeAwareness(states);
    if (!isNode.has(who)) elsewhere(doc, update);
    for (const [present] of others(doc, who)) {
      const lens = present.lens(doc);
      present.send(doc, lens ? writeAwareness(seenStates(states, lens)) : update);
    }
  };

  const leave: PresenceRoom["leave"] = (doc, who) => {
    const room = rooms.get(doc);
    const states = room?.get(who);
    if (!room || !states) return;
    tell(doc, who, new Map([...states].map(([client, { clock }]) => [client, { clock: clock + 1, json: "null" }])));
    room.delete(who);
    if (room.size === 0) rooms.delete(doc);
  };

  const forget = (node: number): void => {
    const who = nodes.get(node);
    if (!who) return;
    for (const doc of rooms.keys()) leave(doc, who);
    nodes.delete(node);
    isNode.delete(who);
  };

  return {
    join: (doc, who) => {
      const room = rooms.get(doc) ?? new Map<Present, States>();
      rooms.set(doc, room);
      if (!room.has(who)) room.set(who, new Map());
      const here = new Map(others(doc, who).flatMap(([, states]) => [...states]));
      if (here.size > 0) who.send(doc, writeAwareness(seenStates(here, who.lens(doc))));
    },
    leave,
    show: (doc, who, update) => {
      const mine = rooms.get(doc)?.get(who);
      const states = readAwareness(update);
      if (!mine || !states) return;
      const shown = new Map<number, State>();
      for (const [client, { clock, json }] of states) {
        if (!who.owns(doc, client) || others(doc, who).some(([, theirs]) => theirs.has(client))) continue;
        const stamped = stamp(json, who.user);
        if (stamped === null || (!mine.has(client) && mine.size >= MAX_STATES)) continue;
        shown.set(client, { clock, json: stamped });
        if (stamped === "null") mine.delete(client);
        else mine.set(client, { clock, json: stamped });
      }
      tell(doc, who, shown);
    },
    hear: (node, doc, update) => {
      const heard = readAwareness(update);
      if (!heard) return;
      const who = ofNode(node);
      const room = rooms.get(doc) ?? new Map<Present, States>();
      const states: States = room.get(who) ?? new Map();
      for (const [client, state] of heard) {
        if (state.json === "null") states.delete(client);
        else states.set(client, state);
      }
      tell(doc, who, heard);
      if (states.size > 0) room.set(who, states);
      else room.delete(who);
      if (room.size > 0) rooms.set(doc, room);
      else rooms.delete(doc);
    },
    forget,
    forgetAll: () => {
      for (const node of nodes.keys()) forget(node);
    },
    mine: () =>
      [...rooms].flatMap(([doc, room]) => {
        const states = new Map([...room].flatMap(([who, shown]) => (isNode.has(who) ? [] : [...shown])));
        return states.size > 0 ? [[doc, writeAwareness(states)] as const] : [];
      }),
  };
};
