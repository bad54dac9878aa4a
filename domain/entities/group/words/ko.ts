import type { EntityWords } from "#domain/schema/words.ts";

export const group: EntityWords = {
  one: "그룹",
  many: "그룹",
  fields: { name: "이름", purpose: "용도", users: "구성원", units: "부서", groups: "하위 그룹", remarks: "비고" },
  options: { purpose: { public: "공용 그룹", process: "결재 그룹", team: "프로젝트 팀" } },
  views: {},
  sections: { basic: "그룹" },
};
