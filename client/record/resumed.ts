import { createSignal, type Accessor } from "solid-js";
import type { Key } from "#domain/id.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { useReplica, type EditProblem } from "#client/replica/replica-context.tsx";

/** A value that was refused and that its author wants to correct where it stands. */
export interface Resumed {
  readonly value: FieldValue;
  /** Why it was refused, as a sentence. */
  readonly reason: string;
  /** The refused change that is settled once all its values are corrected; null when it holds more than values. */
  readonly tx: Key | null;
}

const [waiting, setWaiting] = createSignal<ReadonlyMap<string, Resumed>>(new Map());

const keyOf = (record: string, path: string): string => `${record} ${path}`;

/** Puts a refused value into the field's editor the next time the record is on the screen. */
export const resumeEdit = (record: string, path: string, resumed: Resumed): void => {
  setWaiting((before) => new Map(before).set(keyOf(record, path), resumed));
};

export interface ResumedField {
  readonly value: Accessor<Resumed | undefined>;
  /** The value has been corrected or given up. */
  readonly forget: () => void;
  /** Follows a write of the field: once the last value of a refused change stands, the change leaves the attention tray. */
  readonly settle: (write: void | Promise<EditProblem | null>) => Promise<EditProblem | null>;
}

/** The refused value of one field, if its author is correcting one. */
export const useResumed = (record: string, path: Accessor<string>): ResumedField => {
  const replica = useReplica();
  const value = (): Resumed | undefined => waiting().get(keyOf(record, path()));
  const isLast = (tx: Key): boolean => [...waiting().values()].every((resumed) => resumed.tx !== tx);
  return {
    value,
    forget: () => {
      if (!value()) return;
      setWaiting((before) => {
        const next = new Map(before);
        next.delete(keyOf(record, path()));
        return next;
      });
    },
    settle: async (write) => {
      const tx = value()?.tx ?? null;
      const problem = (await write) ?? null;
      if (problem === null && tx !== null && isLast(tx)) await replica.api.discard(tx);
      return problem;
    },
  };
};
