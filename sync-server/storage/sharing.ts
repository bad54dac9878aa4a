import type { DocId } from "#domain/id.ts";
import type { Scope } from "#domain/policy/scope.ts";
import type { GuessLimit } from "../guess-limit.ts";
import type { Challenges } from "../entrance/challenges.ts";
import type { Clock } from "#domain/clock.ts";
import type { Counters, StoredDocument } from "./storage.ts";

/** A document that another node has committed, as it is by now. */
export interface Moved {
  readonly doc: DocId;
  /** Scopes that it has left since. */
  readonly left: readonly Scope[];
  /** Null when it was purged. */
  readonly after: StoredDocument | null;
}

/** What other nodes have committed since a position of the journal. `documents` are as they were when the counters stood so, in order of their positions in the feed. */
export interface News {
  readonly position: number;
  readonly counters: Counters;
  readonly documents: readonly Moved[];
}

/** What came is not known one by one any more, or is too much to be sent on: everything is read again. */
export const MISSED = "missed";

export interface Ears {
  /** Another node has committed. */
  readonly committed: () => void;
  /** `from` is a number that each node has as long as its line holds. */
  readonly heard: (from: number, text: string) => void;
  /** A node is no more. */
  readonly gone: (from: number) => void;
  /** The line broke: nothing is heard any more. */
  readonly lost: () => void;
}

/** A node's line to the others. */
export interface Line {
  /** Nobody else is there. Others that come wait until `open` is called. */
  readonly first: boolean;
  readonly open: () => Promise<void>;
  /** Tells all others, in the order of the calls; it rejects when they may not have heard it. At most `LONGEST_TOLD` bytes. */
  readonly tell: (text: string) => Promise<void>;
  readonly end: () => Promise<void>;
}

export const LONGEST_TOLD = 7_000;

/** What a storage has beyond one relay: several nodes work on it at the same time. */
export interface Sharing {
  /** The newest place of the journal. */
  readonly position: () => Promise<number>;
  /** What others have committed after a place of the journal; null when it is nothing. */
  readonly news: (after: number) => Promise<News | typeof MISSED | null>;
  /**
   * Runs a job while no other node commits, and gives it the news of all before. Its first commit ends that; a job without one ends it
   * too. One at a time on each node.
   */
  readonly alone: <T>(after: number, job: (news: News | typeof MISSED | null) => Promise<T>) => Promise<T>;
  readonly join: (ears: Ears) => Promise<Line>;
  /** Counts guesses of all nodes together. */
  readonly guesses: (clock: Clock, name: string, free: number) => GuessLimit;
  readonly challenges: <T>(clock: Clock, name: string) => Challenges<T>;
}
