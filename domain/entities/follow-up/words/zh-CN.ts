import type { EntityWords } from "#domain/schema/words.ts";

export const followUp: EntityWords = {
  one: "跟进记录",
  many: "跟进记录",
  fields: { subject: "主题", content: "跟进内容", method: "跟进方式", at: "跟进时间", customer: "客户", opportunity: "商机", contact: "联系人" },
  options: { method: { call: "电话", visit: "上门拜访", meeting: "会议", email: "邮件", message: "微信/短信", demo: "演示", dinner: "商务宴请", other: "其他" } },
  views: { mine: "我的跟进", today: "今天", thisWeek: "最近7天" },
  sections: { basic: "跟进记录" },
};
