import { describe, expect, it } from "vitest";
import { effectSentence } from "#client/fields/effect-sentence.ts";
import { createFill } from "#client/i18n/message.ts";
import { messages } from "#client/i18n/messages/en.ts";
import { recordId } from "#domain/id.ts";

const fill = createFill("en");
const words = { t: (key: keyof typeof messages, params?: Parameters<typeof fill>[1]) => fill(messages[key], params) };
const effect = (person: string, lost: number, gained: number) => ({ person: recordId("user", person), lost, gained });

describe("the effect of a change of the organisation in one sentence", () => {
  it("[S-11] says how many people lose and gain how much", () => {
    expect(effectSentence(words, [effect("a", 1200, 0), effect("b", 3, 20), effect("c", 1, 0)])).toBe("3 people will lose 1,204 records, 1 person will gain 20 records.");
    expect(effectSentence(words, [effect("a", 1, 0)])).toBe("1 person will lose 1 record.");
    expect(effectSentence(words, [effect("a", 0, 2)])).toBe("1 person will gain 2 records.");
  });
});
