import type { EntityWords } from "#domain/schema/words.ts";

export const expense: EntityWords = {
  one: "경비",
  many: "경비",
  fields: { subject: "사용 내용", category: "경비 유형", amount: "금액", date: "사용일", customer: "고객", status: "정산 상태", remarks: "비고" },
  options: {
    category: { travel: "출장", hospitality: "접대", gift: "선물", exhibition: "전시", other: "기타" },
    status: { open: "정산 대기", paid: "정산 완료" },
  },
  views: { mine: "내 경비", waiting: "결재 중", toPay: "정산 대기" },
  sections: { basic: "기본 정보", remarks: "비고" },
};
