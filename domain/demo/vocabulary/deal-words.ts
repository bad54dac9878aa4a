import type { Language } from "#domain/demo/staff.ts";

/** How a customer decides, what speaks for and against a competitor, and what is proposed. */
export interface DealWords {
  readonly decisions: readonly string[];
  readonly competition: readonly string[];
  readonly solutions: readonly (readonly string[])[];
}

export const DEAL_WORDS: Readonly<Record<Language, DealWords>> = {
  zh: {
    decisions: [
      "使用部门提需求，设备科评技术，采购比价，10万以上总经理签字。",
      "三家比价，技术分占60%。评审会每月最后一周开。",
      "采购先谈商务，最后由{p}拍板。",
      "需走集团OA，技术、财务、法务三级会签，约两周。",
    ],
    competition: [
      "{comp}：价格低约{pct}%，交期短；但售后点少，备件要等。",
      "{comp}：已在客户一期用了两年，操作工熟悉；故障率偏高，客户有意见。",
      "{comp}：品牌知名度高，报价也高；不接受定制。",
    ],
    solutions: [
      ["主机：{prod}，{qty}；含安装调试与两天操作培训。", "分两批交付，首批满足试生产，第二批在验收后两周内到货。", "质保期内免费更换易损件一次，响应时间不超过24小时。"],
      ["按现有产线节拍选型{prod}，预留后续扩线接口。", "先在{dept}试用一周，达标后再签正式合同。"],
    ],
  },
  ko: {
    decisions: [
      "현업 요청 → 기술 검토 → 구매 비교견적, 일정 금액 이상은 대표이사 결재.",
      "3사 비교견적이며 기술 점수 비중이 60%. 심의는 매월 마지막 주.",
      "구매팀 협상 후 {p}님이 최종 결정.",
    ],
    competition: [
      "{comp}: 가격이 약 {pct}% 낮고 납기가 빠름. A/S 거점이 적어 부품 대기가 김.",
      "{comp}: 1공장에서 2년째 사용 중이라 작업자에게 익숙함. 고장이 잦아 불만이 있음.",
      "{comp}: 인지도는 높지만 단가도 높고 커스터마이징 불가.",
    ],
    solutions: [
      ["주 장비: {prod}, {qty}. 설치·시운전과 이틀 교육 포함.", "1차 납품으로 시생산을 맞추고, 나머지는 검수 후 2주 안에 납품합니다.", "보증 기간에 소모품 1회 무상 교체, 24시간 이내 대응."],
      ["현재 라인 속도에 맞춰 {prod} 선정, 증설용 인터페이스를 남겨 둡니다.", "{dept}에서 1주 시범 운영 후 본계약."],
    ],
  },
  en: {
    decisions: [
      "Plant asks, engineering approves the spec, purchasing compares three quotes. The MD signs above CNY 100k.",
      "Board meets on the last Thursday of the month; technical score counts 60%.",
      "Purchasing negotiates, {p} decides.",
    ],
    competition: [
      "{comp}: about {pct}% cheaper and quicker to deliver. Few service people, long wait for spares.",
      "{comp}: in use in phase one for two years, operators know it. Breaks down too often for their taste.",
      "{comp}: well-known name, high price, no customisation.",
    ],
    solutions: [
      ["{prod}, {qty}, with installation, commissioning and two days of training.", "Two deliveries: the first covers trial production, the rest follows within two weeks of acceptance.", "One set of wear parts free during warranty, on site within 24 hours."],
      ["{prod} sized for the present line, with interfaces for the extension.", "One week of trial in the {dept}, contract once the target is met."],
    ],
  },
};
