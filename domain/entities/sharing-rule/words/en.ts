import type { EntityWords } from "#domain/schema/words.ts";

export const sharingRule: EntityWords = {
  one: "Sharing rule",
  many: "Sharing rules",
  fields: {
    name: "Name",
    of: "Records",
    criteria: "Criteria",
    level: "Others may",
    disabled: "Switched off",
    owners: "Owned by",
    ownerUnits: "Owned in departments",
    ownerGroups: "Owned in groups",
    users: "Shared with people",
    units: "Shared with departments",
    groups: "Shared with groups",
  },
  options: {
    of: { customer: "Customers", contact: "Contacts", opportunity: "Opportunities", order: "Orders", expense: "Expenses", followUp: "Follow-ups" },
    level: { read: "Read", write: "Read and change" },
  },
  views: {},
  sections: { basic: "Rule", source: "Which records", target: "With whom" },
};
