import type { EntityWords } from "#domain/schema/words.ts";

export const role: EntityWords = {
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
};
