import { LANGUAGES } from "#domain/entities/workspace/languages.ts";
import type { EntityWords } from "#domain/schema/words.ts";

export const workspace: EntityWords = {
  one: "회사",
  many: "회사",
  fields: {
    name: "회사명",
    shortName: "약칭",
    logo: "로고",
    country: "국가/지역",
    language: "언어",
    currency: "통화",
    fiscalYearStart: "회계연도 시작 월",
    phone: "전화",
    address: "주소",
    zone: "시간대",
    offlineDays: "오프라인 허용 일수",
    pricePlaces: "단가 소수 자릿수",
    quantityPlaces: "수량 소수 자릿수",
    lookUpBy: "고객 중복 조회 권한",
    reportsBy: "종합 보고서 조회 권한",
    account: "회사 계정",
    plan: "요금제",
    applied: "개설 방법",
    activated: "개설 시각",
    expires: "만료일",
  },
  options: {
    language: LANGUAGES,
    lookUpBy: { everyone: "모든 직원", feature: "해당 기능이 있는 직원" },
    reportsBy: { everyone: "모든 직원", feature: "해당 기능이 있는 직원" },
    applied: { selfHosted: "자체 서버", hosted: "서비스 업체 제공", demo: "데모 회사" },
  },
  views: {},
  sections: { basic: "회사", money: "금액과 수량", rules: "전체 설정", account: "계정" },
};
