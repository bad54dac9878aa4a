import type { Day, Instant } from "#domain/clock.ts";
import { add, compare, multiply, round, subtract } from "#domain/schema/decimal.ts";
import type { RecordId } from "#domain/id.ts";
import { addDays, localDay, officeMoment, workdayFrom } from "./calendar.ts";
import type { Article } from "./catalogue.ts";
import type { Customer } from "./customers.ts";
import type { Dice } from "./dice.ts";
import { linesOf, lineValues, totalOf, wishOf, type Line } from "./lines.ts";
import type { Deal } from "./opportunities.ts";
import { known, type DemoRecord, type World } from "./record.ts";
import type { Person } from "./staff.ts";
import { createTeller, fill, quantityIn } from "./wording.ts";

/** An order as follow-ups need it. */
export interface Sale {
  readonly customer: Customer;
  readonly owner: Person;
  readonly at: Instant;
  readonly product: string;
  readonly article: string;
}

interface Draft {
  readonly customer: Customer;
  readonly opportunity: RecordId | undefined;
  readonly at: Instant;
  readonly lines: readonly Line[];
}

interface Progress {
  readonly orderStatus: string;
  readonly deliveryStatus: string;
  readonly paid: string;
  readonly delivered: (line: Line, index: number) => number;
}

/** How far an order of `day` has come by today: goods first, then the money, in parts when the sum is large. */
const progressOf = (day: Day, due: Day, total: string, count: number, today: Day, dice: Dice): Progress => {
  const nothing = { deliveryStatus: "none", paid: "0", delivered: () => 0 };
  if (dice.chance(0.025)) return { ...nothing, orderStatus: "cancelled" };
  if (dice.chance(day >= addDays(today, -9) ? 0.55 : day >= addDays(today, -60) ? 0.04 : 0)) return { ...nothing, orderStatus: "draft" };
  const arrived = addDays(due, Math.round(4 * dice.normal()) - 1);
  const large = compare(total, "30000") > 0;
  const deposit = large && addDays(day, dice.int(2, 12)) <= today ? round(multiply(total, "0.3"), 2) : "0";
  const settled = addDays(arrived, dice.weightedOf([5, 30, 45, 60], (term) => ({ 5: 24, 30: 46, 45: 10, 60: 20 })[term] ?? 0) + Math.max(-3, Math.round(dice.normal() * 9)) + (dice.chance(0.05) ? 90 : 0));
  if (arrived > today) {
    const begun = count > 1 && addDays(day, 12) < today && dice.chance(0.45);
    const delivered = (line: Line, index: number) => (begun && index === 0 ? line.quantity : 0);
    return { orderStatus: "confirmed", deliveryStatus: begun ? "partial" : "none", paid: deposit, delivered };
  }
  const retained = large && settled <= today && addDays(settled, 300) > today && dice.chance(0.18);
  const paid = settled > today ? deposit : retained ? round(multiply(total, "0.9"), 2) : total;
  return { orderStatus: paid === total ? "completed" : "confirmed", deliveryStatus: "delivered", paid, delivered: (line) => line.quantity };
};

const halves = (lines: readonly Line[]): [Line[], Line[]] => {
  const first = lines.map((line) => ({ ...line, quantity: Math.ceil(line.quantity / 2) }));
  const second = lines.map((line, index) => ({ ...line, quantity: line.quantity - (first[index]?.quantity ?? 0) })).filter((line) => line.quantity > 0);
  return [first, second];
};

const fromDeals = (deals: readonly Deal[], world: World, dice: Dice): Draft[] =>
  deals.flatMap(({ id, customer, course, lines }): Draft[] => {
    const signed = course.steps.at(-1)?.at ?? world.now;
    const at = dice.chance(0.5) ? signed + dice.int(600_000, 9_000_000) : officeMoment(workdayFrom(addDays(localDay(signed), dice.int(1, 6))), dice);
    if (course.outcome !== "won" || at >= world.now) return [];
    const draft = { customer, opportunity: id, at, lines };
    const [first, second] = halves(lines);
    const later = officeMoment(workdayFrom(addDays(localDay(at), dice.int(20, 70))), dice);
    const splits = (lines[0]?.quantity ?? 1) >= 4 && second.length > 0 && later < world.now && dice.chance(0.16);
    return splits ? [{ ...draft, lines: first }, { ...draft, at: later, lines: second }] : [draft];
  });

const reorders = (first: readonly Draft[], articles: readonly Article[], count: number, world: World, dice: Dice): Draft[] => {
  const drafts: Draft[] = [];
  while (drafts.length < count) {
    const { customer, at: since } = dice.weightedOf(first, (draft) => draft.customer.weight);
    const at = officeMoment(workdayFrom(addDays(localDay(since), dice.int(35, 520))), dice);
    if (at >= world.now) continue;
    const main = wishOf(articles, customer, at, true, dice);
    drafts.push({ customer, opportunity: undefined, at, lines: linesOf(articles, main, customer, at, () => "", dice).map((line) => ({ ...line, remark: undefined })) });
  }
  return drafts;
};

/** `count` orders: those that the won opportunities led to, and later ones for consumables and spares. */
export const createOrders = (world: World, deals: readonly Deal[], articles: readonly Article[], count: number): { sales: Sale[]; records: DemoRecord[] } => {
  const dice = world.dice.fork("orders");
  const tellers = { zh: createTeller("zh", dice), ko: createTeller("ko", dice), en: createTeller("en", dice) };
  const signed = fromDeals(deals, world, dice);
  const drafts = [...signed, ...reorders(signed, articles, Math.max(0, count - signed.length), world, dice)].sort((a, b) => a.at - b.at);
  const sales: Sale[] = [];
  const records = drafts.map(({ customer, opportunity, at, lines }): DemoRecord => {
    const { language, owner } = customer;
    const main = lines[0]?.article;
    const day = localDay(at);
    const stock = lines.every((line) => line.article.category === "consumable" || line.article.category === "component");
    const due = workdayFrom(addDays(day, stock ? dice.int(4, 15) : dice.int(18, 55)));
    const total = totalOf(lines);
    const rounded = String(Math.floor(Number(total) / 100) * 100);
    const manual = compare(total, "5000") > 0 && compare(rounded, total) < 0 && dice.chance(0.16) ? rounded : undefined;
    const agreed = manual ?? total;
    const progress = progressOf(day, due, agreed, lines.length, world.today, dice);
    const seller = owner.joined <= at ? owner.id : customer.by;
    const product = main?.called[language] ?? "";
    const occasion = {
      day,
      customer: customer.company.short,
      person: customer.contacts[0]?.called ?? customer.company.short,
      colleague: owner.name,
      article: main?.no ?? "",
      product,
      quantity: quantityIn(language, lines[0]?.quantity ?? 1, main?.unit ?? "个"),
      amount: Number(agreed),
      competitor: "",
    };
    const id = world.idAt("order", at);
    if (progress.orderStatus !== "cancelled") {
      customer.orders += 1;
      customer.ordered = Number(add(String(customer.ordered), agreed));
      customer.lastOrder = Math.max(customer.lastOrder, at);
    }
    sales.push({ customer, owner, at, product, article: main?.no ?? "" });
    return {
      id,
      at,
      by: seller,
      values: {
        ...known({
          subject: fill(language, tellers[language](opportunity ? "orderSubjects" : "reorderSubjects"), occasion, dice),
          customer: customer.id,
          opportunity,
          date: day,
          paymentMethod: dice.weighted({ transfer: 62, monthly: 18, acceptance: language === "zh" ? 12 : 0, card: 2, cheque: language === "en" ? 4 : 0, cash: customer.individual ? 12 : 1 }),
          latestDeliveryDate: due,
          orderStatus: progress.orderStatus,
          deliveryStatus: progress.deliveryStatus,
          manualTotal: manual,
          paidAmount: compare(subtract(agreed, progress.paid), "0") >= 0 && progress.orderStatus !== "draft" ? progress.paid : undefined,
          remarks: dice.chance(0.22) ? fill(language, tellers[language]("orderRemarks"), occasion, dice) : undefined,
          owner: owner.id,
          created: { by: seller, at },
        }),
        ...lineValues(world, lines, at, seller, progress.orderStatus === "draft" ? undefined : progress.delivered),
      },
    };
  });
  return { sales, records };
};
