import type { EntityWords } from "#domain/schema/words.ts";

export const opportunity: EntityWords = {
  one: "영업기회",
  many: "영업기회",
  fields: {
    wonReason: "수주 사유", decisionProcess: "의사결정 과정", competition: "경쟁사 강점과 약점", solution: "솔루션",
    subject: "영업기회명", customer: "고객", externalNo: "외부 번호", type: "유형", stage: "영업 단계", probability: "성공 확률",
    stageNote: "단계 메모", status: "진행 상태", commitment: "예측 구분", expectedAmount: "예상 금액",
    expectedSignDate: "예상 계약일", discoveredOn: "발굴일", closedOn: "종료일", source: "유입 경로", provider: "제보자",
    budget: "고객 예산", purchaseMethod: "구매 방식", lostReason: "실주 사유", competitors: "경쟁사", address: "주소",
    remarks: "비고", contacts: "관련 연락처", lines: "제품 내역", advances: "단계 이력", requirement: "고객 요구사항",
    daysInStage: "단계 경과 일수", linesTotal: "제품 합계", forecastAmount: "가중 금액",
  },
  options: {
    wonReason: { fit: "요건 적합", price: "가격", quality: "품질", delivery: "납기", service: "서비스", relationship: "관계" },
    type: { new: "신규", expansion: "추가 구매", renewal: "재계약", project: "프로젝트" },
    stage: { prospecting: "발굴", engaging: "접촉", analysis: "요구 분석", proposal: "제안·견적", negotiation: "협상", won: "수주", lost: "실주" },
    status: { open: "진행 중", paused: "보류", abandoned: "포기", won: "수주", lost: "실주" },
    commitment: { best: "낙관", likely: "유력", committed: "확정" },
    source: {
      referral: "소개", exhibition: "전시회", website: "홈페이지", coldCall: "콜드콜", advertising: "광고", partner: "협력사",
      existing: "기존 고객", other: "기타",
    },
    purchaseMethod: { direct: "직접 구매", tender: "입찰", negotiated: "협상 계약", framework: "단가 계약" },
    lostReason: { price: "가격", competitor: "경쟁사 선택", timing: "시기 불일치", noBudget: "예산 부족", noDecision: "의사결정 보류", fit: "요구 불일치" },
  },
  views: { mine: "내 영업기회", open: "진행 중", closingSoon: "30일 내 계약 예정", newThisWeek: "최근 7일 신규", won: "수주", lost: "실주" },
  sections: { basic: "기본 정보", deal: "영업 진행", buying: "구매 정보", remarks: "비고" },
  lines: {
    lines: { product: "제품", quantity: "수량", unitPrice: "단가", discount: "할인율", remark: "비고" },
    advances: { stage: "단계", probability: "확률", note: "메모" },
  },
};
