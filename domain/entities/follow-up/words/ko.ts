import type { EntityWords } from "#domain/schema/words.ts";

export const followUp: EntityWords = {
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
};
