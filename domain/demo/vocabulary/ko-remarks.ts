import { linesIn } from "./lines.ts";
import { blocksIn, PHASES, SUBJECT_PARTS, type Phrases } from "./phrases.ts";

/** Subjects, notes and remarks; what is said in talks stands in `ko-phrases.ts`. */
export const KO_REMARKS: Omit<Phrases, "openings" | "facts" | "next" | "requirement"> = {
  stageNotes: blocksIn(PHASES, `
# prospecting
초기 접촉
관심 확인, 방문 예정
# engaging
방문 완료, 요구 확인
[EQ]샘플 테스트 중
결정권자 확인
# analysis
[EQ,HW,SW]사양 협의 중
[EQ,HW]테스트 합격
제안서 작성 중
# proposal
견적 제출
2차 견적
입찰 참여
내부 검토 중
# negotiation
계약 조건 협의
품의 진행 중
발주서 대기
# won
발주 확정
계약 체결
# lost
# service
# greeting
`),
  lostNotes: {
    price: ["가격 차이로 실주", "목표가 미달"],
    competitor: ["경쟁사 선정", "기존 업체 유지"],
    noDecision: ["장기간 진행 없음, 종료", "내부 결론 없음"],
    noBudget: ["예산 삭감", "올해 예산 없음"],
    timing: ["투자 시기 연기", "내년으로 이월"],
    fit: ["사양 불일치", "설치 조건 미충족"],
  },
  subjects: blocksIn(SUBJECT_PARTS, `
# main
{cust} {prod} 도입
{cust} {prod} {qty}
{cust} 신공장 {prod}
{cust} {prod} 교체
{cust} 2라인 {prod} 증설
{cust} {dept} {prod} 건
{cust} {year} {prod} 투자
# consumable
{cust} {year} {prod} 단가 계약
{cust} {prod} 추가 구매
{cust} {prod} {qty}
# service
{cust} {prod} 갱신
{cust} {year} {prod}
`),
  orderSubjects: linesIn(`
{cust} {prod} 발주
{cust} {prod} {qty}
{cust} {prod} 1차분
{cust} 설비 공급 계약
`),
  reorderSubjects: linesIn(`
{cust} {prod} 추가분
{cust} {month}월 {prod}
{cust} 소모품 발주
{cust} 예비품 구매
`),
  customerRemarks: linesIn(`
세금계산서는 매월 말일 기준으로 발행.
납품 시 하루 전 차량 번호 등록 필요.
중국 쑤저우에 법인 있음. 본사에서 일괄 구매.
결제는 익월 말 현금, 지연된 적 없음.
대표님이 직접 견적 확인하심.
{comp}(와)과 오래 거래, 소모품부터 진입.
1차 협력사라 품질 서류 요구가 많음.
11월에 내년 예산 확정, 10월 방문 필수.
라벨은 한글·영문 병기.
공장 안전교육 이수해야 출입 가능.
`),
  hotReasons: linesIn(`
신규 라인 연내 발주 예정
{comp} 계약 만료
샘플 테스트 합격, 품의 진행 중
대표이사 지시 사항
정부 지원사업 선정, 기한 내 집행 필요
`),
  creditInfo: linesIn(`
거래 2년, 연체 없음.
첫 거래는 선입금, 이후 30일.
신용평가 BB+, 특이사항 없음.
작년 한 차례 20일 연체.
`),
  preferences: linesIn(`
골프, 핸디 12
등산 좋아하심
술 안 드심, 커피 좋아함
야구 팬(인천 연고)
카톡보다 전화 선호
중국어 가능
낚시
캠핑, 아이 둘
`),
  contactRemarks: linesIn(`
오후 4시 이후 통화 가능.
기술 위주로 설명해야 함.
견적은 항상 엑셀로 요청.
{comp} 출신이라 업계 잘 아심.
결재 라인은 부장님 거쳐야 함.
`),
  orderRemarks: linesIn(`
납품 전 {p}께 연락.
2회 분할 납품.
거래명세서 2부 동봉.
설치 일정 별도 협의.
인천항 CIF 조건.
박스에 품번 라벨 부착.
`),
  lineRemarks: linesIn(`
지그 포함
2차 납품
한글 패널
샘플 기준
예비품
`),
  competitors: ["한울오토", "유니텍코리아", "세종오토메이션", "Vantrix", "Orbeck"],
};
