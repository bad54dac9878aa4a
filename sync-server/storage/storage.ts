import type { Instant } from "#domain/clock.ts";
import type { DocId, Key, RecordId } from "#domain/id.ts";
import type { Scope } from "#domain/policy/scope.ts";
import type { Answer } from "#domain/protocol/down/answers.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import type { LogFilter } from "#domain/protocol/up/ask-log.ts";
import type { Hlc } from "#domain/record/hlc.ts";
import type { Path } from "#domain/record/path.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { EntranceStorage } from "./entrance.ts";
import type { ChainLink } from "./chain.ts";
import type { Sharing } from "./sharing.ts";

/** One document as the relay keeps it: content, what lists read of it, who may read it, and when each path was last written. */
export interface StoredDocument {
  readonly doc: DocId;
  readonly seq: number;
  /** Yjs update (V1), re-encoded from the merged document. */
  readonly snapshot: Uint8Array;
  readonly row: Row;
  readonly scopes: readonly Scope[];
  /** A path without a clock was written before any device wrote it: every change is later. */
  readonly clocks: Readonly<Record<Path, Hlc>>;
}

/** What of a document is sent to those who may read it. */
export type StoredContent = Pick<StoredDocument, "doc" | "seq" | "snapshot" | "scopes">;

/** What lists read of a document, and who may read it. */
export type StoredRow = Pick<StoredDocument, "doc" | "row" | "scopes">;

/** One place of the feed: a document that changed in a scope, or (`gone`) left it, at `seq`. */
export interface FeedPlace {
  readonly doc: DocId;
  readonly seq: number;
  readonly gone: boolean;
}

/** Places with `after < seq <= upTo` in any of `scopes`. A document that is in one and left another counts as there. */
export interface FeedRange {
  readonly scopes: readonly Scope[];
  readonly after: number;
  readonly upTo: number;
}

/** The first answer to a transaction, kept so that a repeat gets the same. */
export interface KeptAnswer {
  readonly tx: Key;
  readonly person: RecordId;
  /** The device that handed it in. */
  readonly device: number;
  readonly answer: Answer;
  readonly at: Instant;
}

export interface Device {
  readonly device: number;
  readonly keyHash: string;
  readonly person: RecordId;
  /** Client ids below this offset of the lease have been used. */
  readonly used: number;
  /** Scopes that this device may have documents of, completely or in part. */
  readonly granted: readonly Scope[];
  /** Scopes at the end of its last complete catching up, without those it has begun to lose since. A hello that names exactly these has nothing left of others. */
  readonly complete: readonly Scope[];
}

/** One run of a relay over this storage. A device that speaks of a run which is not here met a relay whose work has been lost. */
export interface Start {
  readonly id: string;
  /** Newest position of the feed when it began. */
  readonly head: number;
}

export interface LogRange {
  readonly from: number;
  readonly before: number;
}

/** Where the workspace's numberings stand. */
export interface Counters {
  /** Newest position of the feed. */
  readonly head: number;
  /** Number of the newest history entry. */
  readonly history: number;
  /** Last official number given, by series. */
  readonly series: Readonly<Record<string, number>>;
}

/** Everything that becomes durable together, or not at all. */
export interface Commit {
  /** The counters this commit was built on. A commit of whatever relay that moved one of them since then makes it fail. */
  readonly base: Counters;
  readonly counters: Counters;
  readonly documents: readonly StoredDocument[];
  /** Scopes that documents have left. */
  readonly left: readonly { readonly scope: Scope; readonly doc: DocId; readonly seq: number }[];
  readonly purged: readonly { readonly record: RecordId; readonly docs: readonly DocId[] }[];
  /** The records that a record follows, all of them. */
  readonly links: readonly { readonly child: RecordId; readonly parents: readonly RecordId[] }[];
  readonly history: readonly HistoryEntry[];
  /** Entries whose time moves because the same person goes on writing the same prose. */
  readonly prolonged: readonly { readonly no: number; readonly at: Instant; readonly received: Instant }[];
  readonly answers: readonly KeptAnswer[];
  readonly numbers: readonly { readonly kind: string; readonly number: string; readonly record: RecordId }[];
  /** Numbers put by for a device: each is its own until a record has it. */
  readonly reserved: readonly { readonly kind: string; readonly number: string; readonly device: number }[];
  readonly used: readonly { readonly device: number; readonly used: number }[];
  /** Client ids of single-document clients, by document. */
  readonly writers: readonly { readonly doc: DocId; readonly client: number; readonly person: RecordId }[];
}

export interface Credential {
  readonly user: RecordId;
  readonly hash: string;
  /** The password was given by somebody else and is changed before anything else. */
  readonly mustChange: boolean;
  /** After this instant the password is good no more; null for those that people chose themselves. */
  readonly expires: Instant | null;
}

/** A secret handed out, kept as its hash alone. */
export interface Token {
  readonly hash: string;
  readonly kind: "session" | "ticket" | "document" | "invitation";
  readonly user: RecordId;
  /** The record that a document token opens; the person that the holder of a ticket views as. */
  readonly record: RecordId | null;
  /** The session it came of, which it ends with; null for those of the relay itself. */
  readonly session: string | null;
  readonly expires: Instant;
}

/**
 * What the relay needs of a database. Every implementation passes the suite in tests/contracts/relay-storage.suite.ts.
 * Reads see the last commit. `commit` resolves once its content survives a power cut and rejects when nothing of it was stored.
 */
export interface Storage {
  readonly counters: () => Promise<Counters>;
  readonly documents: (ids: readonly DocId[]) => Promise<readonly StoredDocument[]>;
  /** The same without rows and clocks. */
  readonly contents: (ids: readonly DocId[]) => Promise<readonly StoredContent[]>;
  /** Main documents of one kind, without their content. */
  readonly ofKind: (kind: string) => Promise<readonly StoredRow[]>;
  readonly childrenOf: (parent: RecordId) => Promise<readonly RecordId[]>;
  /** In order of `seq`, each document once. */
  readonly feed: (range: FeedRange, limit: number) => Promise<readonly FeedPlace[]>;
  /** Documents (not departures) in the range. */
  readonly countFeed: (range: FeedRange) => Promise<number>;
  readonly answers: (ids: readonly Key[]) => Promise<readonly KeptAnswer[]>;
  /** Forgets answers given before `before`: those of one device to ids below `below` (null: to all), or everybody's. */
  readonly dropAnswers: (which: { readonly device: number; readonly below: Key | null } | "all", before: Instant) => Promise<void>;
  /** Every start, the oldest first. */
  readonly starts: () => Promise<readonly Start[]>;
  readonly addStart: (start: Start) => Promise<void>;
  readonly holderOf: (kind: string, number: string) => Promise<RecordId | null>;
  /** Whose a number is that no record has yet; `FREE` when its device gave it back, null when it is not put by. */
  readonly reservationOf: (kind: string, number: string) => Promise<number | null>;
  /** Numbers put by for a device that no record has yet, or given back (`FREE`), in their order. */
  readonly reservedFor: (kind: string, device: number) => Promise<readonly string[]>;
  /** What is put by for a device is free for the next that asks. */
  readonly giveBack: (device: number) => Promise<void>;
  /**
   * Makes the row of every document anew unless that was done for these `definitions` already, all rows or none. Answers how many
   * changed. No position moves: devices make their rows anew by themselves.
   */
  readonly reproject: (definitions: number, rowOf: (document: StoredDocument) => Row) => Promise<number>;
  readonly isPurged: (record: RecordId) => Promise<boolean>;
  /** Newest first, entries numbered below `before`. */
  readonly history: (docs: readonly DocId[], before: number | null, limit: number) => Promise<readonly HistoryEntry[]>;
  /** Entries of all documents that fit, newest first, numbered from `range.from` to below `range.before`. */
  readonly log: (filter: LogFilter, range: LogRange, limit: number) => Promise<readonly HistoryEntry[]>;
  /** Records of a kind with entries later than `at`, in order of their ids, above `after`. */
  readonly changedSince: (kind: string, at: Instant, after: RecordId | null, limit: number) => Promise<readonly RecordId[]>;
  /** Entries of documents that were made later than `at`, newest first. */
  readonly since: (docs: readonly DocId[], at: Instant) => Promise<readonly HistoryEntry[]>;
  /** Links of the history's chain above number `after`, in order. Those that a purge has emptied are among them. */
  readonly links: (after: number, limit: number) => Promise<readonly ChainLink[]>;
  readonly writers: (doc: DocId) => Promise<ReadonlyMap<number, RecordId>>;
  readonly commit: (commit: Commit) => Promise<void>;

  /** Gives the next device number, from `FIRST_DEVICE` on. */
  readonly addDevice: (keyHash: string, person: RecordId) => Promise<Device>;
  readonly device: (device: number) => Promise<Device | null>;
  readonly saveDevice: (device: Pick<Device, "device" | "person" | "granted" | "complete">) => Promise<void>;

  readonly credential: (user: RecordId) => Promise<Credential | null>;
  readonly saveCredential: (credential: Credential) => Promise<void>;
  readonly addToken: (token: Token) => Promise<void>;
  readonly token: (hash: string) => Promise<Token | null>;
  /** Removes the token and returns it: of two callers one gets it. */
  readonly takeToken: (hash: string) => Promise<Token | null>;
  /** Removes every session and token of a user; `except` is a session to keep. */
  readonly dropTokens: (user: RecordId, except: string | null) => Promise<void>;
  /** Removes the invitations of a user. */
  readonly dropInvitations: (user: RecordId) => Promise<void>;
  /** The users who have an invitation that is still good, and until when. */
  readonly invitations: (now: Instant) => Promise<ReadonlyMap<RecordId, Instant>>;
  /** Removes sessions and tokens that have ended. */
  readonly dropExpired: (now: Instant) => Promise<void>;

  readonly entrance: EntranceStorage;

  /** Left out where one relay has the storage to itself. */
  readonly sharing?: Sharing;

  readonly close: () => Promise<void>;
}

/** Devices, passwords and tokens. */
export type AccountStorage = Pick<
  Storage,
  | "addDevice"
  | "device"
  | "saveDevice"
  | "credential"
  | "saveCredential"
  | "addToken"
  | "token"
  | "takeToken"
  | "dropTokens"
  | "dropInvitations"
  | "invitations"
  | "dropExpired"
>;

/**
 * Stock Yjs clients choose random client ids of 32 bits. Leases start above them, at 4096 * 2^20 = 2^32, so that no random id
 * falls into a device's lease.
 */
/** Stands for the device of numbers that were given back. */
export const FREE = 0;

export const FIRST_DEVICE = 4_096;

export const EMPTY_COMMIT = {
  documents: [],
  left: [],
  purged: [],
  links: [],
  history: [],
  prolonged: [],
  answers: [],
  numbers: [],
  reserved: [],
  used: [],
  writers: [],
} as const satisfies Omit<Commit, "base" | "counters">;
