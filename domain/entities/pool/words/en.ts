import type { EntityWords } from "#domain/schema/words.ts";

export const pool: EntityWords = {
  one: "Pool",
  many: "Pools",
  fields: {
    name: "Name",
    limit: "Most per person",
    waitDays: "Days before claiming again",
    remarks: "Remarks",
    users: "People",
    units: "Departments",
    groups: "Groups",
    managers: "Managers",
  },
  options: {},
  views: {},
  sections: { basic: "Pool", people: "Who claims and assigns" },
};
