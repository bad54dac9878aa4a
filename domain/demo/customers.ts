import type { Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import { addDays, officeMoment, seasonOf, startOf, workdayFrom } from "./calendar.ts";
import { companiesOf, digitsOf, subsidiaryOf, type Company } from "./companies.ts";
import { contactsOf, mobileIn, nameIn, type Contact } from "./contacts.ts";
import type { Dice } from "./dice.ts";
import { known, type DemoRecord, type World } from "./record.ts";
import type { Language, Person, Staff } from "./staff.ts";
import { PHRASES } from "./vocabulary/languages.ts";
import { ZH_CITIES } from "./vocabulary/zh-companies.ts";

/** A customer while its history is being made up. What the history decides is filled in as it goes. */
export interface Customer {
  readonly id: RecordId;
  readonly company: Company;
  readonly language: Language;
  readonly individual: boolean;
  readonly owner: Person;
  readonly since: Instant;
  readonly by: RecordId;
  readonly source: string;
  /** How much business it brings, 1 is average. */
  readonly weight: number;
  readonly parent: Customer | undefined;
  readonly contacts: Contact[];
  orders: number;
  ordered: number;
  lastOrder: Instant;
  /** Furthest stage among its open opportunities, 0 when there is none. */
  openStage: number;
  lost: number;
}

const INDIVIDUALS = 8;
const SUBSIDIARIES = 14;
const WEIGHT_OF_SIZE = { micro: 0.5, small: 0.9, medium: 1.5, large: 2.4 } as const;

const individual = (dice: Dice): Company => {
  const { name } = nameIn("zh", "中国", dice);
  const [city = "", province = "", , , districts = ""] = dice.pick(ZH_CITIES.slice(0, 9));
  return {
    language: "zh",
    team: ["江苏", "浙江"].includes(province) ? "delta" : "shanghai",
    name,
    short: name,
    industry: dice.pick(["retail", "services", "other"]),
    sector: dice.pick(["个体工商户", "五金店", "维修工作室", "设备经纪"]),
    country: "中国",
    region: province,
    address: `${city}市${dice.pick(districts.split(","))}`,
    domain: "",
    phoneForm: "",
    size: "micro",
    group: false,
  };
};

const momentOfArrival = (world: World, index: number, dice: Dice): Instant => {
  if (index < 150) return startOf(workdayFrom(addDays(world.begin, 1 + Math.floor(index / 60)))) + 9.2 * 3_600_000 + (index % 60) * 420_000 + dice.int(0, 90_000);
  const span = Math.floor((world.now - startOf(world.begin)) / 86_400_000);
  for (;;) {
    const day = workdayFrom(addDays(world.begin, dice.int(6, span - 2)));
    const at = officeMoment(day, dice);
    if (at < world.now && dice.chance(seasonOf(day) / 1.25)) return at;
  }
};

/** `count` customers with their people. Founders of the list were brought over in the first days; the rest came one by one. */
export const createCustomers = (world: World, staff: Staff, count: number, people: number): { customers: Customer[]; contactRecords: DemoRecord[] } => {
  const dice = world.dice.fork("customers");
  const companies = [...companiesOf(count - INDIVIDUALS - SUBSIDIARIES, dice.fork("companies"))];
  const names = new Set(companies.map((company) => company.name));
  while (companies.length < count - SUBSIDIARIES) {
    const person = individual(dice);
    if (!names.has(person.name)) companies.push(person);
    names.add(person.name);
  }
  const arrivals = companies
    .map((company) => ({ company, order: dice.unit() }))
    .sort((a, b) => a.order - b.order)
    .map(({ company }, index) => ({ company, parent: undefined as Customer | undefined, imported: index < 150, since: momentOfArrival(world, index, dice) }));

  const customers: Customer[] = [];
  const contactRecords: DemoRecord[] = [];
  const take = ({ company, parent, imported, since }: (typeof arrivals)[number]) => {
    const sellers = staff.activeIn(company.team, world.now).filter((person) => person.load > 0);
    const owner = dice.weightedOf(sellers, (person) => person.load);
    const manager = sellers.find((person) => person.role === "manager") ?? owner;
    const then = staff.activeIn(company.team, since).filter((person) => person.role === "sales");
    const author = imported ? manager : owner.joined <= since ? (dice.chance(0.06) ? manager : owner) : then.length > 0 ? dice.pick(then) : manager;
    const id = world.idAt("customer", since);
    const isPerson = company.domain === "";
    const size = WEIGHT_OF_SIZE[company.size];
    const circle = Math.max(1, Math.round(dice.logNormal(isPerson ? 0.5 : 1.3 + size * 0.55, 0.45)));
    const made = contactsOf(world, dice, { company, customer: id, owner, since, by: author.id, from: 0, to: Math.min(circle, 8), phrases: PHRASES[company.language] });
    contactRecords.push(...made.records);
    const customer: Customer = {
      id,
      company,
      language: company.language,
      individual: isPerson,
      owner,
      since,
      by: author.id,
      source: dice.weighted({ referral: 24, exhibition: 22, website: 17, coldCall: 19, advertising: 7, partner: 9, other: 2 }),
      weight: size * dice.logNormal(0.85, 0.55),
      parent,
      contacts: made.contacts,
      orders: 0,
      ordered: 0,
      lastOrder: 0,
      openStage: 0,
      lost: 0,
    };
    customers.push(customer);
  };
  for (const arrival of arrivals.sort((a, b) => a.since - b.since)) take(arrival);

  const parents = customers.filter(({ company }) => company.language === "zh" && !company.group && (company.size === "large" || company.size === "medium"));
  while (customers.length < count) {
    const parent = dice.pick(parents);
    const company = subsidiaryOf(parent.company, dice);
    const since = officeMoment(workdayFrom(addDays(world.begin, dice.int(20, 640))), dice);
    if (!company || names.has(company.name) || since <= parent.since || since >= world.now) continue;
    names.add(company.name);
    take({ company, parent, imported: false, since });
  }
  const circles = world.dice.fork("circles");
  for (const { parent, contacts } of customers) if (parent && circles.chance(0.7)) joins(contactRecords, contacts.slice(0, circles.int(1, 2)), parent);

  while (contactRecords.length < people) {
    const { company, id, owner, since, by, contacts, individual: alone } = dice.weightedOf(customers, (customer) => customer.weight);
    if (alone) continue;
    const made = contactsOf(world, dice, { company, customer: id, owner, since, by, from: contacts.length, to: contacts.length + 1, phrases: PHRASES[company.language] });
    if (made.contacts.every((contact) => contacts.every(({ name }) => name !== contact.name))) {
      contacts.push(...made.contacts);
      contactRecords.push(...made.records);
    }
  }
  for (const customer of customers) {
    const gone = customer.contacts.findIndex(({ id }, index) => index > 0 && contactRecords.some((record) => record.id === id && record.values["category"] === "former"));
    if (gone >= 0 && circles.chance(0.4)) leaves(contactRecords, customer, gone);
  }
  return { customers, contactRecords };
};

/** Somebody at a subsidiary who also speaks for the company above it. */
const joins = (records: DemoRecord[], contacts: readonly Contact[], also: Customer): void => {
  for (const { id } of contacts) {
    const at = records.findIndex((record) => record.id === id);
    const record = records[at];
    if (record) records[at] = { ...record, values: { ...record.values, [`set/customers/${also.id}`]: 1 } };
  }
};

/** Somebody who has left a customer and is at no other yet. */
const leaves = (records: DemoRecord[], customer: Customer, index: number): void => {
  const [contact] = customer.contacts.splice(index, 1);
  const at = records.findIndex((record) => record.id === contact?.id);
  const record = records[at];
  if (!record) return;
  const { [`set/customers/${customer.id}`]: _left, email: _mail, phone: _desk, ...values } = record.values;
  records[at] = { ...record, values };
};

const EMPLOYEES = { micro: [5, 19], small: [20, 299], medium: [300, 999], large: [1000, 6800] } as const;

const categoryOf = (customer: Customer, dice: Dice): string => {
  if (customer.orders === 0 && customer.openStage === 0 && dice.chance(0.06)) return "invalid";
  if (customer.orders === 0 && dice.chance(0.035)) return dice.pick(["supplier", "competitor", "partner"]);
  if (dice.chance(0.05)) return dice.pick(["agent", "agent", "partner"]);
  if (customer.ordered > 480_000) return "vip";
  return customer.orders > 0 ? "ordinary" : "potential";
};

const stageOf = (customer: Customer, world: World): string => {
  const quiet = world.now - customer.lastOrder > 400 * 86_400_000;
  if (customer.orders > 0 && quiet && customer.openStage === 0) return "lost";
  if (customer.orders > 1) return "repeat";
  if (customer.orders === 1) return "customer";
  if (customer.openStage === 0 && customer.lost > 2) return "lost";
  return customer.openStage >= 2 ? "intending" : "contacted";
};

/** The record of a customer after its history. */
export const recordOfCustomer = (customer: Customer, world: World, dice: Dice): DemoRecord => {
  const { company, individual: isPerson } = customer;
  const phrases = PHRASES[customer.language];
  const fill = (text: string) => text.replace("{comp}(와)과", `${phrases.competitors[0]}와`).replaceAll("{comp}", dice.pick(phrases.competitors));
  const [least, most] = EMPLOYEES[company.size];
  const employees = Math.round(least + (most - least) * dice.unit() ** 2);
  const heat = customer.openStage >= 5 ? dice.chance(0.55) : customer.openStage >= 3 && dice.chance(0.2);
  const trusted = customer.orders > 0 && dice.chance(0.65);
  const yearly = customer.ordered / 2;
  return {
    id: customer.id,
    at: customer.since,
    by: customer.by,
    values: known({
      name: company.name,
      shortName: isPerson ? undefined : company.short,
      type: isPerson ? "individual" : "company",
      category: categoryOf(customer, dice),
      stage: stageOf(customer, world),
      industry: company.industry,
      sector: dice.chance(0.8) ? company.sector : undefined,
      country: company.country,
      region: company.region,
      size: isPerson ? undefined : company.size,
      employees: isPerson || dice.chance(0.3) ? undefined : employees > 300 ? Math.round(employees / 10) * 10 : employees,
      revenue: isPerson || dice.chance(0.55) ? undefined : String(Math.round((employees * dice.logNormal(560_000, 0.5)) / 100_000) * 100_000 + 100_000),
      foundedYear: isPerson || dice.chance(0.35) ? undefined : 2022 - Math.floor(34 * dice.unit() ** 1.6),
      source: customer.source,
      parent: customer.parent?.id,
      group: customer.parent?.company.short,
      phone: isPerson ? mobileIn("zh", "", dice) : dice.chance(0.88) ? digitsOf(company.phoneForm, dice) : undefined,
      website: isPerson || company.size === "micro" || dice.chance(0.3) ? undefined : `${dice.chance(0.5) ? "https://" : ""}www.${company.domain}`,
      address: dice.chance(0.9) ? company.address : undefined,
      remarks: dice.chance(0.28) ? fill(dice.pick(phrases.customerRemarks)) : undefined,
      hotLevel: heat ? dice.weighted({ high: 3, medium: 5, low: 3 }) : undefined,
      hotReason: heat && dice.chance(0.85) ? fill(dice.pick(phrases.hotReasons)) : undefined,
      creditLimit: trusted ? String(Math.max(2, Math.round((yearly * dice.logNormal(0.45, 0.3)) / 10_000)) * 10_000) : undefined,
      paymentTermDays: trusted ? dice.weightedOf([30, 45, 60, 90], (days) => ({ 30: 55, 45: 12, 60: 26, 90: 7 })[days] ?? 0) : undefined,
      creditInfo: trusted && dice.chance(0.5) ? dice.pick(phrases.creditInfo) : undefined,
      owner: customer.owner.id,
      created: { by: customer.by, at: customer.since },
    }),
  };
};
