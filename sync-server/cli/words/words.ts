import type { Locale } from "#domain/schema/words.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";
import { zhCN } from "./zh-CN.ts";

/** What commands say about data: why it does not fit, and what stands above columns. Usage is explained in English. */
export type CommandWords = { readonly [Part in keyof typeof en]: { readonly [Key in keyof (typeof en)[Part]]: string } };

export type Heading = keyof CommandWords["headings"];

const WORDS: Readonly<Record<Locale, CommandWords>> = { en, "zh-CN": zhCN, ko };

export const commandWords = (locale: Locale): CommandWords => WORDS[locale];

export const headingWord = (locale: Locale, heading: Heading): string => WORDS[locale].headings[heading];

/** `1 problem`, `2 problems`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
