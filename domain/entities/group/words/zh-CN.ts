import type { EntityWords } from "#domain/schema/words.ts";

export const group: EntityWords = {
  one: "用户组",
  many: "用户组",
  fields: { name: "名称", purpose: "用途", users: "成员", units: "部门", groups: "下级组", remarks: "备注" },
  options: { purpose: { public: "公共组", process: "流程组", team: "项目团队" } },
  views: {},
  sections: { basic: "用户组" },
};
