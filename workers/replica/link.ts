import type { Instant } from "#domain/clock.ts";
import type { CloseReason } from "#domain/protocol/close.ts";

/** How this device stands with the relay, as the leader sees it and the other tabs show it. */
export interface Link {
  /**
   * `connecting`: the first attempt is under way and nothing has failed yet. `update`: the relay speaks a newer protocol; the app must
   * be loaded anew.
   */
  readonly is: "connecting" | "offline" | "live" | "signIn" | "update";
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Milliseconds that the relay's clock is ahead of this device's. */
  readonly clockOffset: number;
  /** Instant of the relay's last message, by this device's clock. */
  readonly lastContact: Instant | null;
  /** Why the relay ended the last connection; null once there is another, and when it said nothing. */
  readonly closed: CloseReason | null;
}

/** Before the first attempt. */
export const UNLINKED: Link = { is: "connecting", progress: null, clockOffset: 0, lastContact: null, closed: null };
