import { Agent, request } from "node:http";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { CLIENT_IDS } from "#domain/protocol/down/welcome.ts";
import { decodeFrame, encodeFrame } from "#domain/protocol/frame.ts";
import { PROTOCOL } from "#domain/protocol/parts.ts";
import type { CrowdDevice, Room } from "./crowd-workspace.ts";

/** Whose relay a client speaks to. `dumb`: one that passes bytes on. */
export type Speaks = "tidebook" | "y-websocket" | "hocuspocus" | "dumb";

/** One change of one field, made by a client's own copy of the record. */
export interface Edit {
  readonly field: string;
  readonly from: string | null;
  readonly to: string;
  readonly update: Uint8Array;
}

export interface Client {
  readonly send: (edit: Edit) => void;
  /** Client id that its updates are written under. */
  readonly writes: number;
  readonly showPresence: () => void;
  readonly close: () => void;
  readonly closed: Promise<number>;
}

/** What a client hears: values of fields, and what was done with its own edits. */
export interface Hears {
  readonly value: (field: string, value: string) => void;
  readonly answer: (ok: boolean) => void;
}

export interface Meeting {
  readonly speaks: Speaks;
  readonly port: number;
  readonly room: Room;
  readonly place: number;
  /** Local address to come from, so that many can. */
  readonly from: string;
  readonly fields: readonly string[];
  readonly hears: Hears;
}

const SYNC = 0;
const AWARENESS = 1;
const UPDATE = 2;

const encoded = (write: (encoder: encoding.Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
};

const opened = (socket: WebSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once("open", () => resolve());
    socket.once("error", reject);
    socket.once("close", (code) => reject(new Error(`closed with ${code} before it was open`)));
  });

const closedOf = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => {
    socket.once("close", resolve);
    socket.on("error", () => undefined);
  });

const bytesOf = (data: unknown): Uint8Array => data as Uint8Array;

/** The values of fields that an update writes. */
const hearUpdate = (update: Uint8Array, { fields, hears }: Meeting): void => {
  for (const struct of Y.decodeUpdate(update).structs) {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny)) continue;
    const value: unknown = struct.content.arr[0];
    // Only the first value of a key names it; what follows is told apart by the value itself.
    if (typeof value === "string" && value.startsWith("~")) hears.value(fields[Number(value[1])] ?? "", value);
  }
};

const awarenessOf = (client: number, field: string): Uint8Array =>
  encoded((to) => {
    encoding.writeVarUint(to, 1);
    encoding.writeVarUint(to, client);
    encoding.writeVarUint(to, 1);
    encoding.writeVarString(to, JSON.stringify({ user: { name: "Somebody", color: "#3b82f6" }, field }));
  });

const agents = new Map<string, Agent>();

const agentOf = (localAddress: string): Agent => {
  const known = agents.get(localAddress) ?? new Agent({ keepAlive: true, maxSockets: 20, localAddress });
  agents.set(localAddress, known);
  return known;
};

const askTicket = (port: number, { cookie }: CrowdDevice, from: string): Promise<{ readonly status: number; readonly retryAfter: number; readonly body: string }> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path: "/api/ticket", method: "POST", agent: agentOf(from), headers: { cookie: `tidebook_session=${cookie}` } }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (body += chunk));
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, retryAfter: Number(response.headers["retry-after"] ?? 1), body }));
    });
    asked.on("error", reject);
    asked.end();
  });

const ticketFor = async (port: number, device: CrowdDevice, from: string): Promise<string> => {
  for (;;) {
    const { status, retryAfter, body } = await askTicket(port, device, from);
    if (status === 200) return (JSON.parse(body) as { readonly ticket: string }).ticket;
    if (status !== 429) throw new Error(`no ticket: ${status} ${body}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000 * retryAfter));
  }
};

let transactions = 0;
const time36 = (): string => Date.now().toString(36).padStart(9, "0");

/** As a device does: ticket, hello, the end of catching up; then edits as transactions with their changes in words. */
const meetTidebook = async (meeting: Meeting): Promise<Client> => {
  const { port, room, place, from, fields, hears } = meeting;
  const device = room.devices[place] as CrowdDevice;
  const ticket = await ticketFor(port, device, from);
  const socket = new WebSocket(`ws://127.0.0.1:${port}/sync`, { localAddress: from, perMessageDeflate: false });
  const closed = closedOf(socket);
  await opened(socket);
  const client = device.device * CLIENT_IDS + 1;
  const caughtUp = new Promise<void>((resolve, reject) => {
    void closed.then((code) => reject(new Error(`closed with ${code}`)));
    socket.on("message", (data) => {
      const frame = decodeFrame(bytesOf(data));
      const message = (frame.ok ? frame.value : {}) as { type?: string; more?: boolean; entries?: readonly { readonly row?: Readonly<Record<string, unknown>> }[]; answers?: readonly { readonly ok: boolean }[] };
      if (message.type === "answers") for (const { ok } of message.answers ?? []) hears.answer(ok);
      if (message.type !== "page") return;
      if (message.more === false) resolve();
      for (const { row } of message.entries ?? []) for (const field of fields) if (typeof row?.[field] === "string") hears.value(field, row[field]);
    });
  });
  const { deviceKey, cursor, scopes } = device;
  socket.send(encodeFrame({ type: "hello", protocol: PROTOCOL, ticket, device: device.device, deviceKey, cursor, scopes, oldest: null, now: Date.now() }));
  await caughtUp;
  return {
    writes: client,
    closed,
    close: () => socket.close(),
    showPresence: () => {
      socket.send(encodeFrame({ type: "watch", docs: [room.record] }));
      socket.send(encodeFrame({ type: "presence", doc: room.record, update: awarenessOf(client, fields[place] ?? "") }));
    },
    send: ({ field, from: before, to, update }) => {
      transactions += 1;
      const id = time36() + transactions.toString(36).padStart(7, "0");
      const at = `${time36()}000-${device.device.toString(36)}`;
      const changes = [{ path: field, from: before, to, at }];
      socket.send(encodeFrame({ type: "push", txs: [{ id, docs: [{ doc: room.record, update, changes }] }] }));
    },
  };
};

/** As y-websocket's provider does, without applying what comes. */
const meetYWebsocket = async (meeting: Meeting): Promise<Client> => {
  const { port, room, place, from, fields } = meeting;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/${room.record.replace("/", "-")}`, { localAddress: from, perMessageDeflate: false });
  const closed = closedOf(socket);
  socket.on("message", (data) => {
    const decoder = decoding.createDecoder(bytesOf(data));
    if (decoding.readVarUint(decoder) !== SYNC || decoding.readVarUint(decoder) !== UPDATE) return;
    hearUpdate(decoding.readVarUint8Array(decoder), meeting);
  });
  await opened(socket);
  const sendUpdate = (update: Uint8Array): void =>
    socket.send(
      encoded((to) => {
        encoding.writeVarUint(to, SYNC);
        encoding.writeVarUint(to, UPDATE);
        encoding.writeVarUint8Array(to, update);
      }),
    );
  if (place === 0) sendUpdate(room.content);
  const client = place + 100;
  return {
    writes: client,
    closed,
    close: () => socket.close(),
    showPresence: () =>
      socket.send(
        encoded((to) => {
          encoding.writeVarUint(to, AWARENESS);
          encoding.writeVarUint8Array(to, awarenessOf(client, fields[place] ?? ""));
        }),
      ),
    send: ({ update }) => sendUpdate(update),
  };
};

const HOCUSPOCUS_AUTH = 2;

/** As Hocuspocus' provider does, without applying what comes. */
const meetHocuspocus = async (meeting: Meeting): Promise<Client> => {
  const { port, room, place, from, fields } = meeting;
  const name = room.record;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, { localAddress: from, perMessageDeflate: false });
  const closed = closedOf(socket);
  const letIn = new Promise<void>((resolve, reject) => {
    void closed.then((code) => reject(new Error(`closed with ${code}`)));
    socket.on("message", (data) => {
      const decoder = decoding.createDecoder(bytesOf(data));
      decoding.readVarString(decoder);
      const type = decoding.readVarUint(decoder);
      if (type === HOCUSPOCUS_AUTH) resolve();
      if (type !== SYNC || decoding.readVarUint(decoder) !== UPDATE) return;
      hearUpdate(decoding.readVarUint8Array(decoder), meeting);
    });
  });
  await opened(socket);
  const send = (type: number, write: (to: encoding.Encoder) => void): void =>
    socket.send(
      encoded((to) => {
        encoding.writeVarString(to, name);
        encoding.writeVarUint(to, type);
        write(to);
      }),
    );
  const sendUpdate = (update: Uint8Array): void =>
    send(SYNC, (to) => {
      encoding.writeVarUint(to, UPDATE);
      encoding.writeVarUint8Array(to, update);
    });
  send(HOCUSPOCUS_AUTH, (to) => {
    encoding.writeVarUint(to, 0);
    encoding.writeVarString(to, "token");
  });
  await letIn;
  if (place === 0) sendUpdate(room.content);
  const client = place + 100;
  return {
    writes: client,
    closed,
    close: () => socket.close(),
    showPresence: () => send(AWARENESS, (to) => encoding.writeVarUint8Array(to, awarenessOf(client, fields[place] ?? ""))),
    send: ({ update }) => sendUpdate(update),
  };
};

/** The update, and nothing else. */
const meetDumb = async (meeting: Meeting): Promise<Client> => {
  const { port, room, place, from } = meeting;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/${room.record.replace("/", "-")}`, { localAddress: from, perMessageDeflate: false });
  const closed = closedOf(socket);
  socket.on("message", (data) => hearUpdate(bytesOf(data), meeting));
  await opened(socket);
  return { writes: place + 100, closed, close: () => socket.close(), showPresence: () => undefined, send: ({ update }) => socket.send(update) };
};

const MEET = { tidebook: meetTidebook, "y-websocket": meetYWebsocket, hocuspocus: meetHocuspocus, dumb: meetDumb } as const satisfies Record<Speaks, (meeting: Meeting) => Promise<Client>>;

export const meet = (meeting: Meeting): Promise<Client> => MEET[meeting.speaks](meeting);

