import type { EntityWords } from "#domain/schema/words.ts";

export const followUp: EntityWords = {
  one: "영업활동",
  many: "영업활동",
  fields: { subject: "제목", content: "활동 내용", method: "활동 방식", at: "활동 시각", customer: "고객", opportunity: "영업기회", contact: "연락처" },
  options: { method: { call: "전화", visit: "방문", meeting: "미팅", email: "이메일", message: "메신저", demo: "시연", dinner: "식사", other: "기타" } },
  views: { mine: "내 활동", today: "오늘", thisWeek: "최근 7일" },
  sections: { basic: "영업활동" },
};
