import type { Row } from "#domain/schema/entity.ts";

/** Two-character Chinese surnames still in use (百家姓); every other Chinese or Korean surname is one character. */
const DOUBLE = new Set(
  "欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 南宫 端木 独孤 西门 轩辕 남궁 황보 제갈 선우 사공 독고".split(" "),
);
const CJK = /^[\p{Script=Han}\p{Script=Hangul}]/u;

/** What the surname index groups a contact under: the Chinese or Korean surname, else the initial of the last word. */
export const surnameIndex = (row: Row): string | null => {
  if (typeof row.name !== "string" || row.name === "") return null;
  const name = row.name.trim();
  if (CJK.test(name)) return DOUBLE.has(name.slice(0, 2)) ? name.slice(0, 2) : name.slice(0, 1);
  const last = name.split(/\s+/).at(-1) ?? name;
  return last.slice(0, 1).toLocaleUpperCase("en");
};
