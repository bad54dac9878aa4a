import type { EntityWords } from "#domain/schema/words.ts";

export const view: EntityWords = {
  one: "보기",
  many: "보기",
  fields: { name: "보기 이름", of: "대상 목록", spec: "정의", shared: "전체 공유", pinned: "고정" },
  options: {},
  views: {},
  sections: { basic: "보기" },
};
