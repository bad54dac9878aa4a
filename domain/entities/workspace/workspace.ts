import { recordId } from "#domain/id.ts";
import type { Right } from "#domain/policy/right.ts";
import { defineEntity, type Row } from "#domain/schema/entity.ts";
import { numberOf } from "#domain/schema/read.ts";
import { LOCALES } from "#domain/schema/words.ts";

/** Days without contact, where the workspace says nothing. */
const OFFLINE_DAYS = 14;
const DAY = 86_400_000;

/** How long a device may be away before it shows nothing any more, in milliseconds. */
export const longestAbsence = (company: Row | undefined): number => ((company && numberOf(company, "offlineDays")) ?? OFFLINE_DAYS) * DAY;

/** Places that prices and quantities have at most; the workspace may ask for fewer. */
export const MOST_PLACES = 4;

/** Who may do a thing: everybody, or only those whom a feature of theirs lets. */
const WHO = [{ id: "everyone" }, { id: "feature" }] as const;

/**
 * The company and what holds for all of it: one record, `workspace/main`. What the operator alone says of the account is fixed for everybody else.
 */
export const workspace = defineEntity({
  kind: "workspace",
  icon: "settings",
  title: "name",
  access: { kind: "everyone", right: "admin" },
  internal: true,
  fields: {
    name: { kind: "text", required: true, max: 120 },
    /** Stands beside the logo. */
    shortName: { kind: "text", max: 24 },
    logo: { kind: "text", format: "image", hidden: true },
    /** ISO 3166 code. */
    country: { kind: "text", max: 2 },
    /** What a device starts in whose person has not chosen. */
    language: { kind: "option", options: LOCALES.map((id) => ({ id })) },
    /** ISO 4217 code of the one currency that every amount of the workspace is in. */
    currency: { kind: "text", max: 3, initial: "CNY" },
    /** Month that the financial year begins with; January is 1. */
    fiscalYearStart: { kind: "integer", min: 1, max: 12, initial: 1 },
    phone: { kind: "text", format: "phone", max: 60 },
    address: { kind: "text", max: 300 },
    /** IANA name of the zone that hours of work are meant in. */
    zone: { kind: "text", max: 60 },
    /** Days that a device may work without having reached the relay; then the app locks until it has. */
    offlineDays: { kind: "integer", min: 1, max: 365, initial: OFFLINE_DAYS },
    /** Places of unit prices that people type and see at least; without it those of the currency. What is stored keeps its own. */
    pricePlaces: { kind: "integer", min: 0, max: MOST_PLACES },
    quantityPlaces: { kind: "integer", min: 0, max: MOST_PLACES },
    /** Who may look up whether a customer is taken (feature `lookUp`), and who sees the reports that compare people (feature `allReports`). */
    lookUpBy: { kind: "option", options: WHO, initial: "everyone" },
    reportsBy: { kind: "option", options: WHO, initial: "everyone" },
    account: { kind: "text", max: 60, fixed: true },
    plan: { kind: "text", max: 80, fixed: true },
    applied: { kind: "option", options: [{ id: "selfHosted" }, { id: "hosted" }, { id: "demo" }], fixed: true },
    activated: { kind: "instant", fixed: true },
    expires: { kind: "day", fixed: true },
  },
  list: { columns: ["name", "currency"], sort: [{ by: "name" }] },
  form: [
    { id: "basic", fields: ["name", "shortName", "country", "language", "phone", "address"] },
    { id: "money", fields: ["currency", "fiscalYearStart", "pricePlaces", "quantityPlaces"] },
    { id: "rules", fields: ["zone", "offlineDays", "lookUpBy", "reportsBy"] },
    { id: "account", fields: ["account", "plan", "applied", "activated", "expires"] },
  ],
});

/** What one of the settings of `WHO` leaves to those with a feature. */
export const GUARDED = { lookUpBy: "lookUp", reportsBy: "allReports" } as const satisfies Readonly<Record<string, Right>>;

/** Whether the company's settings let somebody with these rights do what `setting` is about. */
export const letsDo = (company: Row | null | undefined, setting: keyof typeof GUARDED, rights: Pick<ReadonlySet<string>, "has">): boolean =>
  company?.[setting] !== "feature" || rights.has(GUARDED[setting]);

export const WORKSPACE = recordId("workspace", "main");
