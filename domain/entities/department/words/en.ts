import type { EntityWords } from "#domain/schema/words.ts";

export const department: EntityWords = {
  one: "Department",
  many: "Departments",
  fields: { name: "Name", parent: "Belongs to", region: "Region", dimension: "Dimension", external: "Partner" },
  options: {},
  views: {},
  sections: { basic: "Department" },
  related: { "department.parent": "Departments below", "user.units": "Also in this unit" },
};
