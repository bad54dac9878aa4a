import type { Instant } from "#domain/clock.ts";
import type { CloseReason } from "#domain/protocol/close.ts";

/** How this device stands with the relay, as the leader sees it and the other tabs show it. */
export interface Link {
  /** `update`: the relay speaks a newer protocol; the app must be loaded anew. */
  readonly is: "offline" | "live" | "signIn" | "update";
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Milliseconds that the relay's clock is ahead of this device's. */
  readonly clockOffset: number;
  readonly lastContact: Instant | null;
  /** Why the relay ended the last connection; null once there is another, and when it said nothing. */
  readonly closed: CloseReason | null;
}

export const UNLINKED: Link = { is: "offline", progress: null, clockOffset: 0, lastContact: null, closed: null };
