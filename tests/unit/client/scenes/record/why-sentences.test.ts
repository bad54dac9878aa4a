import { describe, expect, it } from "vitest";
import { createFormats } from "#client/i18n/format.ts";
import { createFill } from "#client/i18n/message.ts";
import { messages as en } from "#client/i18n/messages/en.ts";
import { messages as ko } from "#client/i18n/messages/ko.ts";
import { messages as zh } from "#client/i18n/messages/zh-CN.ts";
import { whySentences, type WhyWords } from "#client/scenes/record/why-sentences.ts";
import { recordId } from "#domain/id.ts";
import { GRANT_REASONS, type Grant } from "#domain/policy/grant.ts";
import type { Locale } from "#domain/schema/words.ts";
import type { Why } from "#workers/replica/api.ts";

const TITLES: Readonly<Record<string, string>> = { "user/ben": "Ben", "group/team": "Fair team", "sharingRule/vip": "VIPs to service", "customer/acme": "Acme", "pool/east": "East" };
const CATALOGS = { en, "zh-CN": zh, ko } as const;
const wordsIn = (locale: Locale): WhyWords => {
  const fill = createFill(locale);
  return {
    i18n: { t: (key, params) => fill(CATALOGS[locale][key], params), formats: () => createFormats(locale) },
    name: "Anna",
    role: "Manager",
    nameOf: (record) => TITLES[record] ?? "Not shared with you",
    right: () => "See credit terms",
    field: (name) => (name === "phone" ? "Telephone" : name),
  };
};
const grant = (reason: Grant["reason"], via: readonly [string, string] | null = null, write = false): Grant => ({ scope: "x" as Grant["scope"], write, reason, via: via && recordId(...via) });
const why = (more: Partial<Why>): Why => ({ active: true, grants: [], follows: [], facets: [], denied: [], hidden: [], ...more });
const told = (more: Partial<Why> | null, locale: Locale = "en") => whySentences(wordsIn(locale), more && why(more));

const sentences: readonly (readonly [string, Grant, string])[] = [
  ["own", grant("own", null, true), "Anna reads and changes this: Anna owns it."],
  ["shared to change", grant("shared", null, true), "Anna reads and changes this: it is shared with Anna."],
  ["shared to read", grant("shared"), "Anna reads this: it is shared with Anna."],
  ["group", grant("group", ["group", "team"]), "Anna reads this: it is shared with the group Fair team."],
  ["role over somebody", grant("role", ["user", "ben"], true), "Anna reads and changes this: the role Manager covers the records of Ben."],
  ["role over everybody", grant("role", null, true), "Anna reads and changes this: the role Manager covers everybody's records."],
  ["whole kinds of a role", grant("whole"), "Anna reads this: the role Manager shows all records of this kind."],
  ["sharing rule", grant("rule", ["sharingRule", "vip"]), "Anna reads this: by the sharing rule VIPs to service."],
  ["assistant", grant("assistant", ["user", "ben"]), "Anna reads this: as assistant of Ben."],
  ["everyone", grant("everyone"), "Anna reads this: everybody reads records of this kind."],
  ["right", grant("right"), "Anna reads this: a right gives it."],
  ["address book", grant("addressBook"), "Anna reads this: by the address book."],
  ["pool", grant("pool", ["pool", "east"]), "Anna reads this: Anna is a member of the pool East."],
];

describe("why somebody reads a record", () => {
  it.each(sentences)("[S-10] %s", (_, reason, sentence) => {
    expect(told({ grants: [reason] })).toEqual([sentence]);
  });

  it("[S-10] every reason has its sentence", () => {
    expect(new Set(sentences.map(([, { reason }]) => reason))).toEqual(new Set(GRANT_REASONS));
    for (const locale of ["zh-CN", "ko"] as const) for (const [, reason] of sentences) expect(told({ grants: [reason] }, locale)[0]).toMatch(/^Anna.*[。.]$/);
  });

  it("[S-10] by what the record follows, where that is another reason", () => {
    const follows = [{ record: recordId("customer", "acme"), grants: [grant("own", null, true), grant("role", ["user", "ben"])] }];
    expect(told({ follows })).toEqual([
      "Anna reads this because it follows Acme: Anna owns it.",
      "Anna reads this because it follows Acme: the role Manager covers the records of Ben.",
    ]);
    expect(told({ grants: [grant("own", null, true)], follows })).toEqual(["Anna reads and changes this: Anna owns it.", "Anna reads this because it follows Acme: the role Manager covers the records of Ben."]);
  });

  it("[S-05] [S-10] which further parts come with it, and which do not", () => {
    const own = [grant("own", null, true)];
    expect(told({ grants: own, facets: [{ facet: "credit", granted: true }] })[1]).toBe("Anna has the right “See credit terms” and reads that part too.");
    expect(told({ grants: own, facets: [{ facet: "credit", granted: false }] })[1]).toBe("Anna does not read the part that needs “See credit terms”.");
  });

  it("[S-04] [S-10] what job functions do not allow", () => {
    expect(told({ grants: [grant("own", null, true)], denied: ["create", "delete"] })[1]).toBe("Job functions do not allow Anna: Create and Delete.");
  });

  it("[S-17] [S-10] what job functions hide", () => {
    expect(told({ grants: [grant("own", null, true)], hidden: ["phone", "revenue"] })[1]).toBe("Job functions hide from Anna: Telephone and revenue.");
    expect(told({ hidden: ["phone"] })).toEqual(["Anna does not read this, because nothing gives it."]);
  });

  it("[S-10] nothing gives it, the account is deactivated, or this device cannot tell", () => {
    expect(told({ facets: [{ facet: "credit", granted: false }], denied: ["read"] })).toEqual(["Anna does not read this, because nothing gives it.", "Job functions do not allow Anna: Read."]);
    expect(told({ active: false, grants: [grant("own")] })).toEqual(["Anna reads nothing: the account is deactivated."]);
    expect(told(null)).toEqual(["This device does not have what is needed to tell."]);
  });
});
