import type { MessageKey } from "#client/i18n/messages/en.ts";
import type { ActionGroup } from "./action.ts";

interface KeptKeys {
  readonly keys: string;
  /** The command's name where it stands for itself, away from its screen. */
  readonly name: MessageKey;
  readonly group: ActionGroup;
}

/** Shortcuts of commands that come and go with what is in sight. The help lists them wherever it is opened. */
export const KEY_BOOK = {
  "record.previous": { keys: "k", name: "record.previous", group: "record" },
  "record.next": { keys: "j", name: "record.next", group: "record" },
  "pool.claim": { keys: "alt+p", name: "pool.claim", group: "record" },
  "list.search": { keys: "/", name: "list.searchHere", group: "list" },
  "list.filter": { keys: "f", name: "list.filter", group: "list" },
  "list.layout": { keys: "shift+b", name: "list.showBoard", group: "list" },
  "list.charts": { keys: "shift+c", name: "list.showCharts", group: "list" },
  nextTab: { keys: "alt+pagedown", name: "action.nextTab", group: "view" },
  previousTab: { keys: "alt+pageup", name: "action.previousTab", group: "view" },
  closeTab: { keys: "alt+w", name: "action.closeTab", group: "view" },
} as const satisfies Readonly<Record<string, KeptKeys>>;

export const keysOf = (id: keyof typeof KEY_BOOK): string => KEY_BOOK[id].keys;

export const KEPT_KEYS: readonly (KeptKeys & { readonly id: string })[] = Object.entries(KEY_BOOK).map(([id, kept]) => ({ id, ...kept }));
