import type { Same } from "../../message.ts";
import type { home as English } from "../en/home.ts";

export const home: Same<typeof English> = {
  "home.title": "홈",
  "home.first": "가지고 있는 자료로 시작하세요",
  "home.first.text": "파일에서 고객, 영업기회, 주문을 가져오거나 첫 고객을 등록하세요. 이 화면은 저절로 채워집니다.",
  "home.first.import": "파일 가져오기",
  "home.first.create": "새 고객",
  "home.whose": "범위",
  "home.mine": "내 항목",
  "home.everyone": "볼 수 있는 전체",
  "home.closing": "30일 안에 계약",
  "home.closingNone": "30일 안에 계약 예정인 영업기회가 없습니다.",
  "home.followUps": "최근 영업활동",
  "home.followUpsNone": "아직 영업활동이 없습니다. 위에서 첫 기록을 남기세요.",
  "home.hot": "관심 고객",
  "home.hotNone": "관심 고객으로 표시된 고객이 없습니다.",
  "home.quiet": "30일 이상 미접촉",
  "home.quietNone": "모든 고객을 30일 안에 접촉했습니다.",
  "home.new": "최근 7일 신규 영업기회",
  "home.newNone": "최근 7일 동안 새 영업기회가 없습니다.",
  "home.more": { other: "{count}건 더" },
  "home.note.whom": "고객이나 영업기회를 선택하세요",
  "home.note.kept": "영업활동을 기록했습니다",
};
