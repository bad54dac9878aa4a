import "#domain/entities/every-language.ts";
import { describe, expect, it } from "vitest";
import { createFormats } from "#client/i18n/format.ts";
import { createFill, type Message } from "#client/i18n/message.ts";
import { messages } from "#client/i18n/messages/en.ts";
import { partWords, type FilterWords } from "#client/query/filter-words.ts";
import { filterFieldsOf } from "#client/query/list-fields.ts";
import type { FilterPart } from "#client/query/filter-tree.ts";
import { ENTITIES, entityOf } from "#domain/entities/registry.ts";
import { wordsOf } from "#domain/entities/words.ts";
import { viewWords } from "#client/query/view-words.ts";

const fill = createFill("en");
const catalog: Readonly<Record<string, Message>> = messages;
const words: FilterWords = {
  i18n: {
    t: (key, params) => fill(messages[key], params),
    find: (key, params) => {
      const message = catalog[key];
      return message === undefined ? undefined : fill(message, params);
    },
    formats: () => createFormats("en", "en-GB"),
  },
  fields: filterFieldsOf(entityOf("opportunity"), "en", []),
  nameOf: (record) => (record === "user/kim" ? "Kim Minji" : "Not shared with you"),
  currency: "EUR",
};

const cases: readonly (readonly [FilterPart, string])[] = [
  [{ field: "stage", is: "in", value: ["won", "lost"] }, "Stage is Won or Lost"],
  [{ field: "owner", is: "in", value: ["me", "user/kim"] }, "Owner is Me or Kim Minji"],
  [{ field: "expectedAmount", is: "within", value: ["1000", "2500.5"] }, "Expected amount between €1,000.00 – €2,500.50"],
  [{ field: "expectedSignDate", is: "within", value: { days: 30 } }, "Expected sign date within coming 30 days"],
  [{ field: "expectedSignDate", is: "within", value: { period: "quarter", back: 1 } }, "Expected sign date within Last quarter"],
  [{ field: "expectedSignDate", is: "atMost", value: { days: -7 } }, "Expected sign date until 7 days ago"],
  [{ field: "subject", is: "contains", value: "pump" }, "Subject contains “pump”"],
  [{ field: "lostReason", is: "empty" }, "Lost reason is empty"],
  [{ field: "customer.industry", is: "in", value: ["energy"] }, "Customer › Industry is Energy"],
  [{ join: "none", parts: [{ field: "stage", is: "in", value: ["won"] }] }, "not (Stage is Won)"],
  [{ field: "stage", is: "in", value: [] }, "Stage is …"],
];

describe("a filter in words", () => {
  it.each(cases)("[CU-05] %j reads as a sentence", (part, sentence) => {
    expect(partWords(words, part)).toBe(sentence);
  });

  it("[CU-05] what a view asks for reads as sentences, for every view that comes with a kind", () => {
    const open = entityOf("opportunity").views?.find(({ id }) => id === "open");
    expect(viewWords(words, {}, open?.filter ?? { all: [] })).toEqual(["Stage is not Won or Lost", "Status is not Abandoned"]);
    for (const entity of ENTITIES) {
      const fields = filterFieldsOf(entity, "en", []);
      for (const view of entity.views ?? []) {
        for (const sentence of viewWords({ ...words, fields }, wordsOf("en", entity.kind).fields, view.filter)) expect(sentence, `${entity.kind} ${view.id}`).toMatch(/^[A-Z][\w -]*$/);
      }
    }
  });
});
