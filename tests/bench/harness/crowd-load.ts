import { setTimeout as sleep } from "node:timers/promises";
import * as Y from "yjs";
import { createDocument, fieldsOf } from "#domain/record/document.ts";
import { answerQuestions, type Program } from "./apart.ts";
import { meet, type Client, type Speaks } from "./crowd-clients.ts";
import type { Room } from "./crowd-workspace.ts";
import { quantile } from "./sample.ts";

/** The fields of the people of a room: each writes one. */
const FIELDS = ["phone", "address", "hotReason"] as const;

interface Opening {
  readonly ask: "open";
  readonly name: string;
  readonly speaks: Speaks;
  readonly port: number;
  readonly rooms: readonly (Omit<Room, "content"> & { readonly content: string })[];
}

interface Playing {
  readonly ask: "play";
  readonly name: string;
  /** Edits per second, of everybody together. */
  readonly rate: number;
  readonly seconds: number;
}

/** What came of a stretch of edits. */
export interface Played {
  readonly sent: number;
  /** Edits that both others of the room have seen; those that were followed by another before it went out count with that. */
  readonly seen: number;
  readonly refused: number;
  readonly p50: number;
  readonly p99: number;
}

interface Writer {
  readonly client: Client;
  readonly copy: Y.Doc;
  readonly field: string;
  readonly place: number;
  /** When each edit was sent, from the first of this stretch on. */
  sentAt: number[];
  /** Number of the first edit of this stretch. */
  first: number;
  next: number;
  last: string | null;
}

interface Hall {
  readonly rooms: readonly (readonly Writer[])[];
  stretch: { seen: number; refused: number; readonly latencies: number[] };
}

const halls = new Map<string, Hall>();
const AT_ONCE = 50;

/** Source addresses: no more than a thousand connections come from one. */
const addressOf = (index: number): string => `127.0.0.${2 + (Math.floor(index / 1_000) % 250)}`;

const open = async ({ name, speaks, port, rooms }: Opening): Promise<{ readonly clients: number }> => {
  const hall: { rooms: Writer[][]; stretch: Hall["stretch"] } = { rooms: [], stretch: { seen: 0, refused: 0, latencies: [] } };
  let count = 0;
  const openRoom = async (given: Opening["rooms"][number], index: number): Promise<void> => {
    const room: Room = { ...given, content: new Uint8Array(Buffer.from(given.content, "base64")) };
    const writers: Writer[] = [];
    hall.rooms[index] = writers;
    for (const [place, field] of FIELDS.entries()) {
      const seen = new Map<string, number>();
      const value = (path: string, text: string): void => {
        const writer = writers[FIELDS.indexOf(path as (typeof FIELDS)[number])];
        if (!writer || writer.place === place || !text.startsWith("~")) return;
        const number = Number(text.slice(text.lastIndexOf(".") + 1));
        const now = performance.now();
        for (let one = Math.max(writer.first, (seen.get(path) ?? -1) + 1); one <= number; one += 1) {
          hall.stretch.latencies.push(now - (writer.sentAt[one - writer.first] ?? now));
          hall.stretch.seen += 1;
        }
        seen.set(path, Math.max(number, seen.get(path) ?? -1));
      };
      const answer = (ok: boolean): void => {
        if (!ok) hall.stretch.refused += 1;
      };
      const client = await meet({ speaks, port, room, place, from: addressOf(count), fields: FIELDS, hears: { value, answer } });
      count += 1;
      const copy = createDocument(`copy ${index}`);
      Y.applyUpdate(copy, room.content);
      copy.clientID = client.writes;
      writers.push({ client, copy, field, place, sentAt: [], first: 0, next: 0, last: null });
    }
  };
  for (let at = 0; at < rooms.length; at += AT_ONCE) await Promise.all(rooms.slice(at, at + AT_ONCE).map((room, index) => openRoom(room, at + index)));
  halls.set(name, hall);
  return { clients: count };
};

const edit = (writer: Writer, room: number): void => {
  const to = `~${writer.place}.${room}.${writer.next}`;
  let update = new Uint8Array();
  const take = (bytes: Uint8Array): void => {
    update = bytes as Uint8Array<ArrayBuffer>;
  };
  writer.copy.once("update", take);
  fieldsOf(writer.copy).set(writer.field, to);
  writer.next += 1;
  writer.sentAt.push(performance.now());
  writer.client.send({ field: writer.field, from: writer.last, to, update });
  writer.last = to;
};

const PATIENCE = 10_000;

/** Edits go out at their times, however long the answers take. */
const play = async ({ name, rate, seconds }: Playing): Promise<Played> => {
  const hall = halls.get(name);
  if (!hall) throw new Error(`${name} is not open`);
  hall.stretch = { seen: 0, refused: 0, latencies: [] };
  for (const writer of hall.rooms.flat()) {
    writer.first = writer.next;
    writer.sentAt = [];
  }
  const total = Math.round(rate * seconds);
  const started = performance.now();
  let sent = 0;
  while (sent < total) {
    const due = Math.min(total, Math.ceil(((performance.now() - started) / 1_000) * rate));
    for (; sent < due; sent += 1) {
      // Each room in turn, and in it each person in turn: everybody writes at the same pace.
      const room = sent % hall.rooms.length;
      const writer = hall.rooms[room]?.[Math.floor(sent / hall.rooms.length) % FIELDS.length];
      if (writer) edit(writer, room);
    }
    await sleep(1);
  }
  const others = FIELDS.length - 1;
  const over = performance.now() + PATIENCE;
  while (hall.stretch.seen < total * others && performance.now() < over) await sleep(5);
  const { seen, refused, latencies } = hall.stretch;
  return { sent, seen: seen / others, refused, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
};

/** Clients of every relay that is measured, all of them in one process. */
export const crowdLoad: Program = {
  url: import.meta.url,
  name: "crowd-load",
  run: async () => answerQuestions(async (question: Opening | Playing) => (question.ask === "open" ? open(question) : play(question))),
};
