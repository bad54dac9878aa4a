import type { EntityWords } from "#domain/schema/words.ts";

export const department: EntityWords = {
  one: "부서",
  many: "부서",
  fields: { name: "부서명", parent: "상위 부서", region: "담당 지역", dimension: "차원", external: "외부 파트너" },
  aliases: { name: ["부서", "팀", "조직명"], parent: ["소속 본부", "상위 조직"], region: ["지역", "지사", "소재지"] },
  options: {},
  views: {},
  sections: { basic: "부서 정보" },
  related: { "department.parent": "하위 부서", "user.units": "겸직 직원" },
};
