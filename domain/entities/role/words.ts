import type { WordsByLocale } from "#domain/schema/words.ts";

export const roleWords: WordsByLocale = {
  en: {
    one: "Role",
    many: "Roles",
    fields: {
      name: "Name",
      data: "Sees records of",
      dimension: "Dimension",
      readOnly: "Changes nothing of others",
      addressBook: "Address book",
      whole: "Sees all",
    },
    options: {
      data: { own: "Own", department: "Own department", departmentsBelow: "Department and below", dimension: "Own units of a dimension", all: "Everybody" },
      addressBook: { all: "Everybody", departmentsBelow: "Department and below", own: "Own units" },
      whole: { customer: "Customers", contact: "Contacts", opportunity: "Opportunities", order: "Orders", expense: "Expenses", followUp: "Follow-ups" },
    },
    views: {},
    sections: { basic: "Role" },
    related: { "user.customRole": "People with this role" },
  },
  "zh-CN": {
    one: "角色",
    many: "角色",
    fields: { name: "名称", data: "数据范围", dimension: "维度", readOnly: "他人数据只读", addressBook: "通讯录范围", whole: "查看全部" },
    options: {
      data: { own: "本人", department: "本部门", departmentsBelow: "本部门及下级", dimension: "本人所属维度", all: "全部" },
      addressBook: { all: "全部", departmentsBelow: "本部门及下级", own: "本人所在部门" },
      whole: { customer: "客户", contact: "联系人", opportunity: "商机", order: "订单", expense: "费用", followUp: "跟进记录" },
    },
    views: {},
    sections: { basic: "角色" },
    related: { "user.customRole": "拥有此角色的员工" },
  },
  ko: {
    one: "역할",
    many: "역할",
    fields: { name: "이름", data: "데이터 범위", dimension: "차원", readOnly: "타인 데이터 읽기 전용", addressBook: "주소록 범위", whole: "전체 조회" },
    options: {
      data: { own: "본인", department: "소속 부서", departmentsBelow: "부서 및 하위", dimension: "소속 차원", all: "전체" },
      addressBook: { all: "전체", departmentsBelow: "부서 및 하위", own: "소속 부서" },
      whole: { customer: "고객", contact: "담당자 연락처", opportunity: "영업기회", order: "주문", expense: "경비", followUp: "활동 기록" },
    },
    views: {},
    sections: { basic: "역할" },
    related: { "user.customRole": "이 역할의 직원" },
  },
};
