import type { WordsByLocale } from "#domain/schema/words.ts";

export const viewWords: WordsByLocale = {
  en: {
    one: "View",
    many: "Views",
    fields: { name: "Name", of: "List", spec: "Definition", shared: "Shared with everybody", pinned: "Pinned" },
    options: {},
    views: {},
    sections: { basic: "View" },
  },
  "zh-CN": {
    one: "视图",
    many: "视图",
    fields: { name: "视图名称", of: "所属列表", spec: "定义", shared: "全员共享", pinned: "置顶" },
    options: {},
    views: {},
    sections: { basic: "视图" },
  },
  ko: {
    one: "보기",
    many: "보기",
    fields: { name: "보기 이름", of: "대상 목록", spec: "정의", shared: "전체 공유", pinned: "고정" },
    options: {},
    views: {},
    sections: { basic: "보기" },
  },
};
