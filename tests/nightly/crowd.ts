import { WebSocket } from "ws";
import { encodeFrame } from "#domain/protocol/frame.ts";
import { PROTOCOL } from "#domain/protocol/parts.ts";

export interface Crowd {
  /** How many connections the relay keeps open at once, at most. */
  readonly open: number;
  /** How many were ended, by close code. */
  readonly ended: ReadonlyMap<number, number>;
}

/** Connections that come at the same moment. */
const WAVE = 200;

/** `count` connections of one account, each with a ticket of its own and held open for as long as the relay lets it. */
export const crowd = async (port: number, ticket: () => Promise<string>, count: number, between: () => Promise<void>): Promise<Crowd> => {
  const ended = new Map<number, number>();
  const held = new Set<WebSocket>();
  let open = 0;
  const one = async (): Promise<void> => {
    const hello = encodeFrame({ type: "hello", protocol: PROTOCOL, ticket: await ticket(), device: null, deviceKey: null, cursor: 0, scopes: [], now: Date.now() });
    await new Promise<void>((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/sync`, { origin: `http://127.0.0.1:${port}` });
      socket.once("open", () => {
        held.add(socket);
        socket.send(hello);
      });
      // The first message is the welcome: it is in.
      socket.once("message", () => resolve());
      socket.once("error", () => resolve());
      socket.once("close", (code) => {
        held.delete(socket);
        ended.set(code, (ended.get(code) ?? 0) + 1);
        resolve();
      });
    });
  };
  for (let left = count; left > 0; left -= WAVE) {
    await Promise.all(Array.from({ length: Math.min(WAVE, left) }, one));
    open = Math.max(open, held.size);
    await between();
  }
  for (const socket of held) socket.terminate();
  return { open, ended };
};
