import type { Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { addDays, localDay, officeMoment, seasonOf, startOf, workdayFrom } from "./calendar.ts";
import type { Article } from "./catalogue.ts";
import type { Contact } from "./contacts.ts";
import { courseOf, type Course } from "./course.ts";
import type { Customer } from "./customers.ts";
import type { Dice } from "./dice.ts";
import { linesOf, lineValues, totalOf, wishOf, type Line } from "./lines.ts";
import { known, type DemoRecord, type World } from "./record.ts";
import type { Language, Person, Staff } from "./staff.ts";
import { DEAL_WORDS } from "./vocabulary/deal-words.ts";
import { PHRASES } from "./vocabulary/languages.ts";
import { createTeller, fill, quantityIn, type Occasion, type Teller } from "./wording.ts";

/** One opportunity as the orders and follow-ups after it need it. */
export interface Deal {
  readonly id: RecordId;
  readonly customer: Customer;
  readonly owner: Person;
  readonly since: Instant;
  readonly course: Course;
  readonly lines: readonly Line[];
  readonly total: string;
  readonly contacts: readonly Contact[];
  readonly occasion: Occasion;
}

const SKILLED_SOURCES: Readonly<Record<string, number>> = { existing: 1.5, referral: 1.3, partner: 1.05, exhibition: 0.95, website: 0.9, other: 0.9, advertising: 0.75, coldCall: 0.7 };

/** Deals under way when the company began with the system. */
const BROUGHT_OVER = 60;

const estimate = (total: number, dice: Dice): string => {
  const rough = total * dice.logNormal(1.03, 0.2);
  const step = rough > 300_000 ? 10_000 : rough > 60_000 ? 5000 : rough > 8000 ? 1000 : 100;
  return String(Math.max(step, Math.round(rough / step) * step));
};

/** When each opportunity turns up and at whom: new customers start with one, the rest follow season, growth and the size of the customer. */
const arrivals = (world: World, customers: readonly Customer[], count: number, dice: Dice): { customer: Customer; since: Instant }[] => {
  const begun = startOf(workdayFrom(addDays(world.begin, 4))) + 9.5 * 3_600_000;
  const found: { customer: Customer; since: Instant }[] = [];
  const add = (customer: Customer, since: Instant) => {
    if (since > customer.since && since < world.now) found.push({ customer, since });
  };
  const brought = customers.filter((customer) => customer.since < begun);
  while (found.length < BROUGHT_OVER) add(dice.weightedOf(brought, (customer) => customer.weight), begun + dice.int(0, 200) * 60_000 + dice.int(0, 59_999));
  for (const customer of customers) {
    if (customer.since < begun || dice.chance(0.25)) continue;
    const day = workdayFrom(addDays(localDay(customer.since), dice.int(0, 9)));
    add(customer, day === localDay(customer.since) ? customer.since + dice.int(300_000, 5_000_000) : officeMoment(day, dice));
  }
  const span = (world.now - begun) / 86_400_000;
  while (found.length < count) {
    const passed = dice.int(0, Math.floor(span));
    const day = workdayFrom(addDays(localDay(begun), passed + 1));
    if (!dice.chance((seasonOf(day) / 1.25) * (0.78 + (0.22 * passed) / span))) continue;
    const since = officeMoment(day, dice);
    add(dice.weightedOf(customers.filter((customer) => customer.since < since), (customer) => customer.weight), since);
  }
  return found.sort((a, b) => a.since - b.since);
};

const authorOf = (staff: Staff, customer: Customer, at: Instant, dice: Dice): Person => {
  const { owner } = customer;
  if (owner.joined > at) return staff.activeIn(customer.company.team, at).find((person) => person.role === "manager") ?? staff.boss;
  const leavers = staff.activeIn(customer.company.team, at).filter((person) => person.left !== undefined);
  return leavers.length > 0 && dice.chance(0.14) ? dice.pick(leavers) : owner;
};

const requirementOf = (teller: Teller, language: Language, occasion: Occasion, dice: Dice): string[] => {
  const parts = dice.weightedOf(
    [["background"], ["technical"], ["background", "technical"], ["background", "technical", "commercial"], ["technical", "schedule"], ["background", "technical", "schedule", "commercial"]],
    (list) => ({ 1: 3, 2: 4, 3: 3, 4: 3 })[list.length] ?? 1,
  );
  return parts.map((part) => fill(language, teller(`requirement.${part}`, occasion.article, occasion.day), occasion, dice));
};

const hopeOf = (course: Course, dice: Dice): string => {
  if (course.furthest === 4) return dice.weighted({ committed: 5, likely: 4, best: 1 });
  if (course.furthest === 3) return dice.weighted({ likely: 6, best: 3, committed: 1 });
  return dice.weighted({ best: 5, likely: 5 });
};

/** Nothing is left to forecast of a lost deal. */
const commitmentOf = (course: Course, dice: Dice): string | undefined => {
  if (course.outcome === "won") return "committed";
  const hope = hopeOf(course, dice);
  return course.outcome === "lost" ? undefined : hope;
};

/** Half of the deals in which the customer decided nothing were given up rather than lost. */
const statusOf = (course: Course, lostTo: string, stale: boolean, dice: Dice): string => {
  if (course.outcome === "lost" && ["noDecision", "noBudget", "timing"].includes(lostTo) && dice.chance(0.5)) return "abandoned";
  if (course.outcome !== "open") return course.outcome;
  return stale ? dice.weighted({ open: 55, paused: 36, abandoned: 9 }) : "open";
};

const advancesOf = (world: World, course: Course, by: RecordId, manager: RecordId, note: (stage: string) => string, dice: Dice): { values: Record<string, FieldValue>; last: string | undefined } => {
  const values: Record<string, FieldValue> = {};
  let last: string | undefined;
  for (const [index, { at, stage, probability }] of course.steps.entries()) {
    last = index > 0 && dice.chance(0.55) ? note(stage) : undefined;
    values[`log/advances/${world.keyAt(at)}`] = { by: index > 0 && dice.chance(0.06) ? manager : by, at, stage, probability, ...(last === undefined ? {} : { note: last }) };
  }
  return { values, last };
};

export const createOpportunities = (
  world: World,
  staff: Staff,
  customers: readonly Customer[],
  articles: readonly Article[],
  count: number,
): { deals: Deal[]; records: DemoRecord[] } => {
  const dice = world.dice.fork("opportunities");
  const wordDice = world.dice.fork("deal words");
  const tellers = { zh: createTeller("zh", dice), ko: createTeller("ko", dice), en: createTeller("en", dice) };
  const deals: Deal[] = [];
  const wins = new Map<Customer, Instant>();
  const records = arrivals(world, customers, count, dice).map(({ customer, since }, index): DemoRecord => {
    const { language, owner } = customer;
    const teller = tellers[language];
    const author = authorOf(staff, customer, since, dice);
    const manager = staff.of(customer.company.team)[0] ?? owner;
    const isKnown = (wins.get(customer) ?? Number.MAX_SAFE_INTEGER) < since;
    const main = wishOf(articles, customer, since, isKnown && dice.chance(0.25), dice);
    const lines = linesOf(articles, main, customer, since, () => teller("lineRemarks"), dice);
    const total = totalOf(lines);
    const isLight = main.category === "consumable" || main.category === "service";
    const source = isKnown && dice.chance(0.75) ? "existing" : customer.source;
    const course = courseOf(
      {
        since,
        amount: Number(total),
        odds: owner.skill * (SKILLED_SOURCES[source] ?? 1) * (isLight ? 1.4 : 1),
        pace: (isLight ? 0.45 : 1) * (dice.chance(0.06) ? 3.2 : 1),
        first: index < BROUGHT_OVER ? dice.weightedOf([0, 1, 2, 3], (stage) => 5 - stage) : isKnown && dice.chance(0.4) ? 1 : 0,
      },
      world.now,
      dice,
    );
    const last = course.steps.at(-1);
    const people = customer.contacts.filter((contact) => contact.since <= since);
    const contacts = dice.sample(people, dice.weightedOf([1, 2, 3], (size) => ({ 1: 5, 2: 4, 3: 2 })[size] ?? 0));
    const competitor = dice.pick(PHRASES[language].competitors);
    const occasion: Occasion = {
      day: localDay(since),
      customer: customer.company.short,
      person: (contacts[0] ?? customer.contacts[0])?.called ?? customer.company.short,
      colleague: dice.pick(staff.of(customer.company.team).filter((person) => person !== author && person.left === undefined)).name,
      article: main.no,
      product: main.called[language],
      quantity: quantityIn(language, lines[0]?.quantity ?? 1, main.unit),
      amount: Number(total),
      competitor,
    };
    const kindOfSubject = isLight && isKnown ? (main.category === "service" ? "service" : "consumable") : "main";
    const detailed = course.outcome === "won" || course.furthest >= 3 ? dice.chance(0.96) : course.furthest === 2 ? dice.chance(0.65) : dice.chance(0.12);
    const stale = course.outcome === "open" && world.now - (last?.at ?? since) > 75 * 86_400_000;
    const id = world.idAt("opportunity", since);
    const lostTo = dice.weighted({ price: 26, competitor: 24, noDecision: 18, noBudget: 15, timing: 11, fit: 6 });
    const noteOf = (stage: string) => (stage === "lost" ? dice.pick(PHRASES[language].lostNotes[lostTo]) : teller(`stageNotes.${stage}`, main.no));
    const advances = advancesOf(world, course, author.id, manager.id, (stage) => noteOf(stage), dice);
    const year = Number(occasion.day.slice(0, 4));
    const prose = course.furthest >= 2 && ["equipment", "hardware", "software"].includes(main.category) && dice.chance(0.6) ? requirementOf(teller, language, occasion, dice) : undefined;
    const { decisions, competition, solutions } = DEAL_WORDS[language];
    const told = (sentence: string): string => fill(language, sentence, occasion, wordDice);
    const solution = prose && course.furthest >= 3 && wordDice.chance(0.7) ? wordDice.pick(solutions).map(told) : undefined;
    const final = course.outcome === "won" || (detailed && course.furthest >= 3);
    if (course.outcome === "won" && !wins.has(customer)) wins.set(customer, last?.at ?? since);
    if (course.outcome === "lost") customer.lost += 1;
    if (course.outcome === "open") customer.openStage = Math.max(customer.openStage, course.furthest + 1);
    deals.push({ id, customer, owner, since, course, lines, total, contacts, occasion });
    const values = known({
      subject: fill(language, teller(`subjects.${kindOfSubject}`), occasion, dice),
      customer: customer.id,
      externalNo: dice.chance(0.07) ? `${dice.pick(["ZB", "XJ", "RFQ", "CG"])}${year}-${String(dice.int(11, 1890)).padStart(4, "0")}` : undefined,
      type: isKnown ? (isLight ? "renewal" : dice.weighted({ expansion: 7, project: 2, renewal: 1 })) : dice.weighted({ new: 7, project: 3 }),
      stage: last?.stage ?? "prospecting",
      probability: last?.probability ?? "10",
      stageNote: advances.last ?? (dice.chance(0.3) ? noteOf(last?.stage ?? "prospecting") : undefined),
      status: statusOf(course, lostTo, stale, dice),
      commitment: commitmentOf(course, dice),
      expectedAmount: final ? total : dice.chance(0.95) ? estimate(Number(total), dice) : undefined,
      expectedSignDate: course.expectedOn,
      discoveredOn: localDay(since),
      closedOn: course.closedOn,
      source,
      provider: source === "referral" && dice.chance(0.5) ? dice.pick(customers.filter((other) => other.language === language && other !== customer)).contacts[0]?.name : undefined,
      budget: course.furthest >= 2 && dice.chance(0.34) ? estimate(Number(total) * 1.06, dice) : undefined,
      purchaseMethod: course.furthest >= 1 && dice.chance(0.7) ? dice.weighted({ direct: 55, negotiated: 20, tender: customer.company.size === "large" ? 30 : 8, framework: isLight ? 22 : 5 }) : undefined,
      lostReason: course.outcome === "lost" ? lostTo : undefined,
      wonReason: course.outcome === "won" && wordDice.chance(0.85) ? wordDice.weighted({ fit: 26, price: 20, quality: 18, delivery: 14, service: 12, relationship: 10 }) : undefined,
      decisionProcess: course.furthest >= 2 && wordDice.chance(0.35) ? told(wordDice.pick(decisions)) : undefined,
      competitors: (course.outcome === "lost" && lostTo === "competitor") || (course.furthest >= 3 && dice.chance(0.38)) ? competitor : undefined,
      address: dice.chance(0.08) ? customer.company.address : undefined,
      owner: owner.id,
      created: { by: author.id, at: since },
    });
    if (values.competitors && wordDice.chance(0.6)) values.competition = told(wordDice.pick(competition));
    for (const contact of contacts) values[`set/contacts/${contact.id}`] = 1;
    if (dice.chance(0.05)) values[`set/sharedWith/${dice.pick(staff.of("service")).id}`] = 1;
    Object.assign(values, advances.values, detailed ? lineValues(world, lines, Math.min(world.now - 200_000, since + dice.int(60_000, 900_000)), author.id) : {});
    return { id, at: since, by: author.id, values, ...(prose ? { prose: { requirement: prose, ...(solution ? { solution } : {}) } } : {}) };
  });
  return { deals, records };
};
