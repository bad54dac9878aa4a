const ASCII = /^[^\u0080-\uffff]*$/;

/** Nothing but letters and digits of the commonest scripts: there is nothing to leave out. */
const LETTERS = /^[0-9a-z\u4e00-\u9fff\uac00-\ud7a3]*$/;

/** Full-width forms, ligatures and circled letters as their plain characters. */
export const plainWidth = (text: string): string => (ASCII.test(text) ? text : text.normalize("NFKC"));

/** Equal for texts that differ only by case, width, spaces and punctuation: "GTXPro", "GTX Pro" and "ＧＴＸ－Pro". */
export const looseKey = (text: string): string => {
  const plain = plainWidth(text).toLowerCase();
  return LETTERS.test(plain) ? plain : plain.replace(/[^\p{L}\p{N}\p{M}]+/gu, "");
};

/** Equal for texts that differ only by spaces at the ends. */
export const exactKey = (text: string): string => text.trim();

const SUFFIXES =
  /(股份有限公司|有限责任公司|有限公司|株式会社|주식회사|유한회사|incorporated|corporation|limited|company|gmbh|corp|inc|ltd|llc|plc|co|ag|sa|bv|kg|pte|pty)$/u;
const PREFIXES = /^(株式会社|주식회사|유한회사)/u;

/** The name of a company without its legal form: "㈜한국전자", "한국전자 주식회사" and "(주)한국전자" are one. */
export const companyKey = (text: string): string => {
  const marked = plainWidth(text).toLowerCase().replace(/[(（](주|유|株|有)[)）]/gu, "");
  const whole = looseKey(marked);
  let key = whole.replace(PREFIXES, "");
  for (let rest = key.replace(SUFFIXES, ""); rest !== key; rest = key.replace(SUFFIXES, "")) key = rest;
  return key === "" ? whole : key;
};

/** Digits that identify a telephone: without country codes of China, Korea and North America, without trunk zeros. */
export const phoneKey = (text: string): string => {
  const plain = plainWidth(text).split(/(?:ext\.?|x|转|內線|内线|내선)\s*\d+\s*$/iu)[0] ?? "";
  const digits = plain.replace(/\D/g, "").replace(/^00/, "");
  const local = /^\s*(\+|00)/.test(plain) || digits.length > 11 ? digits.replace(/^(86|82|1)(?=\d{8,})/, "") : digits;
  return local.replace(/^0+/, "");
};

export const emailKey = (text: string): string => plainWidth(text).trim().toLowerCase();
