import type { EntityWords } from "#domain/schema/words.ts";

export const role: EntityWords = {
  one: "Role",
  many: "Roles",
  fields: {
    name: "Name",
    data: "Sees records of",
    dimension: "Dimension",
    readOnly: "Changes nothing of others",
    addressBook: "Address book",
    whole: "Sees all",
  },
  options: {
    data: { own: "Own", department: "Own department", departmentsBelow: "Department and below", dimension: "Own units of a dimension", all: "Everybody" },
    addressBook: { all: "Everybody", departmentsBelow: "Department and below", own: "Own units" },
    whole: { customer: "Customers", contact: "Contacts", opportunity: "Opportunities", order: "Orders", expense: "Expenses", followUp: "Follow-ups" },
  },
  views: {},
  sections: { basic: "Role" },
  related: { "user.customRole": "People with this role" },
};
