import type { EntityWords } from "#domain/schema/words.ts";

export const dimension: EntityWords = {
  one: "维度",
  many: "维度",
  fields: { name: "名称" },
  options: {},
  views: {},
  sections: { basic: "维度" },
  related: { "department.dimension": "维度下的单元" },
};
