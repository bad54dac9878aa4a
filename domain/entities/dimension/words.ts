import type { WordsByLocale } from "#domain/schema/words.ts";

export const dimensionWords: WordsByLocale = {
  en: {
    one: "Dimension",
    many: "Dimensions",
    fields: { name: "Name" },
    options: {},
    views: {},
    sections: { basic: "Dimension" },
    related: { "department.dimension": "Units" },
  },
  "zh-CN": {
    one: "维度",
    many: "维度",
    fields: { name: "名称" },
    options: {},
    views: {},
    sections: { basic: "维度" },
    related: { "department.dimension": "维度下的单元" },
  },
  ko: {
    one: "차원",
    many: "차원",
    fields: { name: "이름" },
    options: {},
    views: {},
    sections: { basic: "차원" },
    related: { "department.dimension": "단위" },
  },
};
