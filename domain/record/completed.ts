import type { Instant } from "#domain/clock.ts";
import type { Values } from "#domain/record/change.ts";
import type { LogRow, Row } from "#domain/schema/entity.ts";
import type { LogEntry } from "#domain/schema/field.ts";
import { logOf } from "#domain/schema/read.ts";

/**
 * Logs whose entries a device writes as wishes and the relay completes in the order of arrival, adding when (`done`). What an entry says has
 * happened only then; until it has, the entry is pending on the device that wrote it, and nobody else ever has it so.
 */

/** A wish that came true: the entry as it stays, and what the record has by it besides. */
export interface Completion {
  readonly entry: LogEntry & { readonly done: Instant };
  readonly values: Values;
}

/** Whether the relay has completed an entry. */
export const isCompleted = (entry: LogEntry): entry is LogEntry & { readonly done: Instant } => typeof entry["done"] === "number";

/** When an entry was completed; of one that waits, when it was said. */
export const arrivedAt = (entry: LogEntry): Instant => (isCompleted(entry) ? entry.done : entry.at);

/** The completed entries of a log, in the order in which they arrived at the relay: by no clock of a device. */
export const completedIn = (row: Row, log: string): readonly (LogRow & { readonly done: Instant })[] =>
  logOf(row, log)
    .flatMap((entry) => (isCompleted(entry) ? [entry] : []))
    .sort((a, b) => a.done - b.done);

/** What this device has said and the relay has not completed, in the order in which it was said here. */
export const waitingIn = (row: Row, log: string): readonly LogRow[] => logOf(row, log).filter((entry) => !isCompleted(entry));

/** When the next entry of a log is done: now, and later than every other of it, so that these instants are the order of arrival whatever the relay's clock does. */
export const nextDone = (row: Row, log: string, now: Instant): Instant => Math.max(now, (completedIn(row, log).at(-1)?.done ?? 0) + 1);
