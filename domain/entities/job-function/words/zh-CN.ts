import type { JobFunctionOwnWords } from "#domain/entities/job-function/words.ts";

export const jobFunction: JobFunctionOwnWords = {
  one: "职能",
  many: "职能",
  fields: { name: "名称", features: "功能", may: "对象权限", readOnly: "只读字段", hidden: "隐藏字段" },
  views: {},
  sections: { basic: "职能" },
  related: { "user.functions": "拥有此职能的员工" },
  actions: { read: "查看", create: "新建", change: "编辑", delete: "删除" },
  shared: { sharedWith: "共享给", sharedGroups: "共享给组", readers: "只读共享", readerGroups: "只读共享组" },
};
