import type { EntityWords } from "#domain/schema/words.ts";

export const dimension: EntityWords = {
  one: "Dimension",
  many: "Dimensions",
  fields: { name: "Name" },
  options: {},
  views: {},
  sections: { basic: "Dimension" },
  related: { "department.dimension": "Units" },
};
