import type { Connect, Socket, SocketEvents } from "#workers/replica/deps.ts";
import type { Link, Receiver } from "#sync-server/connection.ts";
import { CLOSE } from "#domain/protocol/close.ts";
import type { Dice } from "./dice.ts";
import type { VirtualTime } from "./virtual-time.ts";

/**
 * What may go wrong on the way, as probabilities per frame. Frames of one connection stay in order: it is one TCP stream. Frames of
 * different connections overtake each other: each has a delay of its own, and what was on its way over a connection that broke may reach
 * the relay after the device has come back over another.
 */
export interface Weather {
  /** The frame and everything behind it is lost, and the connection with it. */
  readonly cut: number;
  /** The frame arrives twice. */
  readonly duplicate: number;
  /** The relay does not notice for a while that a connection broke, and goes on reading what was on its way. */
  readonly late: number;
  /** Longest delay of a frame, in milliseconds. */
  readonly latency: number;
}

export interface Faults {
  cuts: number;
  duplicates: number;
  late: number;
  frames: number;
}

export interface Network {
  readonly connect: Connect;
  /** Ends every connection at once, with what is on its way. */
  readonly cutAll: () => void;
  readonly setWeather: (weather: Weather) => void;
  readonly setReachable: (reachable: boolean) => void;
}

const GONE = 1006;
/** How long a broken connection may go unnoticed by the relay, in milliseconds: longer than a device waits before it tries again. */
const LATE = 20_000;

/** One device's way to the relay. `accept` is null while the relay is down. */
export const createNetwork = (
  time: VirtualTime,
  dice: Dice,
  accept: () => ((link: Link) => Receiver) | null,
  faults: Faults,
): Network => {
  let weather: Weather = { cut: 0, duplicate: 0, late: 0, latency: 40 };
  let reachable = true;
  const connections = new Set<(code: number) => void>();

  const connect = (events: SocketEvents): Socket => {
    let open = true;
    /** Whether the relay reads this connection. */
    let read = true;
    let receiver: Receiver | null = null;
    const arrival = { up: 0, down: 0 };

    const end = (code: number): void => {
      if (!open) return;
      open = false;
      connections.delete(end);
      const late = code === GONE && dice.chance(weather.late);
      if (late) faults.late += 1;
      else read = false;
      time.set(
        () => {
          read = false;
          receiver?.closed();
        },
        late ? LATE : dice.below(weather.latency),
      );
      time.set(() => events.closed(code), dice.below(weather.latency));
    };

    const carry = (way: "up" | "down", deliver: () => void): void => {
      if (!open) return;
      faults.frames += 1;
      if (dice.chance(weather.cut)) {
        faults.cuts += 1;
        end(GONE);
        return;
      }
      const times = dice.chance(weather.duplicate) ? 2 : 1;
      faults.duplicates += times - 1;
      for (let copy = 0; copy < times; copy += 1) {
        arrival[way] = Math.max(arrival[way], time.now() + 1 + dice.below(weather.latency));
        time.set(() => (way === "up" ? read : open) && deliver(), arrival[way] - time.now());
      }
    };

    time.set(() => {
      if (!open) return;
      const take = reachable ? accept() : null;
      if (!take) {
        open = false;
        events.closed(GONE);
        return;
      }
      connections.add(end);
      receiver = take({
        send: (bytes) => carry("down", () => events.message(bytes.slice())),
        close: (reason) => end(CLOSE[reason].code),
        waiting: () => 0,
      });
      events.opened();
    }, dice.below(weather.latency));

    return {
      send: (bytes) => carry("up", () => receiver?.receive(bytes.slice())),
      close: (code) => end(code ?? 1000),
    };
  };

  return {
    connect,
    cutAll: () => {
      for (const end of connections) end(GONE);
    },
    setWeather: (next) => {
      weather = next;
    },
    setReachable: (next) => {
      reachable = next;
    },
  };
};
