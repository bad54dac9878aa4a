import { setTimeout as sleep } from "node:timers/promises";
import { answerQuestions, type Program } from "./apart.ts";
import { meet, type Client, type Speaks } from "./crowd-clients.ts";
import type { Room } from "./crowd-workspace.ts";

const FIELDS = ["phone", "address", "hotReason"] as const;

type Sent = Omit<Room, "content"> & { readonly content: string };

interface Connecting {
  readonly ask: "connect";
  readonly speaks: Speaks;
  readonly port: number;
  readonly rooms: readonly Sent[];
}

/** Waits until all have lost their connection and have come back by themselves. */
interface Returning {
  readonly ask: "lost" | "back" | "leave";
}

/** How it went for those who came back. */
export interface Returned {
  /** From the loss of the connection until its device is caught up again, in milliseconds: the slowest. */
  readonly slowest: number;
  /** The longest time between two refusals of one device that follow each other, and after which it came in. */
  readonly longestRefused: number;
  readonly refusals: number;
}

/** As the app does after a loss: see `workers/replica/sync.ts`. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const AT_ONCE = 100;

interface Seat {
  readonly room: Room;
  readonly place: number;
  readonly from: string;
  client: Client | null;
  lostAt: number;
  backAt: number;
  refusedAt: number | null;
  refusedFor: number;
  refusals: number;
}

let seats: Seat[] = [];
let given: Connecting | null = null;
let leaving = false;

/** A thousand from one address: companies have several. */
const addressOf = (index: number): string => `127.0.0.${2 + (Math.floor(index / 1_000) % 250)}`;

const sit = async (seat: Seat): Promise<void> => {
  if (!given) return;
  const { room, place, from } = seat;
  const client = await meet({ speaks: given.speaks, port: given.port, room, place, from, fields: FIELDS, hears: { value: () => undefined, answer: () => undefined } });
  client.showPresence();
  seat.client = client;
  void client.closed.then(() => {
    seat.client = null;
    if (!leaving) void comeBack(seat);
  });
};

/** Comes back after longer and longer waits, each by chance, until it is let in. */
const comeBack = async (seat: Seat): Promise<void> => {
  seat.lostAt = performance.now();
  seat.refusedAt = null;
  for (let losses = 0; ; losses += 1) {
    const ceiling = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(losses + 1, 10));
    await sleep(FIRST_WAIT + Math.random() * (ceiling - FIRST_WAIT));
    if (leaving) return;
    try {
      await sit(seat);
      seat.backAt = performance.now();
      if (seat.refusedAt !== null) seat.refusedFor = Math.max(seat.refusedFor, seat.backAt - seat.refusedAt);
      return;
    } catch (error) {
      // Nobody is there yet: that is no refusal.
      if ((error as { readonly code?: string }).code === "ECONNREFUSED" || (error as { readonly cause?: { readonly code?: string } }).cause?.code === "ECONNREFUSED") continue;
      seat.refusedAt ??= performance.now();
      seat.refusals += 1;
    }
  }
};

const connect = async (connecting: Connecting): Promise<{ readonly connected: number }> => {
  given = connecting;
  leaving = false;
  seats = connecting.rooms.flatMap((sent, index) => {
    const room: Room = { ...sent, content: new Uint8Array(Buffer.from(sent.content, "base64")) };
    return FIELDS.map((_field, place): Seat => ({ room, place, from: addressOf(index * FIELDS.length + place), client: null, lostAt: 0, backAt: 0, refusedAt: null, refusedFor: 0, refusals: 0 }));
  });
  for (let at = 0; at < seats.length; at += AT_ONCE) await Promise.all(seats.slice(at, at + AT_ONCE).map(sit));
  return { connected: seats.filter(({ client }) => client !== null).length };
};

const until = async (reached: () => boolean): Promise<void> => {
  while (!reached()) await sleep(10);
};

const answer = async (question: Connecting | Returning): Promise<unknown> => {
  switch (question.ask) {
    case "connect":
      return connect(question);
    case "lost":
      return until(() => seats.every(({ client }) => client === null));
    case "back": {
      await until(() => seats.every(({ client }) => client !== null));
      const returned: Returned = {
        slowest: Math.max(...seats.map(({ lostAt, backAt }) => backAt - lostAt)),
        longestRefused: Math.max(...seats.map(({ refusedFor }) => refusedFor)),
        refusals: seats.reduce((sum, { refusals }) => sum + refusals, 0),
      };
      return returned;
    }
    case "leave":
      leaving = true;
      for (const { client } of seats) client?.close();
      await until(() => seats.every(({ client }) => client === null));
      return null;
  }
};

/** Devices that do nothing but be there, all in one process. */
export const connectionsLoad: Program = { url: import.meta.url, name: "connections-load", run: async () => answerQuestions(answer) };
