import { LANGUAGES } from "#domain/entities/workspace/languages.ts";
import type { EntityWords } from "#domain/schema/words.ts";

export const workspace: EntityWords = {
  one: "Company",
  many: "Companies",
  fields: {
    name: "Company name",
    shortName: "Short name",
    logo: "Logo",
    country: "Country or region",
    language: "Language",
    currency: "Currency",
    fiscalYearStart: "Financial year begins in",
    phone: "Phone",
    address: "Address",
    zone: "Time zone",
    offlineDays: "Days without contact",
    pricePlaces: "Decimal places of unit prices",
    quantityPlaces: "Decimal places of quantities",
    lookUpBy: "Who may check whether a customer is taken",
    reportsBy: "Who sees comprehensive reports",
    account: "Company account",
    plan: "Plan",
    applied: "How it was set up",
    activated: "Active since",
    expires: "Expires",
  },
  options: {
    language: LANGUAGES,
    lookUpBy: { everyone: "Everybody", feature: "Those with the feature" },
    reportsBy: { everyone: "Everybody", feature: "Those with the feature" },
    applied: { selfHosted: "On a server of your own", hosted: "By a provider", demo: "Sample company" },
  },
  views: {},
  sections: { basic: "Company", money: "Money and quantities", rules: "What holds for everybody", account: "Account" },
};
