import type { Day } from "#domain/clock.ts";
import { addDays, monthOf, workdayFrom } from "./calendar.ts";
import type { Dice } from "./dice.ts";
import type { Language } from "./staff.ts";
import { PHRASES } from "./vocabulary/languages.ts";
import type { Phrases } from "./vocabulary/phrases.ts";

/** What the sentences of one occasion are about. */
export interface Occasion {
  readonly day: Day;
  /** Number of the article, which decides what sentences suit. */
  readonly article: string;
  readonly customer: string;
  readonly person: string;
  readonly colleague: string;
  readonly product: string;
  readonly quantity: string;
  readonly amount: number;
  readonly competitor: string;
}

const UNITS_KO: Readonly<Record<string, string>> = {
  台: "대", 套: "세트", 个: "개", 根: "개", 组: "조", 卷: "롤", 张: "장", 片: "장", 用户: "유저", 点: "포인트", 次: "회", 年: "년", 人天: "MD", 期: "회", 月: "개월",
};
const UNITS_EN: Readonly<Record<string, string>> = {
  台: "units", 套: "sets", 卷: "rolls", 张: "pcs", 用户: "users", 点: "points", 次: "visit", 年: "year", 人天: "days", 期: "course", 月: "months",
};

export const quantityIn = (language: Language, quantity: number, unit: string): string => {
  if (language === "zh") return `${quantity}${unit}`;
  if (language === "ko") return `${quantity}${UNITS_KO[unit] ?? "개"}`;
  const word = UNITS_EN[unit] ?? "pcs";
  return `${quantity} ${quantity === 1 ? word.replace(/s$/, "") : word}`;
};

const dayIn = (language: Language, day: Day): string => {
  const [month, date] = [monthOf(day), Number(day.slice(8))];
  if (language === "zh") return `${month}月${date}日`;
  if (language === "ko") return `${month}월 ${date}일`;
  return `${date} ${["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]}`;
};

const amountIn = (language: Language, amount: number): string => {
  const wan = amount >= 100_000 ? (amount / 10_000).toFixed(1).replace(/\.0$/, "") : (amount / 10_000).toFixed(2).replace(/\.?0+$/, "");
  if (language === "zh") return amount < 10_000 ? `${Math.round(amount)}元` : `${wan}万`;
  if (language === "ko") return amount < 10_000 ? `${Math.round(amount)}위안` : `${wan}만 위안`;
  return amount < 10_000 ? `CNY ${Math.round(amount)}` : `CNY ${Math.round(amount / 1000)}k`;
};

/** Index of the final consonant of the last syllable, 0 when it ends in a vowel, 8 is ㄹ. */
const finalOf = (character: string): number => {
  const code = character.charCodeAt(0);
  if (code >= 0xac00 && code <= 0xd7a3) return (code - 0xac00) % 28;
  if (/[lr]/i.test(character)) return 8;
  return /[bkmnpt013678]/i.test(character) ? 1 : 0;
};

const withParticles = (text: string): string =>
  text
    .replace(/(.)\(으\)로/g, (_, last: string) => `${last}${[0, 8].includes(finalOf(last)) ? "로" : "으로"}`)
    .replace(/(.)\(와\)과/g, (_, last: string) => `${last}${finalOf(last) === 0 ? "와" : "과"}`)
    .replace(/(.)\(은\)는/g, (_, last: string) => `${last}${finalOf(last) === 0 ? "는" : "은"}`)
    .replace(/(.)\(이\)가/g, (_, last: string) => `${last}${finalOf(last) === 0 ? "가" : "이"}`);

const SITES: Readonly<Record<Language, readonly string[]>> = {
  zh: ["二车间", "总装车间", "新厂区", "成品仓", "研发中心", "一期厂房", "包装车间", "三号线"],
  ko: ["2공장", "조립라인", "물류센터", "포장라인", "연구소"],
  en: ["plant 2", "warehouse", "assembly", "packing hall", "head office"],
};

/** Writes sentences of one language about an occasion. */
export const fill = (language: Language, sentence: string, occasion: Occasion, dice: Dice): string => {
  const when = workdayFrom(addDays(occasion.day, dice.int(3, 19)));
  const year = Number(occasion.day.slice(0, 4)) + (monthOf(occasion.day) >= 10 ? 1 : 0);
  const filled = sentence
    .replaceAll("{p}", occasion.person)
    .replaceAll("{me}", occasion.colleague)
    .replaceAll("{cust}", occasion.customer)
    .replaceAll("{prod}", occasion.product)
    .replaceAll("{qty}", occasion.quantity)
    .replaceAll("{amt}", amountIn(language, occasion.amount))
    .replaceAll("{comp}", occasion.competitor)
    .replaceAll("{when}", dayIn(language, when))
    .replaceAll("{n}", String(dice.int(2, 6)))
    .replaceAll("{pct}", String(dice.int(2, 9)))
    .replaceAll("{year}", String(year))
    .replaceAll("{month}", String(monthOf(occasion.day)))
    .replaceAll("{dept}", dice.pick(SITES[language]));
  return language === "ko" ? withParticles(filled) : filled;
};

/** Draws a sentence of a list that suits an article and a month. */
export type Teller = (list: string, article?: string, day?: Day) => string;

const TAGS = /^\[([^\]]+)\]/;

/** A sentence may name the articles (`[EQ,HW-20]`) or months (`[m09]`) it suits; without it suits all. */
const suits = (sentence: string, article: string, day: Day): boolean => {
  const tags = TAGS.exec(sentence)?.[1]?.split(",") ?? [];
  return tags.length === 0 || tags.some((tag) => (tag.startsWith("m") ? tag.slice(1) === day.slice(5, 7) : article.startsWith(tag)));
};

const sentencesOf = (language: Language, list: string): readonly string[] => {
  const [part = "", name] = list.split(".");
  const found: unknown = PHRASES[language][part as keyof Phrases];
  return (name === undefined ? found : (found as Readonly<Record<string, unknown>>)[name]) as readonly string[];
};

/** Tells the suiting sentence that was told least often. `list` is `<part>.<name>` or `<part>` of the phrases. */
export const createTeller = (language: Language, dice: Dice): Teller => {
  const told = new Map<string, number>();
  return (list, article = "", day = "") => {
    const all = sentencesOf(language, list);
    const suiting = all.filter((sentence) => suits(sentence, article, day));
    const fewest = Math.min(...suiting.map((sentence) => told.get(sentence) ?? 0));
    const sentence = dice.pick(suiting.length === 0 ? all : suiting.filter((candidate) => (told.get(candidate) ?? 0) <= fewest + 1));
    told.set(sentence, (told.get(sentence) ?? 0) + 1);
    return sentence.replace(TAGS, "");
  };
};
