import { ENTITIES } from "#domain/entities/registry.ts";
import { wordsOf } from "#domain/entities/every-language.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { LOCALES } from "#domain/schema/words.ts";
import { targetOf } from "./import-map.ts";
import { looseKey } from "./normalise.ts";
import { otherHeadingsOf } from "./other-headings/other-headings.ts";

/** Headings of other programs' exports (Pipedrive, HubSpot, Salesforce, OroCRM, Krayin, Atomic CRM) that are nobody's label. */
const FOREIGN: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  customer: {
    name: ["organization", "organization name", "company", "company name", "account", "account name", "customer name"],
    website: ["website url", "company domain name", "domain", "homepage", "홈페이지"],
    phone: ["phone number", "main phone", "company phone"],
    address: ["billing street", "street address", "address line 1", "organization address"],
    country: ["office location", "country region", "billing country"],
    foundedYear: ["year established", "year founded"],
    employees: ["number of employees", "no of employees", "headcount"],
    revenue: ["annual revenue"],
    parent: ["parent account", "parent company", "subsidiary of"],
    owner: ["company owner", "account owner", "sales", "sales id"],
    remarks: ["description", "about", "notes"],
  },
  contact: {
    name: ["full name", "contact name", "person", "person name"],
    email: ["email work", "emails", "e mail", "e mail address", "work email", "email address"],
    phone: ["phone work", "phone number", "work phone", "contact numbers", "business phone"],
    mobile: ["mobile phone", "cell", "cell phone", "phone home", "phone mobile"],
    jobTitle: ["title", "position", "role title"],
    customers: ["company", "company name", "organization", "organization name", "account name", "associated company"],
    remarks: ["background", "notes", "description"],
    owner: ["contact owner", "owner username", "user id", "sales"],
  },
  opportunity: {
    subject: ["deal title", "lead name", "title", "name"],
    customer: ["organization", "associated company", "company", "account"],
    contacts: ["contact person", "person", "primary contact"],
    stage: ["deal stage", "stage pipeline", "pipeline stage", "sales stage"],
    expectedAmount: ["value", "lead value", "deal value", "amount", "close value"],
    discoveredOn: ["engage date", "deal created", "create date", "created at"],
    closedOn: ["closed at", "won time", "lost time", "close time"],
    expectedSignDate: ["close date", "expected close date", "expected closing"],
    externalNo: ["opportunity id", "deal id", "record id", "pipedrive system id", "lead id"],
    owner: ["deal owner", "sales agent", "sales rep", "user id"],
    remarks: ["description", "note content"],
    "lines.product": ["product", "product name", "item", "sku"],
    "lines.quantity": ["qty", "quantity"],
    "lines.unitPrice": ["unit price", "product price", "sales price"],
  },
  order: {
    orderNo: ["order id", "order number", "invoice", "invoice no", "order no"],
    customer: ["customer", "customer name", "company", "account", "client"],
    date: ["order date", "invoice date"],
    latestDeliveryDate: ["required date", "due date", "delivery date"],
    "lines.product": ["product", "product name", "item", "sku"],
    "lines.quantity": ["qty", "quantity"],
    "lines.unitPrice": ["unit price", "price"],
    "lines.discount": ["discount", "line discount"],
  },
  product: {
    name: ["product", "product name", "item", "item name"],
    productNo: ["sku", "product code", "product id", "item no"],
    listPrice: ["price", "sales price", "unit price", "list price"],
    cost: ["unit cost", "standard cost", "purchase price"],
  },
  user: {
    name: ["sales agent", "sales rep", "employee", "full name", "agent"],
    account: ["username", "login", "user name"],
    department: ["regional office", "office", "team", "branch"],
  },
  department: { name: ["regional office", "office", "team", "department name"] },
  followUp: { content: ["note", "note content", "activity subject", "subject", "description"], at: ["due date", "activity due date", "date", "created at"], method: ["activity type", "type"] },
};

const PREFIXES: Readonly<Record<string, string>> = {
  deal: "opportunity",
  opportunity: "opportunity",
  lead: "opportunity",
  person: "contact",
  contact: "contact",
  organization: "customer",
  organisation: "customer",
  company: "customer",
  account: "customer",
  product: "product",
  activity: "followUp",
  note: "followUp",
};

/** How surely a heading names its target. */
export type Certainty = "label" | "alias" | "foreign";

export interface HeadingMatch {
  readonly to: string;
  readonly certainty: Certainty;
}

export const headingKey = (heading: string): string => looseKey(heading.replace(/\*+$/, ""));

type Index = ReadonlyMap<string, HeadingMatch>;

const buildIndex = (entity: Entity): Index => {
  const index = new Map<string, HeadingMatch>();
  const put = (heading: string, to: string, certainty: Certainty): void => {
    const key = headingKey(heading);
    if (key !== "" && !index.has(key) && targetOf(entity, to)) index.set(key, { to, certainty });
  };
  const words = LOCALES.map((locale) => wordsOf(locale, entity.kind));
  put("id", "id", "label");
  for (const { fields } of words) for (const [name, label] of Object.entries(fields)) put(label, name, "label");
  for (const name of [...Object.keys(entity.fields), ...Object.keys(entity.sets ?? {})]) put(name, name, "label");
  for (const locale of LOCALES) for (const [name, list] of Object.entries(otherHeadingsOf(locale, entity))) for (const alias of list) put(alias, name, "alias");
  for (const [name, list] of Object.entries(FOREIGN[entity.kind] ?? {})) for (const heading of list) put(heading, name, "foreign");
  for (const { lines } of words) {
    for (const [list, labels] of Object.entries(lines ?? {})) for (const [name, label] of Object.entries(labels)) put(label, `${list}.${name}`, "alias");
  }
  return index;
};

const indexes = new Map<string, Index>();

const indexOf = (entity: Entity): Index => {
  const known = indexes.get(entity.kind);
  if (known) return known;
  const index = buildIndex(entity);
  indexes.set(entity.kind, index);
  return index;
};

const refTo = (entity: Entity, kind: string): string | undefined =>
  Object.entries(entity.fields).find(([, field]) => field.kind === "ref" && field.to === kind)?.[0] ??
  Object.entries(entity.sets ?? {}).find(([, set]) => set.of.kind === "ref" && set.of.to === kind)?.[0];

/** What a heading such as "Deal - Title", "商机主题" or "close_date" is to a kind of record. */
export const matchHeading = (entity: Entity, heading: string): HeadingMatch | null => {
  const index = indexOf(entity);
  const whole = index.get(headingKey(heading));
  if (whole) return whole;
  const prefixed = /^\s*([\p{L}]+)\s*[-–:./]\s*(.+)$/u.exec(heading);
  const kind = prefixed ? PREFIXES[(prefixed[1] ?? "").toLowerCase()] : undefined;
  const rest = prefixed?.[2] ?? "";
  if (kind === entity.kind) return index.get(headingKey(rest.replace(/\(.*\)\s*\*?$/, ""))) ?? index.get(headingKey(rest)) ?? null;
  const to = kind && /^(full )?(name|title)\W*$/i.test(rest) ? refTo(entity, kind) : undefined;
  return to ? { to, certainty: "foreign" } : null;
};

/** Whether any kind of record knows the heading: it tells a row of headings from a row of data. */
export const isKnownHeading = (heading: string): boolean => ENTITIES.some((entity) => !entity.internal && matchHeading(entity, heading) !== null);
