import type { Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import { addDays, localDay, officeMoment, workdayFrom } from "./calendar.ts";
import type { Contact } from "./contacts.ts";
import type { Customer } from "./customers.ts";
import type { Dice } from "./dice.ts";
import type { Deal } from "./opportunities.ts";
import type { Sale } from "./orders.ts";
import { known, type DemoRecord, type World } from "./record.ts";
import type { Language, Person, Staff } from "./staff.ts";
import type { Method, Phase } from "./vocabulary/phrases.ts";
import { PHRASES } from "./vocabulary/languages.ts";
import { createTeller, fill, type Occasion, type Teller } from "./wording.ts";

interface Talk {
  readonly at: Instant;
  readonly phase: Phase;
  readonly customer: Customer;
  readonly opportunity: RecordId | undefined;
  readonly contact: Contact | undefined;
  readonly by: Person;
  readonly occasion: Occasion;
}

const METHOD_WEIGHTS: Readonly<Record<Language, Readonly<Record<Method, number>>>> = {
  zh: { call: 34, message: 27, visit: 16, meeting: 8, email: 7, demo: 3, dinner: 3 },
  ko: { call: 32, message: 15, visit: 17, meeting: 10, email: 18, demo: 3, dinner: 5 },
  en: { call: 20, message: 9, visit: 6, meeting: 21, email: 40, demo: 3, dinner: 1 },
};

const methodOf = (language: Language, phase: Phase, dice: Dice): Method => {
  const method = dice.weighted(METHOD_WEIGHTS[language]);
  if (method === "demo" && phase !== "engaging" && phase !== "analysis") return "visit";
  return method === "dinner" && (phase === "lost" || phase === "service") ? "call" : method;
};

const textOf = (teller: Teller, language: Language, phase: Phase, method: Method, occasion: Occasion, dice: Dice): string => {
  const told = (list: string) => teller(list, occasion.article, occasion.day);
  const fact = told(`facts.${phase}`);
  const parts = [fact];
  const more = told(`facts.${phase}`);
  if (more !== fact && dice.chance(0.17)) parts.push(more);
  if (dice.chance(0.5)) parts.push(told(`next.${phase}`));
  const bare = parts.length === 1 && !fact.includes("{");
  if (method === "demo" || method === "dinner" || dice.chance(bare ? 0.9 : 0.45)) parts.unshift(teller(`openings.${method}`));
  const filled = parts.map((part) => fill(language, part, occasion, dice));
  if (dice.chance(0.05)) return filled.join("\n");
  return filled.join(language === "zh" ? "" : " ");
};

/** Somewhere between two moments, in office hours; undefined when there is no working time between them. */
const between = (from: Instant, to: Instant, dice: Dice): Instant | undefined => {
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const at = officeMoment(workdayFrom(localDay(from + (to - from) * dice.unit())), dice);
    if (at > from && at < to) return at;
  }
  return undefined;
};

const writerAt = (staff: Staff, customer: Customer, at: Instant, dice: Dice): Person => {
  const team = staff.activeIn(customer.company.team, at);
  const left = team.filter((person) => person.left !== undefined);
  if (left.length > 0 && dice.chance(0.1)) return dice.pick(left);
  if (customer.owner.joined > at) return team.find((person) => person.role === "manager") ?? staff.boss;
  return dice.chance(0.05) ? (team.find((person) => person.role === "manager") ?? customer.owner) : customer.owner;
};

const presentAt = (contacts: readonly Contact[], at: Instant): readonly Contact[] => contacts.filter((contact) => contact.since <= at);

const dealTalks = (deal: Deal, world: World, staff: Staff, dice: Dice): Talk[] => {
  const { steps } = deal.course;
  const talks: Talk[] = [];
  const tell = (at: Instant, phase: Phase) => {
    const people = presentAt(deal.contacts.length > 0 ? deal.contacts : deal.customer.contacts, at);
    const contact = people.length > 0 ? dice.pick(people) : undefined;
    const occasion = { ...deal.occasion, day: localDay(at), person: contact?.called ?? deal.occasion.person };
    talks.push({ at, phase, customer: deal.customer, opportunity: deal.id, contact, by: writerAt(staff, deal.customer, at, dice), occasion });
  };
  for (const [index, step] of steps.entries()) {
    const phase = step.stage as Phase;
    if (phase === "won" || phase === "lost") {
      if (dice.chance(0.45)) tell(step.at + dice.int(120_000, 2_400_000), phase);
      continue;
    }
    const until = steps[index + 1]?.at ?? world.now;
    const weeks = Math.min(6, (until - step.at) / (7 * 86_400_000));
    const times = Math.round(dice.unit() * (0.5 + weeks * 0.42) * (1 + Number(deal.total) / 600_000 > 1.6 ? 1.5 : 1));
    for (let talk = 0; talk < times; talk += 1) {
      const at = between(step.at, until, dice);
      if (at !== undefined) tell(at, phase);
    }
  }
  return talks.filter((talk) => talk.at < world.now);
};

const customerTalk = (world: World, staff: Staff, customer: Customer, phase: Phase, topic: { readonly product: string; readonly article: string }, at: Instant, dice: Dice): Talk | undefined => {
  const people = presentAt(customer.contacts, at);
  if (at >= world.now || at <= customer.since) return undefined;
  const contact = people.length > 0 ? dice.pick(people) : undefined;
  const service = staff.of("service")[0];
  const by = phase === "service" && service && dice.chance(0.3) ? service : writerAt(staff, customer, at, dice);
  const occasion: Occasion = {
    day: localDay(at),
    customer: customer.company.short,
    person: contact?.called ?? customer.company.short,
    colleague: service && by !== service && phase === "service" ? service.name : customer.owner.name,
    ...topic,
    quantity: "",
    amount: 0,
    competitor: dice.pick(PHRASES[customer.language].competitors),
  };
  return { at, phase, customer, opportunity: undefined, contact, by, occasion };
};

/** `count` follow-ups: along every opportunity, after orders, and now and then a word with a customer. */
export const createFollowUps = (world: World, staff: Staff, customers: readonly Customer[], deals: readonly Deal[], sales: readonly Sale[], count: number): DemoRecord[] => {
  const dice = world.dice.fork("follow-ups");
  const tellers = { zh: createTeller("zh", dice), ko: createTeller("ko", dice), en: createTeller("en", dice) };
  const wanted = deals.flatMap((deal) => dealTalks(deal, world, staff, dice));
  const talks = dice.sample(wanted, Math.min(wanted.length, Math.round(count * 0.78)));
  while (talks.length < count) {
    const afterSale = sales.length > 0 && dice.chance(0.55);
    const sale = afterSale ? dice.pick(sales) : undefined;
    const customer = sale?.customer ?? dice.weightedOf(customers, (one) => one.weight);
    const at = sale
      ? officeMoment(workdayFrom(addDays(localDay(sale.at), dice.logNormal(32, 0.8))), dice)
      : (between(customer.since, world.now, dice) ?? world.now);
    const article = dice.pick(deals).lines[0]?.article;
    const topic = sale ?? { product: article?.called[customer.language] ?? "", article: article?.no ?? "" };
    const talk = customerTalk(world, staff, customer, sale ? "service" : "greeting", { product: topic.product, article: topic.article }, at, dice);
    if (talk) talks.push(talk);
  }
  return talks
    .sort((a, b) => a.at - b.at)
    .map((talk): DemoRecord => {
      const { language } = talk.customer;
      const method = methodOf(language, talk.phase, dice);
      const next = officeMoment(workdayFrom(addDays(localDay(talk.at), 1)), dice);
      const written = dice.chance(0.86) || next >= world.now ? Math.min(world.now - 1, talk.at + dice.int(240_000, 4_200_000)) : next;
      return {
        id: world.idAt("followUp", written),
        at: written,
        by: talk.by.id,
        values: known({
          content: textOf(tellers[language], language, talk.phase, method, talk.occasion, dice),
          method,
          at: talk.at - (talk.at % 60_000),
          customer: talk.customer.id,
          opportunity: talk.opportunity,
          contact: dice.chance(0.82) ? talk.contact?.id : undefined,
          owner: talk.by.id,
          created: { by: talk.by.id, at: written },
        }),
      };
    });
};
