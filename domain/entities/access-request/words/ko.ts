import type { EntityWords } from "#domain/schema/words.ts";

export const accessRequest: EntityWords = {
  one: "요청",
  many: "요청",
  fields: { title: "레코드", wants: "요청 내용", record: "레코드 ID", of: "종류", name: "조회한 이름", note: "사유", to: "넘겨받는 사람", changes: "변경 내용", answer: "답변", answered: "답변 시각" },
  options: {
    wants: { read: "조회", change: "수정", apply: "대신 변경" },
    answer: { read: "조회 허용", change: "수정 허용", applied: "변경 완료", declined: "거절됨" },
  },
  views: {},
  sections: { basic: "요청" },
};
