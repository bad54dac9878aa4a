/** Each language in its own words. */
export const LANGUAGES = { en: "English", "zh-CN": "简体中文", ko: "한국어" };
