import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

interface Seen {
  readonly clock: number;
  /** JSON; `null` says that the client left. */
  readonly state: string;
}

/** Who is on one document: awareness states of y-protocols by client id, without timers of its own. */
export interface Presence {
  /** Takes in an awareness update; answers the clients whose state is new. */
  readonly apply: (update: Uint8Array) => readonly number[];
  /** The states of some clients as an awareness update; null when there are none. */
  readonly encode: (clients: Iterable<number>) => Uint8Array | null;
  readonly clients: () => readonly number[];
  /** Marks clients as gone; answers the update that says so. */
  readonly remove: (clients: Iterable<number>) => Uint8Array | null;
}

export const createPresence = (): Presence => {
  const seen = new Map<number, Seen>();

  const encode = (clients: Iterable<number>): Uint8Array | null => {
    const known = [...clients].flatMap((client) => {
      const state = seen.get(client);
      return state ? [[client, state] as const] : [];
    });
    if (known.length === 0) return null;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, known.length);
    for (const [client, { clock, state }] of known) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, state);
    }
    return encoding.toUint8Array(encoder);
  };

  return {
    apply: (update) => {
      const decoder = decoding.createDecoder(update);
      const fresh: number[] = [];
      for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
        const client = decoding.readVarUint(decoder);
        const clock = decoding.readVarUint(decoder);
        const state = decoding.readVarString(decoder);
        const known = seen.get(client);
        if (known && (known.clock > clock || (known.clock === clock && !(state === "null" && known.state !== "null")))) continue;
        seen.set(client, { clock, state });
        fresh.push(client);
      }
      return fresh;
    },
    encode,
    clients: () => [...seen].filter(([, { state }]) => state !== "null").map(([client]) => client),
    remove: (clients) => {
      const leaving = [...clients].filter((client) => (seen.get(client)?.state ?? "null") !== "null");
      for (const client of leaving) seen.set(client, { clock: (seen.get(client)?.clock ?? 0) + 1, state: "null" });
      return encode(leaving);
    },
  };
};
