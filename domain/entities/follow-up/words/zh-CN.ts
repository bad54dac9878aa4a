import type { EntityWords } from "#domain/schema/words.ts";

export const followUp: EntityWords = {
  one: "跟进记录",
  many: "跟进记录",
  fields: { subject: "主题", content: "跟进内容", method: "跟进方式", at: "跟进时间", customer: "客户", opportunity: "商机", contact: "联系人" },
  aliases: {
    content: ["内容", "沟通内容", "行动描述", "跟进情况", "记录内容"],
    method: ["方式", "联系方式", "行动类型", "跟进类型"],
    at: ["时间", "日期", "跟进日期", "联系时间"],
    customer: ["客户名称", "公司名称", "对应客户"],
    opportunity: ["商机名称", "对应商机", "销售机会"],
    contact: ["联系人姓名", "对方联系人"],
    owner: ["跟进人", "记录人", "执行人", "业务员"],
  },
  options: { method: { call: "电话", visit: "上门拜访", meeting: "会议", email: "邮件", message: "微信/短信", demo: "演示", dinner: "商务宴请", other: "其他" } },
  views: { mine: "我的跟进", today: "今天", thisWeek: "最近7天" },
  sections: { basic: "跟进记录" },
};
