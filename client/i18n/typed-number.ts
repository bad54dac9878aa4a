import { multiply, toDecimal, type Decimal } from "#domain/schema/decimal.ts";

const MULTIPLES: Readonly<Record<string, string>> = {
  k: "1000",
  m: "1000000",
  千: "1000",
  万: "10000",
  萬: "10000",
  亿: "100000000",
  億: "100000000",
  천: "1000",
  만: "10000",
  억: "100000000",
};

const halfWidth = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0)).replace(/[−–]/g, "-");

/** The later of comma and point is the decimal sign when both stand; a lone comma before exactly three digits groups. */
const withPoint = (text: string): string => {
  const comma = text.lastIndexOf(",");
  const point = text.lastIndexOf(".");
  if (comma < 0) return text.indexOf(".") === point ? text : text.replaceAll(".", "");
  if (point > comma) return text.replaceAll(",", "");
  if (point >= 0) return text.replaceAll(".", "").replace(",", ".");
  const groups = /^\d{1,3}(,\d{3})+$/.test(text) || text.indexOf(",") !== comma;
  return groups ? text.replaceAll(",", "") : text.replace(",", ".");
};

/**
 * What a person typed into a number field: `1,234.50`, `1.234,5`, `¥ 1 200`, `(300)`, `12万`, `1.5k`, `12 %`, full-width
 * digits. Null when it is not a number.
 */
export const typedNumber = (typed: string): Decimal | null => {
  let text = halfWidth(typed).replace(/[\s\u00a0\u202f'’_]/g, "").replace(/%$/, "");
  let negative = false;
  if (/^\(.*\)$/.test(text)) {
    negative = true;
    text = text.slice(1, -1);
  }
  text = text.replace(/\p{Sc}|^[A-Za-z]{2,3}(?=[\d.-])|[元圆원]$/gu, "");
  if (text.startsWith("-")) {
    negative = !negative;
    text = text.slice(1);
  }
  text = text.replace(/\p{Sc}/gu, "");
  const unit = MULTIPLES[text.slice(-1).toLowerCase()];
  const digits = withPoint(unit ? text.slice(0, -1) : text);
  const plain = toDecimal(digits);
  if (plain === null) return null;
  const value = unit ? multiply(plain, unit) : plain;
  return negative ? toDecimal(`-${value}`) : value;
};
