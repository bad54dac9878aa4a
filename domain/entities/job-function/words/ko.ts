import type { JobFunctionOwnWords } from "#domain/entities/job-function/words.ts";

export const jobFunction: JobFunctionOwnWords = {
  one: "직무",
  many: "직무",
  fields: { name: "이름", features: "기능", may: "레코드 권한", readOnly: "읽기 전용 필드", hidden: "숨긴 필드" },
  views: {},
  sections: { basic: "직무" },
  related: { "user.functions": "이 직무의 직원" },
  actions: { read: "조회", create: "등록", change: "수정", delete: "삭제" },
  shared: { sharedWith: "공유 대상", sharedGroups: "공유 그룹", readers: "읽기 공유", readerGroups: "읽기 공유 그룹" },
};
