import type { Instant } from "#domain/clock.ts";
import type { DocId } from "#domain/id.ts";

/** What this device remembers of its relay. */
export interface DeviceMeta {
  readonly number: number;
  readonly key: string;
}

export interface FeedMeta {
  readonly cursor: number;
  readonly scopes: readonly string[];
  /** Documents that may no longer be read but have changes waiting for the relay's verdict. */
  readonly leaving: readonly DocId[];
  /** The relay's start that the cursor belongs to, and when it was stored by this device's clock. */
  readonly start: string | null;
  readonly at: Instant;
  /** How often documents have been put in place of others of theirs (`anew`): a copy from before then may call deleted what is only hidden. */
  readonly forms: number;
}

export const NO_FEED: FeedMeta = { cursor: 0, scopes: [], leaving: [], start: null, at: 0, forms: 0 };

/** Sums of reports by what they were made of (`stored-sums.ts`): whatever is stored of records takes them away in the same write. */
export const SUMS = "sums";
