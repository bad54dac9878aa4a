import type { Condition, Filter, FilterValue, Operator } from "#domain/schema/entity.ts";

const SIGNS: Readonly<Partial<Record<Operator, string>>> = { equals: "=", not: "!=", above: ">", atLeast: ">=", below: "<", atMost: "<=", contains: "~", starts: "^=" };

/** Words that stand for themselves; everything else is quoted. */
const PLAIN = /^[A-Za-z][A-Za-z0-9/_-]*$/;
const TAKEN: ReadonlySet<string> = new Set(["and", "or", "not", "in", "is", "empty", "within", "null", "today", "last", "next", "month", "quarter", "year"]);

const word = (value: string | number): string => {
  if (typeof value === "number") return String(value);
  return PLAIN.test(value) && !TAKEN.has(value.toLowerCase()) && !/^today[+-]/.test(value) ? value : `'${value.replaceAll("'", "''")}'`;
};

const isList = (value: FilterValue | undefined): value is readonly (string | number)[] => Array.isArray(value);

const within = (value: FilterValue | undefined): string | null => {
  if (isList(value)) return value.length === 2 && value.every((end) => /^[^\s'"=!><~^(),]+$/.test(String(end))) ? `${value[0]}..${value[1]}` : null;
  if (typeof value !== "object" || value === null) return null;
  if ("period" in value) return value.back ? `${value.period}-${value.back}` : value.period;
  return "days" in value ? `${value.days < 0 ? "last" : "next"} ${Math.abs(value.days)} days` : null;
};

const single = (value: FilterValue | undefined): string | null => {
  if (value === null) return "null";
  if (typeof value === "string" || typeof value === "number") return word(value);
  if (typeof value !== "object" || isList(value) || !("days" in value)) return null;
  return value.days === 0 ? "today" : `today${value.days < 0 ? "" : "+"}${value.days}`;
};

const condition = ({ field, is, value }: Condition): string | null => {
  if (is === "empty") return `${field} is empty`;
  if (is === "filled") return `${field} is not empty`;
  if (is === "within") {
    const period = within(value);
    return period === null ? null : `${field} within ${period}`;
  }
  if (is === "in") return isList(value) && value.length > 0 ? `${field} in (${value.map(word).join(", ")})` : null;
  if (is === "not" && isList(value)) return value.length > 0 ? `${field} not in (${value.map(word).join(", ")})` : null;
  const shown = single(value);
  return shown === null ? null : `${field}${SIGNS[is] ?? "="}${shown}`;
};

const joined = (parts: readonly Filter[], by: "and" | "or"): string | null => {
  const texts = parts.map((part) => print(part, by === "and"));
  return texts.length === 0 || texts.includes(null) ? null : texts.join(` ${by} `);
};

const inBrackets = (text: string | null): string | null => (text === null ? null : `(${text})`);

const print = (filter: Filter, inAll: boolean): string | null => {
  if ("all" in filter) return filter.all.length === 1 && filter.all[0] ? print(filter.all[0], inAll) : joined(filter.all, "and");
  if ("any" in filter) {
    if (filter.any.length === 1 && filter.any[0]) return print(filter.any[0], inAll);
    return inAll ? inBrackets(joined(filter.any, "or")) : joined(filter.any, "or");
  }
  if ("not" in filter) {
    const inner = inBrackets(print(filter.not, false));
    return inner === null ? null : `not ${inner}`;
  }
  return condition(filter);
};

/** A filter in the words that `parseFilter` reads; null for one that has none there. */
export const printFilter = (filter: Filter): string | null => print(filter, false);
