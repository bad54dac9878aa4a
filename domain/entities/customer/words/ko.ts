import type { EntityWords } from "#domain/schema/words.ts";

export const customer: EntityWords = {
  one: "고객",
  many: "고객",
  fields: {
    group: "고객 그룹", supplier: "공급업체 겸함", hotNote: "관심도 메모",
    name: "고객명", shortName: "약칭", customerNo: "고객 번호", type: "고객 유형", category: "고객 분류", stage: "고객 단계",
    industry: "업종", sector: "세부 업종", country: "국가", region: "지역", size: "기업 규모", employees: "직원 수",
    revenue: "연 매출", foundedYear: "설립 연도", source: "유입 경로", parent: "상위 고객", phone: "대표 전화", website: "홈페이지",
    address: "주소", remarks: "비고", hotLevel: "관심도", hotReason: "관심 사유", creditLimit: "신용 한도",
    paymentTermDays: "결제 기한(일)", creditInfo: "신용 정보", daysSinceFollowUp: "미접촉 일수",
  },
  options: {
    type: { company: "법인", individual: "개인" },
    category: { potential: "잠재 고객", ordinary: "일반 고객", vip: "VIP 고객", agent: "대리점", partner: "협력사", supplier: "공급사", competitor: "경쟁사", invalid: "무효 고객" },
    stage: { contacted: "접촉", intending: "구매 의향", customer: "계약 고객", repeat: "재구매 고객", lost: "이탈 고객" },
    industry: {
      manufacturing: "제조", electronics: "전자", machinery: "기계", automotive: "자동차", construction: "건설",
      retail: "유통·소매", logistics: "물류", healthcare: "의료·보건", medical: "의료기기", education: "교육", finance: "금융",
      government: "공공기관", software: "소프트웨어", technology: "IT·기술", telecommunications: "통신", marketing: "광고·마케팅",
      entertainment: "문화·엔터테인먼트", employment: "인력 서비스", services: "기업 서비스", energy: "에너지", food: "식품·음료", other: "기타",
    },
    size: { micro: "소기업(20명 미만)", small: "중소기업(20–299명)", medium: "중견기업(300–999명)", large: "대기업(1,000명 이상)" },
    source: { referral: "소개", exhibition: "전시회", website: "홈페이지", coldCall: "콜드콜", advertising: "광고", partner: "협력사", other: "기타" },
    hotLevel: { low: "낮음", medium: "보통", high: "높음" },
  },
  views: {
    mine: "내 고객", company: "법인 고객", individual: "개인 고객", potential: "잠재 고객", ordinary: "일반 고객", vip: "VIP 고객", agent: "대리점",
    partner: "협력사", invalid: "무효 고객", hot: "관심 고객", quiet: "30일 이상 미접촉",
  },
  sections: { basic: "기본 정보", contact: "연락처", profile: "기업 개요", credit: "신용", remarks: "비고" },
  related: { "customer.parent": "하위 고객" },
};
