import type { Message } from "../../message.ts";

export const app = {
  "app.home": "Today",
  "app.reports": "Reports",
  "app.import": "Import",
  "app.bin": "Recycle bin",
  "app.attention": "Attention",
  "app.settings": "Settings",
  "app.organisation": "Organisation",
  "app.undone": "Undone: {name}",
  "app.redone": "Done again: {name}",
  "app.undoneSkipped": { one: "Undone: {name}. {count} field was left, a colleague has changed it since.", other: "Undone: {name}. {count} fields were left, colleagues have changed them since." },
  "app.undoRefused": "That cannot be undone any more: {reason}",
  "app.nothingToUndo": "Nothing to undo",
  "app.nothingToRedo": "Nothing to redo",
  "app.recent": "Recent",
  "app.close": "Close",
  "app.progress": "Fetching {done} of {total} records",
  "app.workerBack": "Tidebook had to restart in the background. Your work is kept.",
} as const satisfies Readonly<Record<string, Message>>;
