import { expect, it } from "vitest";
import { docId } from "#domain/id.ts";
import { createDice } from "#tests/simulation/dice.ts";
import { ACME, ANNA } from "#tests/unit/sync-server/company.ts";
import { readFacts, writeFacts, type Fact } from "#sync-server/nodes/facts.ts";
import { LONGEST_TOLD } from "#sync-server/storage/sharing.ts";

it("[N-06] facts arrive in their order, in texts that the database carries; one that is too long for it is left out", () => {
  const sizes = [...createDice(5).bytes(200)].map((byte) => byte * 20);
  const told: readonly Fact[] = sizes.map((size) => ({ is: "shown", doc: docId(ACME), update: "é".repeat(size) }));
  const texts = writeFacts([{ is: "ask" }, ...told, { is: "cut", person: ANNA, signIn: null }]);
  for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LONGEST_TOLD);
  const fits = told.filter((one) => Buffer.byteLength(JSON.stringify(one)) < LONGEST_TOLD - 2);
  expect(fits.length).toBeLessThan(told.length);
  expect(texts.flatMap(readFacts)).toEqual([{ is: "ask" }, ...fits, { is: "cut", person: ANNA, signIn: null }]);
  expect(texts.length).toBeLessThan(fits.length);
});

it("what another version says is passed over", () => {
  expect([readFacts("[{\"is\":\"news\"}]"), readFacts("nonsense"), readFacts("[{\"is\":\"cut\",\"person\":\"not a person\",\"signIn\":null}]")]).toEqual([[], [], []]);
});
