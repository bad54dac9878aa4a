import type { EntityWords } from "#domain/schema/words.ts";

export const view: EntityWords = {
  one: "视图",
  many: "视图",
  fields: { name: "视图名称", of: "所属列表", spec: "定义", shared: "全员共享", pinned: "置顶" },
  options: {},
  views: {},
  sections: { basic: "视图" },
};
