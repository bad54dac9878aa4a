import type { EntityWords } from "#domain/schema/words.ts";

export const sharingRule: EntityWords = {
  one: "공유 규칙",
  many: "공유 규칙",
  fields: {
    name: "이름",
    of: "대상",
    criteria: "조건",
    level: "공유 권한",
    disabled: "사용 안 함",
    owners: "담당자",
    ownerUnits: "담당자 부서",
    ownerGroups: "담당자 그룹",
    users: "공유할 직원",
    units: "공유할 부서",
    groups: "공유할 그룹",
  },
  options: { of: { customer: "고객", contact: "담당자 연락처", opportunity: "영업기회", order: "주문", expense: "경비", followUp: "활동 기록" }, level: { read: "읽기", write: "읽기와 수정" } },
  views: {},
  sections: { basic: "규칙", source: "공유할 레코드", target: "공유 대상" },
};
