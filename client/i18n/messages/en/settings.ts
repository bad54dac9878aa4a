import type { Message } from "../../message.ts";

export const settings = {
  "settings.device": "This device",
  "settings.unsaved": { one: "{count} change is not backed up on the server yet.", other: "{count} changes are not backed up on the server yet." },
  "settings.allSaved": "Everything on this device is backed up on the server.",
  "settings.exportOutbox": "Save them as a file",
  "settings.appearance": "Appearance",
  "settings.account": "Account",
  "settings.persist": "Kept permanently",
  "settings.notPersist": "The browser may remove it when space runs out. Installing the app prevents that.",
  "settings.used": "{used} used",
  "settings.signOutWaiting": { one: "{count} change has not been sent yet. Save it as a file or sign out and lose it.", other: "{count} changes have not been sent yet. Save them as a file or sign out and lose them." },
  "settings.signOutAnyway": "Sign out and lose them",
} as const satisfies Readonly<Record<string, Message>>;
