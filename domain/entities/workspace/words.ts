import type { WordsByLocale } from "#domain/schema/words.ts";

export const workspaceWords: WordsByLocale = {
  en: {
    one: "Workspace",
    many: "Workspaces",
    fields: { name: "Company name", currency: "Currency", offlineDays: "Days without contact", zone: "Time zone" },
    options: {},
    views: {},
    sections: { basic: "Workspace" },
  },
  "zh-CN": {
    one: "工作区",
    many: "工作区",
    fields: { name: "公司名称", currency: "币种", offlineDays: "离线天数", zone: "时区" },
    options: {},
    views: {},
    sections: { basic: "工作区" },
  },
  ko: {
    one: "워크스페이스",
    many: "워크스페이스",
    fields: { name: "회사명", currency: "통화", offlineDays: "오프라인 허용 일수", zone: "시간대" },
    options: {},
    views: {},
    sections: { basic: "워크스페이스" },
  },
};
