import type { EntityWords } from "#domain/schema/words.ts";

export const role: EntityWords = {
  one: "角色",
  many: "角色",
  fields: { name: "名称", data: "数据范围", dimension: "维度", readOnly: "他人数据只读", addressBook: "通讯录范围", whole: "查看全部" },
  options: {
    data: { own: "本人", department: "本部门", departmentsBelow: "本部门及下级", dimension: "本人所属维度", all: "全部" },
    addressBook: { all: "全部", departmentsBelow: "本部门及下级", own: "本人所在部门" },
    whole: { customer: "客户", contact: "联系人", opportunity: "商机", order: "订单", expense: "费用", followUp: "跟进记录" },
  },
  views: {},
  sections: { basic: "角色" },
  related: { "user.customRole": "拥有此角色的员工" },
};
