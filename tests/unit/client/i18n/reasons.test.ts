import { describe, expect, it } from "vitest";
import { createFormats } from "#client/i18n/format.ts";
import { createFill, type Message } from "#client/i18n/message.ts";
import { messages as en } from "#client/i18n/messages/en.ts";
import { messages as ko } from "#client/i18n/messages/ko.ts";
import { messages as zh } from "#client/i18n/messages/zh-CN.ts";
import { refusalSentence } from "#client/scenes/attention/refusal-words.ts";
import { signInSentence } from "#client/i18n/sign-in-sentence.ts";
import { DENIED_REASONS } from "#domain/policy/write.ts";
import { LOGIN_RESULTS } from "#domain/protocol/accounts.ts";
import { CLOSE } from "#domain/protocol/close.ts";
import { REFUSAL_CODES, RELAY_REASONS } from "#domain/protocol/down/answers.ts";
import { HTTP_STATUS, type HttpCode } from "#domain/protocol/http-codes.ts";
import { INVALID_REASONS } from "#domain/schema/validate.ts";
import type { Locale } from "#domain/schema/words.ts";
import { problemOf } from "#workers/replica/account.ts";

const catalogs = [
  ["en", en],
  ["zh-CN", zh],
  ["ko", ko],
] as const;

const wordsIn = (locale: Locale, catalog: Readonly<Record<string, Message>>) => {
  const fill = createFill(locale);
  const formats = createFormats(locale);
  const find = (key: string, params?: Parameters<typeof fill>[1]): string | undefined => {
    const message = catalog[key];
    return message === undefined ? undefined : fill(message, params);
  };
  return { find, t: (key: string, params?: Parameters<typeof fill>[1]) => find(key, params) ?? key, formats: () => formats };
};

describe.each(catalogs)("what the relay may say, in %s", (locale, catalog: Readonly<Record<string, Message>>) => {
  const words = wordsIn(locale, catalog);

  it("[W-01] every code and reason of a refusal has a sentence of its own", () => {
    const refusals = REFUSAL_CODES.flatMap((code) => {
      const reasons = code === "denied" ? DENIED_REASONS : code === "invalid" ? [...INVALID_REASONS, ...RELAY_REASONS] : ["any"];
      return reasons.map((reason) => ({ code, reason, doc: null, path: null }));
    });
    const fallbacks = new Set(["denied.other", "invalid.other"].map((key) => words.t(key)));
    const wordless = refusals.filter((refusal) => {
      const said = refusalSentence(words, refusal, () => "…");
      return fallbacks.has(said) || said.startsWith("refused.");
    });
    expect(wordless).toEqual([]);
  });

  it("[W-01] every code of the HTTP interface has a sentence, also where it is met in signing in", () => {
    const codes = Object.keys(HTTP_STATUS) as HttpCode[];
    expect(codes.filter((code) => words.find(`http.${code}`) === undefined)).toEqual([]);
    const said = codes.map((code) => signInSentence(words, problemOf({ status: HTTP_STATUS[code], body: { code, retryAfter: 90 } })));
    expect(said.filter((sentence) => /^(http|signin)\.|[{}]/.test(sentence))).toEqual([]);
  });

  it("[W-01] every way that a try to sign in ends has a word", () => {
    expect(LOGIN_RESULTS.filter((result) => words.find(`accounts.result.${result}`) === undefined)).toEqual([]);
  });

  it("[W-01] every close code has a sentence", () => {
    expect(Object.keys(CLOSE).filter((reason) => words.find(`close.${reason}`) === undefined)).toEqual([]);
  });
});

it("[W-01] a code that this version does not know is not taken for a wrong password", () => {
  expect(problemOf({ status: 418, body: { code: "teapot" } })).toEqual({ type: "Unreachable" });
  expect(problemOf({ status: 403, body: { code: "foreignOrigin" } })).toEqual({ type: "TurnedAway", code: "foreignOrigin" });
  expect(problemOf({ status: 500, body: { code: "failed" } })).toEqual({ type: "TurnedAway", code: "failed" });
});
