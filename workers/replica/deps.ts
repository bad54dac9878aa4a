import type { Clock, Random } from "#domain/clock.ts";
import type { Locale } from "#domain/schema/words.ts";
import type { ReplicaStorage } from "./storage/storage.ts";
import type { Tabs } from "./tabs.ts";

export interface SocketEvents {
  readonly opened: () => void;
  readonly message: (bytes: Uint8Array) => void;
  /** Once, also when the connection never opened. */
  readonly closed: (code: number) => void;
}

export interface Socket {
  readonly send: (bytes: Uint8Array) => void;
  readonly close: (code?: number) => void;
}

/** Opens a websocket to the relay's `/sync`. */
export type Connect = (events: SocketEvents) => Socket;

export interface HttpAnswer {
  readonly status: number;
  /** Parsed JSON, null when there is none. */
  readonly body: unknown;
}

/** One request to the relay, with the session's cookie. Rejects when the relay cannot be reached. */
export type Http = (method: "GET" | "POST" | "DELETE", path: string, body?: object) => Promise<HttpAnswer>;

export interface Timers {
  readonly set: (call: () => void, milliseconds: number) => unknown;
  readonly clear: (timer: unknown) => void;
}

export type Log = (event: string, details?: Readonly<Record<string, unknown>>) => void;

/** Everything the replica needs of the world: a browser worker, Node and the simulation each bring their own. */
export interface ReplicaDeps {
  readonly storage: ReplicaStorage;
  readonly connect: Connect;
  readonly http: Http;
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  readonly tabs: Tabs;
  readonly log: Log;
  /** Minutes east of UTC. */
  readonly offsetMinutes: () => number;
  readonly locale: () => Locale;
  /** False when the device knows that it has no network. */
  readonly online: () => boolean;
  /** Asks the browser not to evict the storage. */
  readonly persist: () => void;
  /** It shows what another person sees: no change is taken. */
  readonly viewing?: true;
  /** It lives for one command: it puts nothing by for times without a connection. */
  readonly brief?: true;
}
