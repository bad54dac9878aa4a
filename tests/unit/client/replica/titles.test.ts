import { describe, expect, it } from "vitest";
import { recordId, type RecordId } from "#domain/id.ts";
import { createKnownTitles, type FoundTitles } from "#client/replica/titles.ts";

const ACME = recordId("customer", "acme");
const BOLT = recordId("customer", "bolt");

const asked = (answer: FoundTitles, complete = false) => {
  const questions: (readonly RecordId[])[] = [];
  const titles = createKnownTitles(
    async (records) => {
      questions.push(records);
      return answer;
    },
    () => complete,
  );
  return { titles, questions };
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("titles that the page knows", () => {
  it("those shown before their turn are asked for together, once, and known then", async () => {
    const { titles, questions } = asked(new Map([[ACME, "Acme"], [BOLT, null]]));
    expect([titles.titleOf(ACME), titles.titleOf(BOLT), titles.titleOf(ACME)]).toEqual([null, null, null]);
    await turn();
    expect(questions).toEqual([[ACME, BOLT]]);
    expect([titles.titleOf(ACME), titles.titleOf(BOLT)]).toEqual(["Acme", null]);
    await turn();
    expect(questions.length).toBe(1);
  });

  it("nothing is asked for once all have been told, and what is told later stands", async () => {
    const { titles, questions } = asked(new Map(), true);
    titles.learn(new Map([[ACME, "Acme"]]));
    titles.learn(new Map([[ACME, "Acme Ltd"]]));
    expect([titles.titleOf(ACME), titles.titleOf(BOLT)]).toEqual(["Acme Ltd", null]);
    await turn();
    expect(questions).toEqual([]);
  });
});
