import type { StorageProblem } from "#workers/replica/api.ts";
import { CLIENT_IDS } from "#domain/protocol/down/welcome.ts";
import { ok, type Result } from "#domain/result.ts";
import type { ReplicaStorage } from "./storage/storage.ts";

/** Client ids reserved at a time: each reservation is one durable write. */
const BLOCK = 32;
/** Writer of changes made before the relay has named the device: they are written anew before they are sent. */
const UNLEASED = 3;

/** The client ids of this device. Every id is handed out once: reserved in storage before use, never again after a crash. */
export interface Lease {
  /** Which device this is, and which of its ids have been used: the relay's word, or null for what storage remembers. */
  readonly adopt: (device: number, used: number | null) => Promise<Result<true, StorageProblem>>;
  readonly device: () => number | null;
  /** Id that this replica writes fields under. */
  readonly writer: () => number;
  /** Starts a new writer id. */
  readonly renew: () => Promise<Result<true, StorageProblem>>;
  /** An id for an open document; null before the first contact with the relay. */
  readonly next: () => Promise<number | null>;
}

export const createLease = (storage: ReplicaStorage): Lease => {
  let device: number | null = null;
  let free: number[] = [];
  let writer = UNLEASED;
  let floor = 0;
  let confirmed = false;

  const reserve = async (number: number): Promise<Result<true, StorageProblem>> => {
    const first = await storage.take(`clientIds:${number}`, BLOCK, floor);
    if (!first.ok) return first;
    free = Array.from({ length: BLOCK }, (_, at) => number * CLIENT_IDS + first.value + at);
    return ok(true);
  };

  const next = async (): Promise<Result<number | null, StorageProblem>> => {
    if (device === null) return ok(null);
    if (free.length === 0) {
      const reserved = await reserve(device);
      if (!reserved.ok) return reserved;
    }
    return ok(free.shift() ?? null);
  };

  const renew = async (): Promise<Result<true, StorageProblem>> => {
    const id = await next();
    if (!id.ok) return id;
    writer = id.value ?? UNLEASED;
    return ok(true);
  };

  return {
    adopt: async (number, seen) => {
      const used = seen ?? 0;
      const unused = (id: number): boolean => id - number * CLIENT_IDS >= used;
      const same = number === device;
      device = number;
      // Once this replica has written under its ids, the relay counts those as used too.
      if (same && confirmed) return ok(true);
      confirmed = seen !== null;
      floor = Math.max(floor, used);
      free = same ? free.filter(unused) : [];
      return same && unused(writer) ? ok(true) : renew();
    },
    device: () => device,
    writer: () => writer,
    renew,
    next: async () => {
      const id = await next();
      return id.ok ? id.value : null;
    },
  };
};
