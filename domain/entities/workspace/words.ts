import type { WordsByLocale } from "#domain/schema/words.ts";

export const workspaceWords: WordsByLocale = {
  en: {
    one: "Workspace",
    many: "Workspaces",
    fields: { name: "Company name", currency: "Currency" },
    options: {},
    views: {},
    sections: { basic: "Workspace" },
  },
  "zh-CN": {
    one: "工作区",
    many: "工作区",
    fields: { name: "公司名称", currency: "币种" },
    options: {},
    views: {},
    sections: { basic: "工作区" },
  },
  ko: {
    one: "워크스페이스",
    many: "워크스페이스",
    fields: { name: "회사명", currency: "통화" },
    options: {},
    views: {},
    sections: { basic: "워크스페이스" },
  },
};
