import { hash, randomFillSync } from "node:crypto";
import type { Instant } from "#domain/clock.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";

/** An entry as it is sealed: values as the JSON texts that are stored, so that no encoding has to be found again. */
export interface SealedEntry extends Omit<HistoryEntry, "from" | "to"> {
  readonly from: string;
  readonly to: string;
}

/** Until when the same person went on writing the same prose. Not sealed. */
export interface Prolonged {
  readonly at: Instant;
  readonly received: Instant;
}

/** One link of the chain as it is stored. `hash` covers the digest and the hash of the link before. */
export type ChainLink = {
  readonly no: number;
  readonly hash: Uint8Array;
} & (
  | { readonly entry: SealedEntry; readonly salt: Uint8Array; readonly until: Prolonged | null }
  /** What a purge left: the digest, and the number of the entry that tells of the purge. */
  | { readonly entry: null; readonly digest: Uint8Array; readonly purge: number | null }
);

/** The hash before the first link. */
export const ROOT: Uint8Array = new Uint8Array(32);

const SALT = 16;
const POOL = 4_096;

/** Random bytes that make the digest of an entry tell nothing about its content once the salt is gone. */
export const createSalts = (): (() => Uint8Array) => {
  const pool = new Uint8Array(POOL);
  let at = POOL;
  return () => {
    if (at === POOL) {
      randomFillSync(pool);
      at = 0;
    }
    at += SALT;
    return pool.slice(at - SALT, at);
  };
};

/** `erased`: numbers of the entries whose content the purge removed that this entry tells of, in ascending order. */
export const digestOf = (entry: SealedEntry, salt: Uint8Array, erased: readonly number[]): Uint8Array => {
  const { no, doc, path, from, to, by, device, at, received, outcome } = entry;
  const text = Buffer.from(JSON.stringify([no, doc, path, from, to, by, device, at, received, outcome, erased]));
  return hash("sha256", Buffer.concat([salt, text]), "buffer");
};

export const linkHash = (before: Uint8Array, digest: Uint8Array): Uint8Array => hash("sha256", Buffer.concat([before, digest]), "buffer");

export const sealed = ({ from, to, ...entry }: HistoryEntry): SealedEntry => ({ ...entry, from: JSON.stringify(from), to: JSON.stringify(to) });

export const unsealed = ({ from, to, ...entry }: SealedEntry, until: Prolonged | null): HistoryEntry => ({
  ...entry,
  ...until,
  from: JSON.parse(from) as HistoryEntry["from"],
  to: JSON.parse(to) as HistoryEntry["to"],
});
