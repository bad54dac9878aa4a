import type { EntityWords } from "#domain/schema/words.ts";

export const pool: EntityWords = {
  one: "공개 풀",
  many: "공개 풀",
  fields: {
    name: "이름",
    limit: "1인당 보유 한도",
    waitDays: "재선점 대기 일수",
    remarks: "비고",
    users: "구성원",
    units: "부서",
    groups: "그룹",
    managers: "풀 관리자",
  },
  options: {},
  views: {},
  sections: { basic: "공개 풀", people: "선점과 배정" },
};
