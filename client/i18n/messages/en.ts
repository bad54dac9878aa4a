import type { Same } from "../message.ts";
import { first } from "./en/first.ts";
import { later } from "./en/later.ts";

/** English decides which keys exist; the other languages must have the same ones. */
export const messages = { ...first, ...later } as const;

export type FirstWords = Same<typeof first>;
export type LaterWords = Same<typeof later>;
export type MessageKey = keyof typeof messages;
export type Catalog = Same<typeof messages>;
