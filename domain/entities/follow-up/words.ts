import type { WordsByLocale } from "#domain/schema/words.ts";

export const followUpWords: WordsByLocale = {
  en: {
    one: "Follow-up",
    many: "Follow-ups",
    fields: { subject: "Subject", content: "Content", method: "Method", at: "Time", customer: "Customer", opportunity: "Opportunity", contact: "Contact" },
    aliases: {
      content: ["Notes", "Note", "Comments", "Description", "Body", "Summary"],
      method: ["Activity Type", "Type", "Channel"],
      at: ["Date", "Activity Date", "Contacted On", "Date/Time", "Timestamp"],
      customer: ["Account Name", "Company", "Company Name", "Customer Name"],
      opportunity: ["Opportunity Name", "Deal Name", "Deal", "Related To"],
      contact: ["Contact Name", "Name"],
      owner: ["Assigned To", "Owner", "Created By", "Author"],
    },
    options: {
      method: { call: "Call", visit: "Visit", meeting: "Meeting", email: "E-mail", message: "Message", demo: "Demonstration", dinner: "Meal", other: "Other" },
    },
    views: { mine: "My follow-ups", today: "Today", thisWeek: "Last 7 days" },
    sections: { basic: "Follow-up" },
  },
  "zh-CN": {
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
  },
  ko: {
    one: "영업활동",
    many: "영업활동",
    fields: { subject: "제목", content: "활동 내용", method: "활동 방식", at: "활동 시각", customer: "고객", opportunity: "영업기회", contact: "연락처" },
    aliases: {
      content: ["내용", "상담 내용", "활동 내역", "메모"],
      method: ["방식", "활동 유형", "상담 유형", "접촉 방법"],
      at: ["일시", "활동 일시", "활동일", "상담일", "날짜"],
      customer: ["거래처명", "고객사", "고객명", "회사명"],
      opportunity: ["영업기회명", "기회명"],
      contact: ["고객 담당자", "담당자명", "상담 대상"],
      owner: ["작성자", "영업 담당자", "등록자"],
    },
    options: { method: { call: "전화", visit: "방문", meeting: "미팅", email: "이메일", message: "메신저", demo: "시연", dinner: "식사", other: "기타" } },
    views: { mine: "내 활동", today: "오늘", thisWeek: "최근 7일" },
    sections: { basic: "영업활동" },
  },
};
