import type { EntityWords } from "#domain/schema/words.ts";

export const department: EntityWords = {
  one: "부서",
  many: "부서",
  fields: { name: "부서명", parent: "상위 부서", region: "담당 지역", dimension: "차원", external: "외부 파트너" },
  options: {},
  views: {},
  sections: { basic: "부서 정보" },
  related: { "department.parent": "하위 부서", "user.units": "겸직 직원" },
};
