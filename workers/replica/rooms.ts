import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type * as Y from "yjs";
import { findEntity } from "#domain/entities/registry.ts";
import { facetOf, kindOf, type DocId } from "#domain/id.ts";
import { prosePath } from "#domain/record/path.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { contentCode } from "./content-code.ts";
import type { Timers } from "./deps.ts";
import { createPresence, type Presence } from "./presence.ts";

/** One page's end of a room. It sends frames of y-websocket's protocol, and `"close"`; it is sent frames, and `{ close: code }`. */
export interface RoomPort {
  readonly send: (message: Uint8Array | { readonly close: number }) => void;
  readonly listen: (call: (message: unknown) => void) => void;
  readonly close: () => void;
}

/** y-websocket's message numbers. */
const SYNC = 0;
const AWARENESS = 1;
const QUERY_AWARENESS = 3;

/** Pause in typing after which it becomes a transaction, and the longest that it waits, in milliseconds. */
const IDLE = 300;
const LONGEST = 1_000;

/** What was typed into an open document since the last transaction. */
export interface PageBatch {
  readonly doc: DocId;
  readonly update: Uint8Array;
  readonly proses: readonly string[];
  readonly fields: ReadonlyMap<string, { readonly from: FieldValue; readonly to: FieldValue }>;
  /** Plain text, cut for rows, of each prose touched. */
  readonly texts: Readonly<Record<string, string>>;
}

export interface RoomHandlers {
  /** A batch is ready: `drain` gives it. */
  readonly ready: (doc: DocId) => void;
  /** Awareness made in this tab, for other tabs and the relay. */
  readonly presence: (doc: DocId, update: Uint8Array) => void;
  /** The set of open documents changed. */
  readonly changed: () => void;
  readonly timers: Timers;
}

interface Connection {
  readonly port: RoomPort;
  readonly clients: Set<number>;
  /** False once the room told the page to start over: what was typed before is still taken, and nothing else. */
  open: boolean;
}

interface Batch {
  updates: Uint8Array[];
  proses: Set<string>;
  fields: Map<string, { from: FieldValue; to: FieldValue }>;
  timer: unknown;
  longest: unknown;
}

interface Room {
  doc: Y.Doc;
  unbind: () => void;
  readonly connections: Set<Connection>;
  readonly presence: Presence;
  batch: Batch | null;
}

export interface Rooms {
  readonly attach: (id: DocId, doc: Y.Doc, port: RoomPort) => void;
  readonly has: (id: DocId) => boolean;
  readonly docs: () => readonly DocId[];
  /** Takes what was typed and not yet made a transaction. */
  readonly drain: (id: DocId) => PageBatch | null;
  /** Takes a batch back that could not be stored. */
  readonly putBack: (batch: PageBatch) => void;
  /** Awareness of others. */
  readonly receivePresence: (id: DocId, update: Uint8Array) => void;
  /** Everybody this tab knows of, for a tab or relay that just arrived. */
  readonly presenceOf: (id: DocId) => Uint8Array | null;
  /** Ends every connection with a close code; with a new document, later words of those pages go there. */
  readonly close: (id: DocId, code: number, rebuilt: Y.Doc | null) => void;
}

const frame = (type: number, write: (encoder: encoding.Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
};

const awarenessFrame = (update: Uint8Array): Uint8Array => frame(AWARENESS, (encoder) => encoding.writeVarUint8Array(encoder, update));

/** Open documents: the server's side of y-websocket's protocol, one connection per page that has the document open. */
export const createRooms = ({ ready, presence: tellPresence, changed, timers }: RoomHandlers): Rooms => {
  const rooms = new Map<DocId, Room>();

  const send = (room: Room, bytes: Uint8Array, except: unknown = null): void => {
    for (const connection of room.connections) if (connection.open && connection !== except) connection.port.send(bytes);
  };

  const isConnection = (room: Room, origin: unknown): origin is Connection => room.connections.has(origin as Connection);

  const batchOf = (id: DocId, room: Room): Batch => {
    const due = (): void => ready(id);
    if (!room.batch) room.batch = { updates: [], proses: new Set(), fields: new Map(), timer: null, longest: timers.set(due, LONGEST) };
    if (room.batch.timer !== null) timers.clear(room.batch.timer);
    room.batch.timer = timers.set(due, IDLE);
    return room.batch;
  };

  /** Listens to a document: everything goes to the pages, what a page did becomes part of the batch. */
  const bind = (id: DocId, room: Room, doc: Y.Doc): void => {
    const { fieldsOf, proseOf, sync } = contentCode();
    room.unbind();
    room.doc = doc;
    const map = fieldsOf(doc);
    const names = facetOf(id) === null ? Object.keys(findEntity(kindOf(id))?.prose ?? {}) : [];
    const proses = names.map((name) => [name, proseOf(doc, name)] as const);
    const onFields = (event: Y.YMapEvent<FieldValue>, transaction: Y.Transaction): void => {
      if (!isConnection(room, transaction.origin)) return;
      const batch = batchOf(id, room);
      for (const [path, { oldValue }] of event.changes.keys) {
        const from = batch.fields.get(path)?.from ?? ((oldValue ?? null) as FieldValue);
        batch.fields.set(path, { from, to: map.get(path) ?? null });
      }
    };
    const onUpdate = (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void => {
      send(room, frame(SYNC, (encoder) => sync.writeUpdate(encoder, update)), origin);
      if (!isConnection(room, origin)) return;
      const batch = batchOf(id, room);
      batch.updates.push(update);
      for (const [name, prose] of proses) if (transaction.changedParentTypes.has(prose as Y.AbstractType<unknown> as never)) batch.proses.add(name);
    };
    map.observe(onFields);
    doc.on("update", onUpdate);
    room.unbind = () => {
      room.unbind = () => undefined;
      map.unobserve(onFields);
      doc.off("update", onUpdate);
    };
  };

  const leave = (id: DocId, room: Room, connection: Connection): void => {
    if (!room.connections.delete(connection)) return;
    connection.port.close();
    const gone = room.presence.remove(connection.clients);
    if (gone) {
      send(room, awarenessFrame(gone));
      tellPresence(id, gone);
    }
    if (room.connections.size > 0) return;
    if (room.batch) ready(id);
    if (!room.batch) drop(id, room);
    changed();
  };

  const drop = (id: DocId, room: Room): void => {
    room.unbind();
    rooms.delete(id);
  };

  const receive = (id: DocId, room: Room, connection: Connection, bytes: Uint8Array): void => {
    const decoder = decoding.createDecoder(bytes);
    switch (decoding.readVarUint(decoder)) {
      case SYNC: {
        const { sync } = contentCode();
        // The last words of a page are what was typed. All that its copy knows would also say what that copy had been given as deleted.
        if (!connection.open && decoding.peekVarUint(decoder) !== sync.messageYjsUpdate) return;
        const reply = encoding.createEncoder();
        encoding.writeVarUint(reply, SYNC);
        const kind = sync.readSyncMessage(decoder, reply, room.doc, connection);
        if (!connection.open || kind !== sync.messageYjsSyncStep1) return;
        connection.port.send(encoding.toUint8Array(reply));
        connection.port.send(frame(SYNC, (encoder) => sync.writeSyncStep1(encoder, room.doc)));
        return;
      }
      case AWARENESS: {
        const fresh = room.presence.apply(decoding.readVarUint8Array(decoder));
        for (const client of fresh) connection.clients.add(client);
        const update = room.presence.encode(fresh);
        if (!update) return;
        // The sender too: its provider takes silence for a dead connection.
        send(room, awarenessFrame(update));
        tellPresence(id, update);
        return;
      }
      case QUERY_AWARENESS: {
        const all = room.presence.encode(room.presence.clients());
        if (all) connection.port.send(awarenessFrame(all));
        return;
      }
    }
  };

  return {
    attach: (id, doc, port) => {
      let room = rooms.get(id);
      if (!room) {
        room = { doc, unbind: () => undefined, connections: new Set(), presence: createPresence(), batch: null };
        rooms.set(id, room);
      }
      const known = room;
      if (known.doc !== doc || known.connections.size === 0) bind(id, known, doc);
      const connection: Connection = { port, clients: new Set(), open: true };
      known.connections.add(connection);
      port.listen((data) => {
        if (data === "close") leave(id, known, connection);
        else if (data instanceof Uint8Array) receive(id, known, connection, data);
      });
      const others = known.presence.encode(known.presence.clients());
      if (others) port.send(awarenessFrame(others));
      changed();
    },
    has: (id) => rooms.has(id),
    docs: () => [...rooms].filter(([, room]) => [...room.connections].some(({ open }) => open)).map(([id]) => id),
    drain: (id) => {
      const room = rooms.get(id);
      const batch = room?.batch;
      if (!room || !batch) return null;
      timers.clear(batch.timer);
      timers.clear(batch.longest);
      room.batch = null;
      if (room.connections.size === 0) drop(id, room);
      const { mergeUpdates, PROSE_IN_ROW, proseOf, proseText } = contentCode();
      const proses = [...batch.proses];
      const texts = Object.fromEntries(proses.map((name) => [name, proseText(proseOf(room.doc, name), PROSE_IN_ROW)]));
      if (batch.updates.length === 0 || (proses.length === 0 && batch.fields.size === 0)) return null;
      return { doc: id, update: mergeUpdates(batch.updates), proses: proses.map(prosePath), fields: batch.fields, texts };
    },
    putBack: ({ doc, update, proses, fields }) => {
      const room = rooms.get(doc);
      if (!room) return;
      const batch = batchOf(doc, room);
      batch.updates.unshift(update);
      for (const path of proses) batch.proses.add(path.slice(prosePath("").length));
      for (const [path, change] of fields) batch.fields.set(path, { from: change.from, to: batch.fields.get(path)?.to ?? change.to });
    },
    receivePresence: (id, update) => {
      const room = rooms.get(id);
      if (!room) return;
      const newer = room.presence.encode(room.presence.apply(update));
      if (newer) send(room, awarenessFrame(newer));
    },
    presenceOf: (id) => {
      const room = rooms.get(id);
      return room ? room.presence.encode(room.presence.clients()) : null;
    },
    close: (id, code, rebuilt) => {
      const room = rooms.get(id);
      if (!room) return;
      for (const connection of room.connections) {
        if (!connection.open) continue;
        connection.open = false;
        connection.port.send({ close: code });
      }
      if (rebuilt) bind(id, room, rebuilt);
      else room.unbind();
      changed();
    },
  };
};
