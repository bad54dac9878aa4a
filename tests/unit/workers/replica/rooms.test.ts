import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as sync from "y-protocols/sync";
import { beforeAll, expect, it } from "vitest";
import * as Y from "yjs";
import { docId, recordId } from "#domain/id.ts";
import { CLOSE } from "#domain/protocol/close.ts";
import { createDocument, fieldsOf, loadDocument } from "#domain/record/document.ts";
import { needContentCode } from "#workers/replica/content-code.ts";
import { createRooms, type RoomPort } from "#workers/replica/rooms.ts";

beforeAll(async () => void (await needContentCode()));

const ACME = docId(recordId("customer", "acme"));
const AUTHOR = 4_294_967_301;
const PAGE = 4_294_967_377;

const frame = (write: (encoder: encoding.Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  write(encoder);
  return encoding.toUint8Array(encoder);
};

it("[S-20] a page that was opened before a document came in another form hands in what was typed, and nothing of what its copy calls deleted", () => {
  const whole = createDocument(ACME, AUTHOR);
  fieldsOf(whole).set("name", "Acme");
  fieldsOf(whole).set("website", "hidden.example");
  const snapshot = Y.encodeStateAsUpdate(whole);
  const redacted = loadDocument(ACME, snapshot, AUTHOR + 1);
  fieldsOf(redacted).delete("website");
  const fresh = loadDocument(ACME, snapshot, AUTHOR + 1);

  const page = createDocument(ACME, PAGE);
  const sent: Uint8Array[] = [];
  let hear: (message: unknown) => void = () => undefined;
  const port: RoomPort = { send: (message) => message instanceof Uint8Array && sent.push(message), listen: (call) => void (hear = call), close: () => undefined };
  const rooms = createRooms({ ready: () => undefined, presence: () => undefined, changed: () => undefined, timers: { set: () => 0, clear: () => undefined } });
  rooms.attach(ACME, redacted, port);
  hear(frame((encoder) => sync.writeSyncStep1(encoder, page)));
  const replies = sent.splice(0).flatMap((message) => {
    const decoder = decoding.createDecoder(message);
    decoding.readVarUint(decoder);
    const reply = frame((encoder) => void sync.readSyncMessage(decoder, encoder, page, null));
    return reply.length > 1 ? [reply] : [];
  });
  expect([replies.length, fieldsOf(page).get("name"), fieldsOf(page).get("website")]).toEqual([1, "Acme", undefined]);
  const typed: Uint8Array[] = [];
  page.on("update", (update: Uint8Array) => typed.push(frame((encoder) => sync.writeUpdate(encoder, update))));
  fieldsOf(page).set("phone", "021");

  rooms.close(ACME, CLOSE.reload.code, fresh);
  for (const message of [...replies, ...typed]) hear(message);
  expect(fieldsOf(fresh).toJSON()).toEqual({ name: "Acme", website: "hidden.example", phone: "021" });
  expect([...(rooms.drain(ACME)?.fields.keys() ?? [])]).toEqual(["phone"]);
});
