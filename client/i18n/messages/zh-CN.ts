import type { Catalog } from "./en.ts";
import { first } from "./zh-CN/first.ts";
import { later } from "./zh-CN/later.ts";

export const messages: Catalog = { ...first, ...later };
