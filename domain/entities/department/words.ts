import type { WordsByLocale } from "#domain/schema/words.ts";

export const departmentWords: WordsByLocale = {
  en: {
    one: "Department",
    many: "Departments",
    fields: { name: "Name", parent: "Belongs to", region: "Region", dimension: "Dimension", external: "Partner" },
    aliases: { name: ["Department Name", "Team", "Group"], parent: ["Parent Department", "Parent"], region: ["Regional Office", "Territory", "Location"] },
    options: {},
    views: {},
    sections: { basic: "Department" },
    related: { "department.parent": "Departments below", "user.units": "Also in this unit" },
  },
  "zh-CN": {
    one: "部门",
    many: "部门",
    fields: { name: "部门名称", parent: "上级部门", region: "区域", dimension: "维度", external: "外部伙伴" },
    aliases: { name: ["名称", "部门", "团队"], parent: ["所属部门", "上级"], region: ["地区", "大区", "所在地"] },
    options: {},
    views: {},
    sections: { basic: "部门信息" },
    related: { "department.parent": "下级部门", "user.units": "兼属此单元" },
  },
  ko: {
    one: "부서",
    many: "부서",
    fields: { name: "부서명", parent: "상위 부서", region: "담당 지역", dimension: "차원", external: "외부 파트너" },
    aliases: { name: ["부서", "팀", "조직명"], parent: ["소속 본부", "상위 조직"], region: ["지역", "지사", "소재지"] },
    options: {},
    views: {},
    sections: { basic: "부서 정보" },
    related: { "department.parent": "하위 부서", "user.units": "겸직 직원" },
  },
};
