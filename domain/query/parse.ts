import { err, ok, type Result } from "#domain/result.ts";
import type { Condition, Filter, FilterValue, Operator, Sort } from "#domain/schema/entity.ts";
import { tokenize, type Token } from "./tokens.ts";

/** Where a typed filter or sort stops making sense, and what would. */
export interface ParseError {
  readonly type: "ParseError";
  readonly message: string;
  /** Position of the character. */
  readonly at: number;
}

const SIGNS: Readonly<Record<string, Operator>> = {
  "=": "equals",
  "!=": "not",
  ">": "above",
  ">=": "atLeast",
  "<": "below",
  "<=": "atMost",
  "~": "contains",
  "^=": "starts",
};

const PATH = /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)*$/;
const NUMBER = /^-?\d+(\.\d+)?$/;
const RELATIVE = /^today([+-]\d{1,5})?$/;
const PERIOD = /^(month|quarter|year)(?:-(\d{1,4}))?$/;
const SPAN = /^(.+)\.\.(.+)$/;

/** Thrown inside the parser only; `parseFilter` turns it into its result. */
class Unexpected extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

interface Cursor {
  readonly peek: () => Token | undefined;
  readonly take: (expected: string) => Token;
  /** Takes the next token if it is this word or sign. */
  readonly skip: (text: string) => boolean;
  readonly fail: (expected: string) => never;
}

const createCursor = (tokens: readonly Token[], end: number): Cursor => {
  let position = 0;
  const peek = (): Token | undefined => tokens[position];
  const fail = (expected: string): never => {
    const found = peek();
    throw new Unexpected(found ? `expected ${expected}, found "${found.text}"` : `expected ${expected}, but the text ends here`, found?.at ?? end);
  };
  return {
    peek,
    fail,
    take: (expected) => {
      const token = peek() ?? fail(expected);
      position += 1;
      return token;
    },
    skip: (text) => {
      const token = peek();
      if (!token || token.type === "text" || token.text.toLowerCase() !== text) return false;
      position += 1;
      return true;
    },
  };
};

const scalar = (token: Token): string | number => {
  const whole = token.type === "word" && NUMBER.test(token.text) && !token.text.includes(".") ? Number(token.text) : Number.NaN;
  return Number.isSafeInteger(whole) && String(whole) === token.text ? whole : token.text;
};

const parseValue = (cursor: Cursor): FilterValue => {
  const token = cursor.take("a value");
  if (token.type === "sign") throw new Unexpected(`expected a value, found "${token.text}"`, token.at);
  const relative = token.type === "word" ? RELATIVE.exec(token.text) : null;
  if (relative) return { days: Number(relative[1] ?? 0) };
  return token.type === "word" && token.text === "null" ? null : scalar(token);
};

const parseList = (cursor: Cursor): readonly (string | number)[] => {
  if (!cursor.skip("(")) cursor.fail('"(" and a list of values');
  const values: (string | number)[] = [];
  do {
    const token = cursor.take("a value");
    if (token.type === "sign") throw new Unexpected(`expected a value, found "${token.text}"`, token.at);
    values.push(scalar(token));
  } while (cursor.skip(","));
  if (!cursor.skip(")")) cursor.fail('"," or ")"');
  return values;
};

const WITHIN = 'month, quarter or year (also "year-1"), "last 30 days", "next 30 days" or "2026-01-01..2026-03-31"';

const parseWithin = (cursor: Cursor): FilterValue => {
  const sign = cursor.skip("last") ? -1 : cursor.skip("next") ? 1 : 0;
  const token = cursor.take(WITHIN);
  if (sign !== 0) {
    if (!/^\d{1,5}$/.test(token.text)) throw new Unexpected(`expected a number of days, found "${token.text}"`, token.at);
    if (!cursor.skip("days") && !cursor.skip("day")) cursor.fail('"days"');
    return { days: sign * Number(token.text) };
  }
  const period = PERIOD.exec(token.text);
  if (period) return { period: period[1] as "month" | "quarter" | "year", ...(period[2] ? { back: Number(period[2]) } : {}) };
  const span = SPAN.exec(token.text);
  if (!span) throw new Unexpected(`expected ${WITHIN}, found "${token.text}"`, token.at);
  return [span[1] ?? "", span[2] ?? ""];
};

const parseCondition = (cursor: Cursor): Filter => {
  const path = cursor.take("a column");
  if (path.type !== "word" || !PATH.test(path.text)) throw new Unexpected(`expected a column such as stage or owner.department, found "${path.text}"`, path.at);
  const field = path.text;
  if (cursor.skip("is")) {
    const not = cursor.skip("not");
    if (!cursor.skip("empty")) cursor.fail('"empty" or "not empty"');
    return { field, is: not ? "filled" : "empty" };
  }
  const negated = cursor.skip("not");
  if (cursor.skip("in")) {
    const condition: Condition = { field, is: "in", value: parseList(cursor) };
    return negated ? { not: condition } : condition;
  }
  if (negated) cursor.fail('"in"');
  if (cursor.skip("within")) return { field, is: "within", value: parseWithin(cursor) };
  const sign = cursor.take("a comparison");
  const is = sign.type === "sign" ? SIGNS[sign.text] : undefined;
  if (!is) throw new Unexpected(`expected = != > >= < <= ~ ^= in, within or is empty after "${field}", found "${sign.text}"`, sign.at);
  return { field, is, value: parseValue(cursor) };
};

const parsePart = (cursor: Cursor): Filter => {
  if (cursor.skip("not")) return { not: parsePart(cursor) };
  if (!cursor.skip("(")) return parseCondition(cursor);
  const inner = parseAny(cursor);
  if (!cursor.skip(")")) cursor.fail('"and", "or" or ")"');
  return inner;
};

const parseAll = (cursor: Cursor): Filter => {
  const parts = [parsePart(cursor)];
  while (cursor.skip("and")) parts.push(parsePart(cursor));
  return parts.length === 1 && parts[0] ? parts[0] : { all: parts };
};

const parseAny = (cursor: Cursor): Filter => {
  const parts = [parseAll(cursor)];
  while (cursor.skip("or")) parts.push(parseAll(cursor));
  return parts.length === 1 && parts[0] ? parts[0] : { any: parts };
};

/**
 * A filter as typed on a command line:
 *
 *     filter     := all ("or" all)*
 *     all        := part ("and" part)*
 *     part       := "not" part | "(" filter ")" | condition
 *     condition  := column sign value
 *                 | column ["not"] "in" "(" value ("," value)* ")"
 *                 | column "is" ["not"] "empty"
 *                 | column "within" period
 *     sign       := "=" | "!=" | ">" | ">=" | "<" | "<=" | "~" (contains) | "^=" (starts with)
 *     value      := word | number | 'text' | "text" | "me" | "null" | "today" | "today-30" | "today+7"
 *     period     := ("month" | "quarter" | "year") ["-" units back] | ("last" | "next") number "days" | day ".." day
 *
 * A quote inside quotes is doubled. Columns may follow references: `owner.department`, `lines.product`. Example:
 * `stage=won and expectedAmount>1000 and owner.department='East'`. Columns are not looked up here: see `checkFilter`.
 */
export const parseFilter = (text: string): Result<Filter, ParseError> => {
  const tokens = tokenize(text);
  if (typeof tokens === "number") {
    const found = text[tokens] ?? "";
    const quote = found === "'" || found === '"';
    return err({ type: "ParseError", message: quote ? "this quote is never closed" : `"${found}" is not understood here`, at: tokens });
  }
  const cursor = createCursor(tokens, text.length);
  try {
    const filter = parseAny(cursor);
    if (cursor.peek()) cursor.fail('"and", "or" or the end');
    return ok(filter);
  } catch (error) {
    if (error instanceof Unexpected) return err({ type: "ParseError", message: error.message, at: error.at });
    throw error;
  }
};

/** `-expectedAmount,subject`: columns separated by commas, the first weighs most, `-` puts the largest first. */
export const parseSort = (text: string): Result<readonly Sort[], ParseError> => {
  const sorts: Sort[] = [];
  let at = 0;
  for (const part of text.split(",")) {
    const name = part.trim();
    const by = name.replace(/^[-+]/, "");
    if (!PATH.test(by)) {
      return err({ type: "ParseError", message: `expected a column such as -expectedAmount, found "${name}"`, at: at + part.search(/\S|$/) });
    }
    sorts.push(name.startsWith("-") ? { by, down: true } : { by });
    at += part.length + 1;
  }
  return ok(sorts);
};
