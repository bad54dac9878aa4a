import type { EntityWords } from "#domain/schema/words.ts";

export const dimension: EntityWords = {
  one: "차원",
  many: "차원",
  fields: { name: "이름" },
  options: {},
  views: {},
  sections: { basic: "차원" },
  related: { "department.dimension": "단위" },
};
