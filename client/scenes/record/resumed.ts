import { createSignal } from "solid-js";
import type { FieldValue } from "#domain/schema/field.ts";

/** A value that was refused and that its author wants to correct where it stands. */
export interface Resumed {
  readonly value: FieldValue;
  /** Why it was refused, as a sentence. */
  readonly reason: string;
}

const [waiting, setWaiting] = createSignal<ReadonlyMap<string, Resumed>>(new Map());

const keyOf = (record: string, path: string): string => `${record} ${path}`;

/** Puts a refused value into the field's editor the next time the record is on the screen. */
export const resumeEdit = (record: string, path: string, resumed: Resumed): void => {
  setWaiting((before) => new Map(before).set(keyOf(record, path), resumed));
};

export const resumedAt = (record: string, path: string): Resumed | undefined => waiting().get(keyOf(record, path));

/** The value has been corrected or given up. */
export const forgetResumed = (record: string, path: string): void => {
  if (!resumedAt(record, path)) return;
  setWaiting((before) => {
    const next = new Map(before);
    next.delete(keyOf(record, path));
    return next;
  });
};
