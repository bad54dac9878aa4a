import type { EntityWords } from "#domain/schema/words.ts";

export const contact: EntityWords = {
  one: "연락처",
  many: "연락처",
  fields: {
    reportsTo: "상급자", mainContact: "주 담당자", character: "성향과 스타일",
    name: "이름", jobTitle: "직함", role: "의사결정 역할", category: "구분", department: "부서", phone: "사무실 전화", mobile: "휴대전화",
    email: "이메일", wechat: "위챗", kakaotalk: "카카오톡", qq: "QQ", msn: "MSN", birthday: "생일", address: "주소",
    preferences: "취향·관심사", remarks: "비고", customers: "소속 고객", surname: "성씨", birthdayThisMonth: "이번 달 생일",
  },
  options: {
    role: { decisionMaker: "의사결정자", approver: "승인자", evaluator: "평가자", user: "사용자" },
    category: { key: "핵심 인물", normal: "일반", former: "퇴사" },
  },
  views: { mine: "내 연락처", decisionMakers: "의사결정자", birthday: "이번 달 생일", withoutCustomer: "소속 고객 없음" },
  related: { "contact.reportsTo": "부하 직원" },
  sections: { basic: "기본 정보", contact: "연락 수단", personal: "개인 정보", remarks: "비고" },
};
