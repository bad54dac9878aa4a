import type { EntityWords } from "#domain/schema/words.ts";

export const sharingRule: EntityWords = {
  one: "共享规则",
  many: "共享规则",
  fields: {
    name: "名称",
    of: "对象",
    criteria: "条件",
    level: "共享权限",
    disabled: "已停用",
    owners: "负责人",
    ownerUnits: "负责人所在部门",
    ownerGroups: "负责人所在组",
    users: "共享给员工",
    units: "共享给部门",
    groups: "共享给组",
  },
  options: { of: { customer: "客户", contact: "联系人", opportunity: "商机", order: "订单", expense: "费用", followUp: "跟进记录" }, level: { read: "只读", write: "读写" } },
  views: {},
  sections: { basic: "规则", source: "共享哪些记录", target: "共享给谁" },
};
