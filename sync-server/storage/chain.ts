import { hash, randomBytes } from "node:crypto";
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

/** A SHA-256, as 64 hexadecimal digits: Node hashes texts faster than it makes buffers. */
export type Hash = string;

/** One link of the chain as it is stored. `hash` covers the digest and the hash of the link before. */
export type ChainLink = {
  readonly no: number;
  readonly hash: Hash;
} & (
  | { readonly entry: SealedEntry; readonly salt: string; readonly until: Prolonged | null }
  /** What a purge left: the digest, and the number of the entry that tells of the purge. */
  | { readonly entry: null; readonly digest: Hash; readonly purge: number | null }
);

/** The hash before the first link. */
export const ROOT: Hash = "0".repeat(64);

/** Digits of one salt: 16 bytes. */
const SALT = 32;
const SALTS_AT_ONCE = 256;

/** Random texts that make the digest of an entry tell nothing about its content once the salt is gone. */
export const createSalts = (): (() => string) => {
  let pool = "";
  let at = 0;
  return () => {
    if (at >= pool.length) {
      pool = randomBytes((SALT / 2) * SALTS_AT_ONCE).toString("hex");
      at = 0;
    }
    at += SALT;
    return pool.slice(at - SALT, at);
  };
};

/** `erased`: numbers of the entries whose content the purge removed that this entry tells of, in ascending order. */
export const digestOf = (entry: SealedEntry, salt: string, erased: readonly number[]): Hash => {
  const { no, doc, path, from, to, by, device, at, received, outcome } = entry;
  return hash("sha256", salt + JSON.stringify([no, doc, path, from, to, by, device, at, received, outcome, erased]));
};

export const linkHash = (before: Hash, digest: Hash): Hash => hash("sha256", before + digest);

/** The newest link of a chain. */
export interface Tip {
  readonly no: number;
  readonly hash: Hash;
}

export interface Forged {
  readonly entry: SealedEntry;
  readonly salt: string;
  readonly hash: Hash;
}

/**
 * Makes the next links of a chain, of entries given in ascending order of their numbers. `erasedBy`: the entries whose content the purge removed that
 * an entry tells of.
 */
export const forging = (tip: Tip | null, salts: () => string, erasedBy: (entry: SealedEntry) => readonly number[]): ((entry: SealedEntry) => Forged) => {
  let { no, hash: before } = tip ?? { no: 0, hash: ROOT };
  return (entry) => {
    if (entry.no <= no) throw new Error(`history entry ${entry.no} comes after ${no}`);
    const salt = salts();
    no = entry.no;
    before = linkHash(before, digestOf(entry, salt, erasedBy(entry)));
    return { entry, salt, hash: before };
  };
};

export const sealed = ({ from, to, ...entry }: HistoryEntry): SealedEntry => ({ ...entry, from: JSON.stringify(from), to: JSON.stringify(to) });

export const unsealed = ({ from, to, ...entry }: SealedEntry, until: Prolonged | null): HistoryEntry => ({
  ...entry,
  ...until,
  from: JSON.parse(from) as HistoryEntry["from"],
  to: JSON.parse(to) as HistoryEntry["to"],
});
