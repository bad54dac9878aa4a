import type { Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import { sum, type Decimal } from "#domain/schema/decimal.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { lineAmount } from "#domain/entities/order/line-amount.ts";
import type { Article } from "./catalogue.ts";
import type { Customer } from "./customers.ts";
import type { Dice } from "./dice.ts";
import type { World } from "./record.ts";

/** A line of an opportunity or an order. */
export interface Line {
  readonly article: Article;
  readonly quantity: number;
  readonly unitPrice: Decimal;
  readonly discount: string | undefined;
  readonly remark: string | undefined;
}

/** What an industry mostly buys: the first letters of article numbers. */
const TASTES: Readonly<Record<string, readonly string[]>> = {
  electronics: ["EQ-101", "EQ-106", "HW-201", "SW-6020", "CP-4020"],
  automotive: ["EQ-101", "EQ-105", "CP-40", "HW-2042", "HW-2022"],
  machinery: ["CP-40", "EQ-101", "HW-2032", "EQ-105"],
  manufacturing: ["EQ-10", "HW-2030", "HW-2042", "SW-6020"],
  food: ["EQ-102", "EQ-107", "EQ-108", "HW-201", "CS-50"],
  logistics: ["HW-202", "HW-201", "SW-6010", "CS-501", "EQ-1022"],
  medical: ["EQ-102", "HW-2020", "SW-6010", "CS-501"],
  healthcare: ["HW-2020", "HW-2060", "HW-2012"],
  retail: ["HW-2012", "HW-2060", "HW-2020", "CS-50", "SV-7050"],
  energy: ["EQ-103", "HW-2042", "SW-6030", "EQ-1040"],
  construction: ["EQ-103", "EQ-1040", "HW-2060"],
  education: ["HW-2050", "HW-2060", "EQ-105", "SV-7050"],
  government: ["HW-2060", "HW-2050", "EQ-106"],
  services: ["HW-2060", "SV-7050", "HW-2050"],
  software: ["HW-2050", "HW-2032", "SV-7050"],
  technology: ["HW-2032", "HW-2042", "HW-2040", "CP-4020"],
  telecommunications: ["EQ-1010", "HW-2040", "HW-2010"],
};
const SIZE = { micro: 0.6, small: 0.9, medium: 1.35, large: 2 } as const;

const tidy = (quantity: number): number => {
  if (quantity >= 400) return Math.round(quantity / 50) * 50;
  if (quantity >= 60) return Math.round(quantity / 10) * 10;
  if (quantity >= 24) return Math.round(quantity / 5) * 5;
  return Math.max(1, Math.round(quantity));
};

const quantityOf = (article: Article, customer: Customer, dice: Dice): number =>
  tidy(dice.logNormal(article.quantity * (article.quantity > 2 ? SIZE[customer.company.size] : Math.sqrt(SIZE[customer.company.size])), article.spread));

const priceOf = (article: Article, dice: Dice): Decimal => {
  const step = article.price >= 10_000 ? 100 : article.price >= 1000 ? 10 : article.price >= 100 ? 1 : 0.1;
  const asked = dice.chance(0.55) ? article.price : Math.round((article.price * (0.9 + 0.1 * dice.unit())) / step) * step;
  return String(Math.round(asked * 100) / 100);
};

const lineOf = (article: Article, customer: Customer, remarks: () => string, dice: Dice, quantity = quantityOf(article, customer, dice)): Line => {
  const discount = dice.weightedOf(["0", "2", "3", "5", "8", "10", "12", "15"], (share) => ({ 0: 52, 2: 6, 3: 9, 5: 14, 8: 7, 10: 8, 12: 2, 15: 2 })[share] ?? 0);
  return { article, quantity, unitPrice: priceOf(article, dice), discount: discount === "0" ? undefined : discount, remark: dice.chance(0.07) ? remarks() : undefined };
};

/** One article that this customer would want, at `at`; `small` is consumables, spares and services alone. */
export const wishOf = (articles: readonly Article[], customer: Customer, at: Instant, small: boolean, dice: Dice): Article => {
  const tastes = TASTES[customer.company.industry] ?? [];
  const offered = articles.filter((article) => article.since <= at && article.weight > 0);
  const light = offered.filter(({ category }) => category === "consumable" || category === "component");
  return dice.weightedOf(small ? light : offered, (article) => article.weight * (tastes.some((taste) => article.no.startsWith(taste)) ? 9 : 1));
};

/** The lines of a deal about `main`, with what is usually bought along. */
export const linesOf = (articles: readonly Article[], main: Article, customer: Customer, at: Instant, remarks: () => string, dice: Dice): Line[] => {
  const lines = [lineOf(main, customer, remarks, dice)];
  const count = lines[0]?.quantity ?? 1;
  for (const no of main.companions) {
    const article = articles.find((candidate) => candidate.no === no && candidate.since <= at);
    if (!article || !dice.chance(0.5)) continue;
    const perUnit = ["HW-2024", "CP-4030"].includes(no) ? Math.max(1, Math.round(count / (no === "HW-2024" ? 4 : 1))) : no === "SW-6010" ? count : undefined;
    lines.push(lineOf(article, customer, remarks, dice, perUnit));
  }
  if (dice.chance(0.14)) {
    const extra = wishOf(articles, customer, at, true, dice);
    if (lines.every((line) => line.article !== extra)) lines.push(lineOf(extra, customer, remarks, dice));
  }
  return lines;
};

export const totalOf = (lines: readonly Line[]): Decimal =>
  sum(
    lines.map((line) =>
      lineAmount({ key: "", added: { by: "" as RecordId, at: 0 }, quantity: String(line.quantity), unitPrice: line.unitPrice, discount: line.discount ?? "0" }),
    ),
  );

/** Paths and values of `lines`, added one after the other from `at` on. */
export const lineValues = (
  world: World,
  lines: readonly Line[],
  at: Instant,
  by: RecordId,
  delivered?: (line: Line, index: number) => number,
): Record<string, FieldValue> => {
  const values: Record<string, FieldValue> = {};
  for (const [index, line] of lines.entries()) {
    const added = at + index * 23_417;
    const path = `line/lines/${world.keyAt(added)}`;
    values[path] = { by, at: added };
    values[`${path}/product`] = line.article.id;
    values[`${path}/quantity`] = String(line.quantity);
    values[`${path}/unitPrice`] = line.unitPrice;
    if (line.discount !== undefined) values[`${path}/discount`] = line.discount;
    if (line.remark !== undefined) values[`${path}/remark`] = line.remark;
    if (delivered) values[`${path}/deliveredQuantity`] = String(delivered(line, index));
  }
  return values;
};
