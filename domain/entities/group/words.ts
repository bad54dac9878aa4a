import type { WordsByLocale } from "#domain/schema/words.ts";

export const groupWords: WordsByLocale = {
  en: {
    one: "Group",
    many: "Groups",
    fields: { name: "Name", purpose: "Purpose", users: "People", units: "Departments", groups: "Groups within", remarks: "Remarks" },
    options: { purpose: { public: "Sharing", process: "Approval", team: "Project team" } },
    views: {},
    sections: { basic: "Group" },
  },
  "zh-CN": {
    one: "用户组",
    many: "用户组",
    fields: { name: "名称", purpose: "用途", users: "成员", units: "部门", groups: "下级组", remarks: "备注" },
    options: { purpose: { public: "公共组", process: "流程组", team: "项目团队" } },
    views: {},
    sections: { basic: "用户组" },
  },
  ko: {
    one: "그룹",
    many: "그룹",
    fields: { name: "이름", purpose: "용도", users: "구성원", units: "부서", groups: "하위 그룹", remarks: "비고" },
    options: { purpose: { public: "공용 그룹", process: "결재 그룹", team: "프로젝트 팀" } },
    views: {},
    sections: { basic: "그룹" },
  },
};
