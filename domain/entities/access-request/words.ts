import type { WordsByLocale } from "#domain/schema/words.ts";

export const accessRequestWords: WordsByLocale = {
  en: {
    one: "Request",
    many: "Requests",
    fields: { title: "Record", wants: "Asks for", record: "Record ID", of: "Kind", name: "Name looked up", note: "Reason", to: "Given to", changes: "Changes", answer: "Answer", answered: "Answered" },
    options: {
      wants: { read: "To read", change: "To change", apply: "To make a change" },
      answer: { read: "May read", change: "May change", applied: "Change made", declined: "Declined" },
    },
    views: {},
    sections: { basic: "Request" },
  },
  "zh-CN": {
    one: "申请",
    many: "申请",
    fields: { title: "记录", wants: "申请内容", record: "记录编号", of: "类型", name: "查询名称", note: "理由", to: "交给", changes: "修改内容", answer: "答复", answered: "答复时间" },
    options: {
      wants: { read: "查看", change: "编辑", apply: "代为修改" },
      answer: { read: "可查看", change: "可编辑", applied: "已修改", declined: "已拒绝" },
    },
    views: {},
    sections: { basic: "申请" },
  },
  ko: {
    one: "요청",
    many: "요청",
    fields: { title: "레코드", wants: "요청 내용", record: "레코드 ID", of: "종류", name: "조회한 이름", note: "사유", to: "넘겨받는 사람", changes: "변경 내용", answer: "답변", answered: "답변 시각" },
    options: {
      wants: { read: "조회", change: "수정", apply: "대신 변경" },
      answer: { read: "조회 허용", change: "수정 허용", applied: "변경 완료", declined: "거절됨" },
    },
    views: {},
    sections: { basic: "요청" },
  },
};
