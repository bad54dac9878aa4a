import { EN_PHRASES } from "./en-phrases.ts";
import { KO_PHRASES } from "./ko-phrases.ts";
import type { Phrases } from "./phrases.ts";
import { ZH_PHRASES } from "./zh-phrases.ts";

export const PHRASES: Readonly<Record<"zh" | "ko" | "en", Phrases>> = { zh: ZH_PHRASES, ko: KO_PHRASES, en: EN_PHRASES };
