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
  aliases: {
    name: ["성명", "담당자명", "고객 담당자", "담당자 이름"],
    jobTitle: ["직위", "직책", "직급"],
    role: ["역할", "구매 역할"],
    department: ["부서명", "소속 부서"],
    phone: ["전화", "전화번호", "직장 전화", "회사 전화"],
    mobile: ["휴대폰", "핸드폰", "휴대폰 번호", "휴대전화번호", "연락처"],
    email: ["메일", "이메일 주소", "전자우편"],
    kakaotalk: ["카톡", "카카오톡 ID"],
    birthday: ["생년월일"],
    address: ["우편 주소"],
    remarks: ["메모", "설명", "특이사항"],
    customers: ["거래처명", "회사명", "소속", "업체명", "고객사", "거래처"],
    owner: ["영업 담당자", "영업담당", "소유자"],
  },
  options: {
    role: { decisionMaker: "의사결정자", approver: "승인자", evaluator: "평가자", user: "사용자" },
    category: { key: "핵심 인물", normal: "일반", former: "퇴사" },
  },
  views: { mine: "내 연락처", decisionMakers: "의사결정자", birthday: "이번 달 생일", withoutCustomer: "소속 고객 없음" },
  related: { "contact.reportsTo": "부하 직원" },
  sections: { basic: "기본 정보", contact: "연락 수단", personal: "개인 정보", remarks: "비고" },
};
