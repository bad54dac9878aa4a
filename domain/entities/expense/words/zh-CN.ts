import type { EntityWords } from "#domain/schema/words.ts";

export const expense: EntityWords = {
  one: "费用",
  many: "费用",
  fields: { subject: "费用事由", category: "费用类型", amount: "金额", date: "发生日期", customer: "客户", status: "报销状态", remarks: "备注" },
  options: {
    category: { travel: "差旅", hospitality: "招待", gift: "礼品", exhibition: "会展", other: "其他" },
    status: { open: "待报销", paid: "已报销" },
  },
  views: { mine: "我的费用", waiting: "审批中", toPay: "待报销" },
  sections: { basic: "基本信息", remarks: "备注" },
};
