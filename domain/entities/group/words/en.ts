import type { EntityWords } from "#domain/schema/words.ts";

export const group: EntityWords = {
  one: "Group",
  many: "Groups",
  fields: { name: "Name", purpose: "Purpose", users: "People", units: "Departments", groups: "Groups within", remarks: "Remarks" },
  options: { purpose: { public: "Sharing", process: "Approval", team: "Project team" } },
  views: {},
  sections: { basic: "Group" },
};
