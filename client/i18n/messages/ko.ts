import type { Catalog } from "./en.ts";
import { first } from "./ko/first.ts";
import { later } from "./ko/later.ts";

export const messages: Catalog = { ...first, ...later };
