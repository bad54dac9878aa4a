import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { docId, kindOf, type DocId, type RecordId } from "#domain/id.ts";
import { isOrganisation } from "#domain/policy/organisation.ts";
import { CLEAR } from "#domain/policy/lens.ts";
import { CLIENT_IDS, leaseOf } from "#domain/protocol/down/welcome.ts";
import { MAX_UPDATE } from "#domain/protocol/parts.ts";
import { inPieces } from "./breath.ts";
import { mayRead } from "./feed.ts";
import type { Writer } from "./gate/gate.ts";
import { readUpdate } from "./gate/scan.ts";
import { encodingState } from "./gate/state.ts";
import { lensFor } from "./lensed.ts";
import type { Link, Receiver } from "./connection.ts";
import type { Present } from "./presence.ts";
import type { Relay } from "./relay.ts";
import { FIRST_DEVICE, type Token } from "./storage/storage.ts";

/** Message types of y-websocket and, inside the first, of y-protocols' sync. */
const SYNC = 0;
const AWARENESS = 1;
const ASK_AWARENESS = 3;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

const MAX_QUEUED = 256;
/** Longest state vector, in bytes: that of a document of several thousand writers. */
const MAX_VECTOR = 65_536;

const NOTHING = {};

/** Stock clients choose their ids at random from 32 bits. Those of device 0 are the relay's own, those from 2^32 on are leased. */
const isRandomId = (client: number): boolean => client >= CLIENT_IDS && leaseOf(client) < FIRST_DEVICE;

const message = (...parts: readonly (number | Uint8Array)[]): Uint8Array => {
  const encoder = encoding.createEncoder();
  for (const part of parts) {
    if (typeof part === "number") encoding.writeVarUint(encoder, part);
    else encoding.writeVarUint8Array(encoder, part);
  }
  return encoding.toUint8Array(encoder);
};

/**
 * Serves one record to a stock y-websocket client, behind the same gate as devices. Both SyncStep2 and updates are writes. The first
 * refused write ends the connection with the reason: a stock client cannot be told to take something back. Nor can it be told that what it was
 * not shown is there after all: it would go on to delete it. Who does not see all fields of the kind is therefore not served.
 */
export const openSingleDocument = async (relay: Relay, link: Link, { user, session }: Pick<Token, "user" | "session">, record: RecordId): Promise<Receiver | null> => {
  const doc: DocId = docId(record);
  const mine = new Set<number>();
  let foreign: ReadonlyMap<number, RecordId> = new Map();
  let sent: Uint8Array | null = null;
  let open = true;
  let queued = 0;
  let room: (() => void) | null = null;

  const close: Link["close"] = (reason, detail) => {
    if (!open) return;
    open = false;
    room?.();
    link.close(reason, detail);
  };

  const standing = () => relay.directory.standing(user);
  /** An id that nobody has used in this document becomes this person's with the first accepted update. */
  const mayUse = (client: number): boolean => {
    if (mine.has(client)) return true;
    const owner = foreign.get(client);
    return isRandomId(client) && (owner === undefined || owner === user);
  };

  const present: Present = {
    user: { id: user, name: relay.directory.name(user) },
    owns: (_doc, client) => mayUse(client),
    lens: (id) => lensFor(id, standing()?.lenses ?? CLEAR),
    send: (_doc, update) => open && link.send(message(AWARENESS, update)),
  };

  /** What `read` finds in the document, while no commit runs; null when the person may not read it, or not all of it: the connection is then closed. */
  const withDocument = async <T extends object | null>(read: (current: Y.Doc) => Promise<T>): Promise<T | null> => {
    const found = await relay.read(async ({ workings }) => {
      foreign = await relay.storage.writers(doc);
      const working = await workings.load(doc);
      const now = standing();
      if (!working?.row || !now || !mayRead(working.scopes, now.scopes)) return "notReadable";
      return lensFor(doc, now.lenses) ? "hiddenFields" : read(working.doc);
    });
    if (typeof found !== "string") return found;
    close("forbidden", found);
    return null;
  };

  /** What was added since the state vector `since`, and the state vector with it. */
  const addedSince = (since: Uint8Array) =>
    withDocument(async (current) => ({ vector: Y.encodeStateVector(current), update: await inPieces(encodingState(current, since), relay.breathe) }));

  /** What the client lacks since it was last sent something. */
  const bringUpToDate = async (): Promise<void> => {
    const added = sent ? await addedSince(sent) : await withDocument(async () => null);
    if (!open || !added) return;
    sent = added.vector;
    link.send(message(SYNC, UPDATE, added.update));
  };

  const write = async (update: Uint8Array): Promise<void> => {
    if (update.length > MAX_UPDATE) return close("tooLarge");
    if (!(await withDocument(async () => NOTHING))) return;
    const decoded = readUpdate(update);
    if (!decoded.ok) return decoded.error.reason === "undecodable" ? close("badFrame") : close("forbidden", `${decoded.error.code}: ${decoded.error.reason}`);
    const clients = new Set(decoded.value.structs.map(({ id }) => id.client));
    const writer = async (): Promise<Writer | null> => {
      const now = standing();
      return now?.person.active ? { person: now.person, device: 0, offset: 0, mayUse } : null;
    };
    const answer = await relay.submit({ docs: [{ doc, update, changes: null }] }, writer);
    if (!answer) return close("restarting");
    if (!answer.ok) return close("forbidden", `${answer.refusal.code}: ${answer.refusal.reason}`);
    for (const client of clients) if (mayUse(client)) mine.add(client);
  };

  const sync = async (decoder: decoding.Decoder): Promise<void> => {
    const kind = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    if (kind === STEP_2 || kind === UPDATE) return write(bytes);
    if (kind !== STEP_1) return close("badFrame");
    if (bytes.length > MAX_VECTOR) return close("tooLarge");
    // What cannot be read ends the connection as a bad frame.
    const added = await addedSince(bytes);
    if (!added) return;
    sent = added.vector;
    link.send(message(SYNC, STEP_2, added.update));
  };

  const receive = async (bytes: Uint8Array): Promise<void> => {
    const decoder = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(decoder);
    if (type === SYNC) return sync(decoder);
    if (type === AWARENESS) return relay.presence.show(doc, present, decoding.readVarUint8Array(decoder));
    if (type !== ASK_AWARENESS) close("badFrame");
  };

  const first = await withDocument(async (current) => Y.encodeStateVector(current));
  if (!first) return null;
  link.send(message(SYNC, STEP_1, first));
  const unfollow = relay.follow({
    committed: (published) => {
      const touched = published.some((one) => one.doc === doc || isOrganisation(kindOf(one.doc)));
      if (touched && open) bringUpToDate().catch(() => close("restarting"));
    },
    stop: (reason) => close(reason),
    person: user,
    signIn: session,
  });
  room = () => {
    unfollow();
    relay.presence.leave(doc, present);
  };
  relay.presence.join(doc, present);

  let last: Promise<void> = Promise.resolve();
  return {
    receive: (bytes) => {
      queued += 1;
      if (queued > MAX_QUEUED) return close("tooMany");
      last = last
        .then(() => (open ? receive(bytes) : undefined))
        .catch(() => close("badFrame"))
        .finally(() => {
          queued -= 1;
        });
    },
    closed: () => {
      if (!open) return;
      open = false;
      room?.();
    },
  };
};
