import { describe, expect, it } from "vitest";
import { createFill, type Message } from "#client/i18n/message.ts";
import { chooseLocale } from "#client/i18n/choose-locale.ts";
import { messages as en } from "#client/i18n/messages/en.ts";
import { messages as ko } from "#client/i18n/messages/ko.ts";
import { messages as zh } from "#client/i18n/messages/zh-CN.ts";

const forms = (message: Message): readonly string[] => (typeof message === "string" ? [message] : Object.values(message));
const placeholders = (message: Message): readonly string[] =>
  [...new Set(forms(message).flatMap((form) => [...form.matchAll(/\{(\w+)(?::inside)?\}/g)].map((match) => match[1] ?? "")))].sort();

describe("catalogs", () => {
  const english: Readonly<Record<string, Message>> = en;
  it.each([
    ["zh-CN", zh],
    ["ko", ko],
  ] as const)("[UI-I18N] %s fills the same placeholders as English", (_, catalog: Readonly<Record<string, Message>>) => {
    const differing = Object.keys(english).filter((key) => {
      const theirs = catalog[key];
      const ours = english[key];
      return theirs === undefined || ours === undefined || placeholders(theirs).join() !== placeholders(ours).join();
    });
    expect(differing).toEqual([]);
  });
  it("[UI-I18N] nothing is empty and nothing shouts", () => {
    const all = [en, zh, ko].flatMap((catalog: Readonly<Record<string, Message>>) => Object.values(catalog).flatMap(forms));
    expect(all.filter((form) => form.trim() === "" || /[!！]/.test(form))).toEqual([]);
  });
});

describe("filling", () => {
  it("picks the plural form of the language", () => {
    const message: Message = { zero: "No changes", one: "{count} change", other: "{count} changes" };
    const fill = createFill("en");
    expect([0, 1, 2, 1200].map((count) => fill(message, { count }))).toEqual(["No changes", "1 change", "2 changes", "1,200 changes"]);
    expect(createFill("zh-CN")({ other: "{count} 项" }, { count: 1 })).toBe("1 项");
  });
  it("[UI-I18N] the name of a thing starts small inside a sentence", () => {
    expect(createFill("en")("New {name:inside}", { name: "Follow-up" })).toBe("New follow-up");
    expect(createFill("en")("{name:inside}: {count}", { name: "Order", count: 1200 })).toBe("order: 1,200");
  });
  it("leaves a placeholder in sight when its parameter is missing", () => {
    expect(createFill("en")("Close {name}", {})).toBe("Close {name}");
  });
  it("does not fill placeholders that come from a parameter", () => {
    expect(createFill("en")("{a} and {b}", { a: "{b}", b: "x" })).toBe("{b} and x");
  });
});

describe("the first language", () => {
  it("is the stored one, else the device's first that the product speaks, else English", () => {
    expect(chooseLocale("ko", ["zh-CN"])).toBe("ko");
    expect(chooseLocale(null, ["fr-FR", "zh-Hans-SG", "en"])).toBe("zh-CN");
    expect(chooseLocale("xx", ["fr"])).toBe("en");
  });
});
