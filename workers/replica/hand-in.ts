import type { Key } from "#domain/id.ts";
import { encodeFrame, MAX_FRAME } from "#domain/protocol/frame.ts";
import { MAX_PUSH_TXS } from "#domain/protocol/parts.ts";
import type { Tx } from "#domain/protocol/up/push.ts";

export interface HandInHandlers {
  /** Next transactions to hand in, marked as sent, of about `bytes` in all; empty when there are none. */
  readonly take: (count: number, bytes: number) => readonly Tx[];
  /** A transaction that no frame can hold. */
  readonly tooLarge: (tx: Tx) => void;
}

/** Transactions on their way to the relay, as many at a time as there is room for. */
export interface HandIn {
  /** Hands in what waits, as far as there is room. */
  readonly pump: (send: (frame: Uint8Array) => void) => void;
  /** These have their answers. */
  readonly answered: (txs: readonly Key[]) => void;
  /** The connection is gone. */
  readonly forget: () => void;
}

/** Bytes handed in and unanswered. */
const IN_FLIGHT = 1_000_000;
const PUSH_BYTES = 400_000;

/** Rough size of a transaction in a frame. */
export const weigh = (tx: Tx): number =>
  tx.docs.reduce((sum, doc) => sum + doc.update.length + doc.doc.length + doc.changes.reduce((size, change) => size + 90 + JSON.stringify([change.from, change.to]).length, 0), 60);

export const createHandIn = ({ take, tooLarge }: HandInHandlers): HandIn => {
  const inFlight = new Map<Key, number>();
  let bytes = 0;

  const push = (txs: readonly Tx[], send: (frame: Uint8Array) => void): void => {
    const frame = encodeFrame({ type: "push", txs });
    const [only] = txs;
    if (frame.length > MAX_FRAME && only) {
      if (txs.length === 1) tooLarge(only);
      else {
        const half = txs.length >> 1;
        push(txs.slice(0, half), send);
        push(txs.slice(half), send);
      }
      return;
    }
    for (const tx of txs) {
      const weight = weigh(tx);
      inFlight.set(tx.id, weight);
      bytes += weight;
    }
    send(frame);
  };

  /** Hands in one portion; false when there is nothing to hand in or no room for it. */
  const pushSome = (send: (frame: Uint8Array) => void): boolean => {
    if (bytes >= IN_FLIGHT) return false;
    const txs = take(MAX_PUSH_TXS, PUSH_BYTES);
    if (txs.length > 0) push(txs, send);
    return txs.length > 0;
  };

  return {
    pump: (send) => {
      for (let more = true; more; ) more = pushSome(send);
    },
    answered: (txs) => {
      for (const tx of txs) {
        bytes -= inFlight.get(tx) ?? 0;
        inFlight.delete(tx);
      }
    },
    forget: () => {
      inFlight.clear();
      bytes = 0;
    },
  };
};
