import { defineEntity } from "#domain/schema/entity.ts";
import { pricedLineFields } from "#domain/entities/priced-line-fields.ts";
import { daysInStage } from "#domain/stages/days.ts";
import { endedAs } from "#domain/stages/outcome.ts";
import { forecastAmount, linesTotal } from "./figures.ts";
import { inPlay, stages } from "./stages.ts";

export const opportunity = defineEntity({
  kind: "opportunity",
  icon: "target",
  title: "subject",
  subtitle: "customer",
  chip: "stage",
  access: { kind: "owned" },
  fields: {
    subject: { kind: "text", required: true, max: 200, search: "pinyin" },
    customer: { kind: "ref", to: "customer" },
    externalNo: { kind: "text", max: 60, format: "number", search: "text" },
    type: { kind: "option", options: [{ id: "new" }, { id: "expansion" }, { id: "renewal" }, { id: "project" }] },
    stage: {
      kind: "option",
      initial: "prospecting",
      options: [
        { id: "prospecting" },
        { id: "engaging" },
        { id: "analysis" },
        { id: "proposal" },
        { id: "negotiation" },
        { id: "won", tone: "positive" },
        { id: "lost", tone: "muted" },
      ],
    },
    probability: { kind: "percent" },
    stageNote: { kind: "text", max: 500 },
    status: {
      kind: "option",
      initial: "open",
      options: [{ id: "open" }, { id: "paused", tone: "warning" }, { id: "abandoned", tone: "muted" }, { id: "won", tone: "positive" }, { id: "lost", tone: "muted" }],
    },
    commitment: {
      kind: "option",
      initial: "likely",
      options: [{ id: "best" }, { id: "likely", tone: "accent" }, { id: "committed", tone: "positive" }],
    },
    expectedAmount: { kind: "money", min: 0 },
    expectedSignDate: { kind: "day" },
    discoveredOn: { kind: "day", initial: "today" },
    closedOn: { kind: "day" },
    source: {
      kind: "option",
      options: [
        { id: "referral" },
        { id: "exhibition" },
        { id: "website" },
        { id: "coldCall" },
        { id: "advertising" },
        { id: "partner" },
        { id: "existing" },
        { id: "other" },
      ],
    },
    provider: { kind: "text", max: 120 },
    budget: { kind: "money", min: 0 },
    purchaseMethod: {
      kind: "option",
      options: [{ id: "direct" }, { id: "tender" }, { id: "negotiated" }, { id: "framework" }],
    },
    lostReason: {
      kind: "option",
      options: [{ id: "price" }, { id: "competitor" }, { id: "timing" }, { id: "noBudget" }, { id: "noDecision" }, { id: "fit" }],
    },
    wonReason: {
      kind: "option",
      options: [{ id: "fit" }, { id: "price" }, { id: "quality" }, { id: "delivery" }, { id: "service" }, { id: "relationship" }],
    },
    decisionProcess: { kind: "text", max: 5_000, multiline: true },
    competitors: { kind: "text", max: 500 },
    competition: { kind: "text", max: 20_000, multiline: true },
    address: { kind: "text", max: 300 },
    remarks: { kind: "text", max: 20_000, multiline: true },
  },
  sets: { contacts: { of: { kind: "ref", to: "contact" } } },
  lines: { lines: { priced: true, fields: pricedLineFields } },
  logs: {
    advances: {
      details: {
        stage: { kind: "text" },
        probability: { kind: "text" },
        note: { kind: "text" },
      },
    },
  },
  prose: { requirement: { rich: true, search: "text" }, solution: { rich: true, search: "text" } },
  stages,
  approvable: {},
  derived: {
    daysInStage: { kind: "integer", of: daysInStage(stages), needs: ["stage", "created"] },
    linesTotal: { kind: "money", of: linesTotal, from: ["lines.quantity", "lines.unitPrice", "lines.discount"] },
    forecastAmount: { kind: "money", of: forecastAmount, needs: ["expectedAmount", "probability"] },
  },
  searchedThrough: ["customer"],
  list: {
    columns: ["subject", "customer", "stage", "daysInStage", "probability", "expectedAmount", "expectedSignDate", "type", "owner"],
    sort: [{ by: "created", down: true }],
    totals: ["expectedAmount"],
  },
  views: [
    { id: "mine", filter: { field: "owner", is: "equals", value: "me" } },
    { id: "open", filter: { all: inPlay }, sort: [{ by: "expectedSignDate" }] },
    { id: "closingSoon", filter: { all: [...inPlay, { field: "expectedSignDate", is: "atMost", value: { days: 30 } }] }, sort: [{ by: "expectedSignDate" }] },
    { id: "newThisWeek", filter: { field: "created", is: "within", value: { days: -7 } }, sort: [{ by: "created", down: true }] },
    { id: "won", filter: endedAs(stages, "won"), sort: [{ by: "closedOn", down: true }] },
    { id: "lost", filter: endedAs(stages, "lost"), sort: [{ by: "closedOn", down: true }] },
  ],
  form: [
    { id: "basic", fields: ["subject", "customer", "externalNo", "type", "source", "provider", "discoveredOn", "owner"] },
    {
      id: "deal",
      fields: ["stage", "probability", "stageNote", "commitment", "status", "expectedAmount", "expectedSignDate", "closedOn", "wonReason", "lostReason"],
    },
    { id: "buying", fields: ["contacts", "budget", "purchaseMethod", "decisionProcess", "competitors", "competition", "address"] },
    { id: "remarks", fields: ["remarks"] },
  ],
  related: [
    { kind: "followUp", by: "opportunity", columns: ["at", "method", "content", "contact", "owner"] },
    { kind: "order", by: "opportunity", columns: ["orderNo", "subject", "date", "orderStatus", "total"], totals: ["total"] },
  ],
  duplicates: [["externalNo"], ["subject", "customer"]],
});
