import type { WaitingChange } from "./api.ts";
import type { Outbox } from "./outbox.ts";

/** The newest transactions that the relay has not acknowledged, newest first. */
export const waitingChanges = (outbox: Outbox, most: number): readonly WaitingChange[] =>
  outbox
    .all()
    .filter(({ progress }) => progress.is !== "durable")
    .slice(-most)
    .reverse()
    .map(({ id, at, docs }) => ({ tx: id, at, docs: docs.map(({ doc, changes }) => ({ doc, changes })) }));
