import type { EntityWords } from "#domain/schema/words.ts";

export const department: EntityWords = {
  one: "部门",
  many: "部门",
  fields: { name: "部门名称", parent: "上级部门", region: "区域", dimension: "维度", external: "外部伙伴" },
  options: {},
  views: {},
  sections: { basic: "部门信息" },
  related: { "department.parent": "下级部门", "user.units": "兼属此单元" },
};
