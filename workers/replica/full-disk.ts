import type { StorageProblem } from "#workers/replica/api.ts";
import type { Result } from "#domain/result.ts";
import type { ReplicaDeps } from "./deps.ts";
import type { Outbox, OutboxChange } from "./outbox.ts";
import { createRun } from "./run.ts";
import type { Durability, Operation, OutboxRecord, ReplicaStorage } from "./storage/storage.ts";
import { createUnstored } from "./unstored.ts";

/** Pause before what a full disk did not take is stored again, in milliseconds. */
const ROOM_AGAIN = 3_000;

/** Writes to storage, and keeps in memory what a full disk did not take until there is room. */
export interface FullDisk {
  /** One write, together with what an earlier one could not store. */
  readonly write: (operations: readonly Operation[], durability: Durability) => Promise<Result<readonly number[], StorageProblem>>;
  /** Keeps a record that was not stored, and stores it later. Answers the key it has meanwhile. */
  readonly hold: (record: OutboxRecord) => number;
  readonly records: () => readonly (readonly [number, OutboxRecord])[];
  /** Takes note of a change of the outbox. */
  readonly apply: (change: OutboxChange) => void;
  readonly clear: () => void;
}

export interface FullDiskParts {
  readonly deps: ReplicaDeps;
  readonly storage: ReplicaStorage;
  readonly outbox: Outbox;
  readonly exclusive: <T>(work: () => Promise<T>) => Promise<T>;
  /** Something was stored: the disk has room. */
  readonly room: () => void;
}

export const createFullDisk = ({ deps, storage, outbox, exclusive, room }: FullDiskParts): FullDisk => {
  const run = createRun(deps.log);
  const unstored = createUnstored(outbox, deps.random);
  let timer: unknown = null;

  const write: FullDisk["write"] = async (operations, durability) => {
    const held = unstored.operations();
    const written = await storage.write([...held, ...operations], held.length > 0 ? "strict" : durability);
    if (!written.ok) return written;
    // A leader that read storage meanwhile has not seen these.
    for (const [key, record] of unstored.records()) deps.tabs.post({ type: "appended", key, record });
    unstored.clear();
    room();
    return written;
  };

  const tryAgain = (): void => {
    timer ??= deps.timers.set(() => {
      timer = null;
      run("unstored", () =>
        exclusive(async () => {
          if (unstored.records().length > 0 && !(await write([], "strict")).ok) tryAgain();
        }),
      );
    }, ROOM_AGAIN);
  };

  return {
    write,
    hold: (record) => {
      tryAgain();
      return unstored.hold(record);
    },
    records: unstored.records,
    apply: unstored.apply,
    clear: unstored.clear,
  };
};
