import type { WordsByLocale } from "#domain/schema/words.ts";

export const expenseWords: WordsByLocale = {
  en: {
    one: "Expense",
    many: "Expenses",
    fields: { subject: "Subject", category: "Category", amount: "Amount", date: "Date", customer: "Customer", status: "Payment", remarks: "Remarks" },
    aliases: { subject: ["Title", "Expense Name", "Description"], category: ["Type", "Expense Type"], amount: ["Total", "Sum"], date: ["Expense Date", "Day"], owner: ["Submitted By", "Employee"] },
    options: {
      category: { travel: "Travel", hospitality: "Hospitality", gift: "Gift", exhibition: "Exhibition", other: "Other" },
      status: { open: "To be paid", paid: "Paid back" },
    },
    views: { mine: "My expenses", waiting: "Waiting for approval", toPay: "To be paid" },
    sections: { basic: "Basics", remarks: "Remarks" },
  },
  "zh-CN": {
    one: "费用",
    many: "费用",
    fields: { subject: "费用事由", category: "费用类型", amount: "金额", date: "发生日期", customer: "客户", status: "报销状态", remarks: "备注" },
    aliases: { subject: ["事由", "费用名称"], category: ["类型", "费用类别"], amount: ["费用金额", "报销金额"], date: ["日期", "费用日期"], owner: ["报销人", "申请人"] },
    options: {
      category: { travel: "差旅", hospitality: "招待", gift: "礼品", exhibition: "会展", other: "其他" },
      status: { open: "待报销", paid: "已报销" },
    },
    views: { mine: "我的费用", waiting: "审批中", toPay: "待报销" },
    sections: { basic: "基本信息", remarks: "备注" },
  },
  ko: {
    one: "경비",
    many: "경비",
    fields: { subject: "사용 내용", category: "경비 유형", amount: "금액", date: "사용일", customer: "고객", status: "정산 상태", remarks: "비고" },
    aliases: { subject: ["내용", "제목", "적요"], category: ["유형", "계정"], amount: ["사용 금액", "청구 금액"], date: ["일자", "사용 일자"], owner: ["신청자", "사용자"] },
    options: {
      category: { travel: "출장", hospitality: "접대", gift: "선물", exhibition: "전시", other: "기타" },
      status: { open: "정산 대기", paid: "정산 완료" },
    },
    views: { mine: "내 경비", waiting: "결재 중", toPay: "정산 대기" },
    sections: { basic: "기본 정보", remarks: "비고" },
  },
};
