import type { MessageKey } from "#client/i18n/messages/en.ts";

/** What the top line needs to know of the replica. */
export interface SyncBrief {
  readonly kind: "saved" | "saving" | "offline" | "signIn" | "broken";
  /** Changes of this device that the server has not acknowledged. */
  readonly waiting: number;
  /** Refused changes that ask for a decision. */
  readonly attention: number;
}

export interface SyncWord {
  readonly word: MessageKey;
  readonly explain: MessageKey;
  readonly count: number;
  readonly tone: "quiet" | "warning" | "danger";
}

/** One word at a time, the most pressing first: broken storage, refused changes, an ended session, no connection. */
export const syncWord = (state: SyncBrief): SyncWord => {
  if (state.kind === "broken") return { word: "sync.broken", explain: "sync.explain.broken", count: state.waiting, tone: "danger" };
  if (state.attention > 0) return { word: "sync.attention", explain: "sync.explain.attention", count: state.attention, tone: "danger" };
  if (state.kind === "signIn") return { word: "sync.signIn", explain: "sync.explain.signIn", count: state.waiting, tone: "warning" };
  if (state.kind === "offline") {
    const word = state.waiting > 0 ? "sync.offlineWaiting" : "sync.offline";
    return { word, explain: "sync.explain.offline", count: state.waiting, tone: "warning" };
  }
  if (state.kind === "saving" || state.waiting > 0) return { word: "sync.saving", explain: "sync.explain.saving", count: state.waiting, tone: "quiet" };
  return { word: "sync.saved", explain: "sync.explain.saved", count: 0, tone: "quiet" };
};
