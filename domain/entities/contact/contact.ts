import { defineEntity } from "#domain/schema/entity.ts";
import { birthMonthIsNow } from "./birthday.ts";
import { surnameIndex } from "./surname.ts";

export const contact = defineEntity({
  kind: "contact",
  icon: "user-round",
  title: "name",
  subtitle: "jobTitle",
  chip: "role",
  access: { kind: "owned", follows: ["customers"] },
  fields: {
    name: { kind: "text", required: true, max: 120, search: "pinyin" },
    jobTitle: { kind: "text", max: 120 },
    role: {
      kind: "option",
      options: [
        { id: "decisionMaker", tone: "danger" },
        { id: "approver", tone: "warning" },
        { id: "evaluator", tone: "accent" },
        { id: "user", tone: "positive" },
      ],
    },
    category: { kind: "option", options: [{ id: "key", tone: "accent" }, { id: "normal" }, { id: "former", tone: "muted" }] },
    department: { kind: "text", max: 120 },
    reportsTo: { kind: "ref", to: "contact" },
    mainContact: { kind: "mark" },
    phone: { kind: "text", max: 60, format: "phone", search: "text" },
    mobile: { kind: "text", max: 60, format: "phone", search: "text" },
    email: { kind: "text", max: 200, format: "email", search: "text" },
    wechat: { kind: "text", max: 80 },
    kakaotalk: { kind: "text", max: 80 },
    qq: { kind: "text", max: 40 },
    msn: { kind: "text", max: 120 },
    birthday: { kind: "day" },
    address: { kind: "text", max: 300 },
    character: { kind: "text", max: 5_000, multiline: true },
    preferences: { kind: "text", max: 5_000, multiline: true },
    remarks: { kind: "text", max: 20_000, multiline: true },
  },
  sets: { customers: { of: { kind: "ref", to: "customer" } } },
  derived: {
    surname: { kind: "text", of: surnameIndex, needs: ["name"] },
    birthdayThisMonth: { kind: "integer", of: birthMonthIsNow, needs: ["birthday"] },
  },
  searchedThrough: ["customers"],
  list: {
    columns: ["name", "customers", "jobTitle", "role", "mobile", "email", "owner"],
    sort: [{ by: "name" }],
  },
  views: [
    { id: "mine", filter: { field: "owner", is: "equals", value: "me" } },
    { id: "decisionMakers", filter: { field: "role", is: "equals", value: "decisionMaker" } },
    { id: "birthday", filter: { field: "birthdayThisMonth", is: "equals", value: 1 } },
    { id: "withoutCustomer", filter: { field: "customers", is: "empty" } },
  ],
  form: [
    { id: "basic", fields: ["name", "customers", "jobTitle", "department", "reportsTo", "role", "category", "mainContact", "owner"] },
    { id: "contact", fields: ["mobile", "phone", "email", "wechat", "kakaotalk", "qq", "msn", "address"] },
    { id: "personal", fields: ["birthday", "character", "preferences"] },
    { id: "remarks", fields: ["remarks"] },
  ],
  related: [
    { kind: "opportunity", by: "contacts", columns: ["subject", "customer", "stage", "expectedAmount"], totals: ["expectedAmount"] },
    { kind: "contact", by: "reportsTo", columns: ["name", "jobTitle", "role", "mobile"] },
    { kind: "followUp", by: "contact", columns: ["at", "method", "content", "owner"] },
  ],
  duplicates: [["mobile"], ["email"], ["name", "jobTitle"]],
});
