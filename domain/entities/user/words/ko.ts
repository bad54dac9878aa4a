import type { EntityWords } from "#domain/schema/words.ts";

export const user: EntityWords = {
  one: "직원",
  many: "직원",
  fields: {
    name: "이름", account: "계정", role: "역할", department: "부서", mobile: "휴대전화", email: "이메일", disabled: "비활성", rights: "권한",
    customRole: "사용자 지정 역할", rank: "직급", external: "외부 파트너", units: "겸직 부서", functions: "직무", assists: "보좌 대상",
  },
  options: {
    role: { boss: "대표", director: "본부장", manager: "팀장", assistantDirector: "본부장 보좌", assistantManager: "팀장 보좌", sales: "영업", service: "고객지원", warehouse: "물류창고", purchasing: "구매", finance: "재무", partner: "파트너" },
    rights: { admin: "시스템 관리", cost: "원가 조회", credit: "여신 조회", products: "제품 관리", export: "내보내기", import: "가져오기", purge: "영구 삭제", exportReports: "개별 보고서 내보내기", allReports: "종합 보고서 조회", lookUp: "고객 중복 조회" },
  },
  views: { internal: "내부 직원", partners: "외부 파트너" },
  sections: { basic: "직원 정보", place: "역할과 권한" },
  related: { "user.assists": "보좌 직원" },
};
