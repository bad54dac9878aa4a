import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";
import type { DocId } from "#domain/id.ts";
import { createDocument, proseOf } from "#domain/record/document.ts";
import { proseText } from "#domain/record/project-document.ts";
import { createPresence } from "#workers/replica/presence.ts";
import type { Replica } from "#workers/replica/replica.ts";

export interface Page {
  readonly page: Y.Doc;
  /** Close codes received. */
  readonly closes: readonly number[];
  /** See `OpenDocument`. */
  readonly forms: number;
  /** Adds a paragraph to the requirement. */
  readonly type: (text: string) => void;
  readonly text: () => string;
  /** Says who is here. */
  readonly here: (state: object) => void;
  readonly others: () => readonly object[];
  readonly leave: () => void;
}

const frame = (type: number, write: (encoder: encoding.Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
};

/** A page that has a document open: y-websocket's protocol without its timers. */
export const openPage = async (replica: Replica, doc: DocId): Promise<Page> => {
  let hear: (message: unknown) => void = () => undefined;
  const closes: number[] = [];
  const page = createDocument(doc);
  const states = new Map<number, object>();
  const presence = createPresence();

  const receive = (message: Uint8Array): void => {
    const decoder = decoding.createDecoder(message);
    if (decoding.readVarUint(decoder) === 0) {
      const reply = encoding.createEncoder();
      encoding.writeVarUint(reply, 0);
      sync.readSyncMessage(decoder, reply, page, "room");
      if (encoding.length(reply) > 1) hear(encoding.toUint8Array(reply));
      return;
    }
    const update = decoding.readVarUint8Array(decoder);
    presence.apply(update);
    const inner = decoding.createDecoder(update);
    for (let left = decoding.readVarUint(inner); left > 0; left -= 1) {
      const client = decoding.readVarUint(inner);
      decoding.readVarUint(inner);
      const state = JSON.parse(decoding.readVarString(inner)) as object | null;
      if (state && client !== page.clientID) states.set(client, state);
      else states.delete(client);
    }
  };

  const opened = await replica.openOn(doc, {
    send: (message) => {
      if (message instanceof Uint8Array) receive(message);
      else closes.push(message.close);
    },
    listen: (call) => {
      hear = call;
    },
    close: () => undefined,
  });
  if (!opened) throw new Error("the document does not open");
  page.clientID = opened.clientId;
  page.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin !== "room") hear(frame(0, (encoder) => sync.writeUpdate(encoder, update)));
  });
  hear(frame(0, (encoder) => sync.writeSyncStep1(encoder, page)));
  let clock = 0;
  return {
    page,
    closes,
    forms: opened.forms,
    type: (text) => {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.insert(0, [new Y.XmlText(text)]);
      proseOf(page, "requirement").push([paragraph]);
    },
    text: () => proseText(proseOf(page, "requirement")),
    here: (state) => {
      clock += 1;
      const update = encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarUint(encoder, opened.clientId);
        encoding.writeVarUint(encoder, clock);
        encoding.writeVarString(encoder, JSON.stringify(state));
      });
      hear(frame(1, (encoder) => encoding.writeVarUint8Array(encoder, update)));
    },
    others: () => [...states.values()],
    leave: () => hear("close"),
  };
};
