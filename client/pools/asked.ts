import { createSignal } from "solid-js";
import type { RecordId } from "#domain/id.ts";

/** What is to be said before records are released or assigned. */
export interface AskedMove {
  readonly does: "release" | "assign";
  readonly records: readonly RecordId[];
}

export const [askedMove, setAskedMove] = createSignal<AskedMove | null>(null);
