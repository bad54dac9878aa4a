import type { MessageKey } from "#client/i18n/messages/en.ts";

/** What the top line needs to know of the replica. */
export interface SyncBrief {
  readonly kind: "saved" | "saving" | "fetching" | "connecting" | "offline" | "signIn" | "broken";
  /** Changes of this device that the server has not acknowledged. */
  readonly waiting: number;
  /** Refused changes that ask for a decision. */
  readonly attention: number;
  /** Records received and expected while they are fetched. */
  readonly progress: { readonly done: number; readonly total: number } | null;
}

export interface SyncWord {
  readonly word: MessageKey;
  readonly explain: MessageKey;
  readonly count: number;
  /** Hundredths fetched. */
  readonly percent: number;
  readonly tone: "quiet" | "warning" | "danger";
}

const QUIET = { percent: 0, tone: "quiet" } as const;
const WARNING = { percent: 0, tone: "warning" } as const;
const DANGER = { percent: 0, tone: "danger" } as const;

/** One word at a time, the most pressing first: broken storage, refused changes, an ended session, no connection. */
export const syncWord = ({ kind, waiting, attention, progress }: SyncBrief): SyncWord => {
  if (kind === "broken") return { word: "sync.broken", explain: "sync.explain.broken", count: waiting, ...DANGER };
  if (attention > 0) return { word: "sync.attention", explain: "sync.explain.attention", count: attention, ...DANGER };
  if (kind === "signIn") return { word: "sync.signIn", explain: "sync.explain.signIn", count: waiting, ...WARNING };
  if (kind === "offline") return { word: waiting > 0 ? "sync.offlineWaiting" : "sync.offline", explain: "sync.explain.offline", count: waiting, ...WARNING };
  if (kind === "connecting") return { word: "sync.connecting", explain: "sync.explain.connecting", count: 0, ...QUIET };
  if (kind === "saving" || waiting > 0) return { word: "sync.saving", explain: "sync.explain.saving", count: waiting, ...QUIET };
  if (kind === "fetching") {
    const { done, total } = progress ?? { done: 0, total: 0 };
    return { word: "sync.fetching", explain: "sync.explain.fetching", count: total, ...QUIET, percent: total > 0 ? Math.floor((100 * done) / total) : 0 };
  }
  return { word: "sync.saved", explain: "sync.explain.saved", count: 0, ...QUIET };
};
