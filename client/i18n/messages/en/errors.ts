import type { Message } from "../../message.ts";

export const errors = {
  "error.unexpected": "Something went wrong here. Your work is kept on this device; reload to go on.",
} as const satisfies Readonly<Record<string, Message>>;
