import { describe, expect, it } from "vitest";
import { recordId } from "#domain/id.ts";
import { handOverEdits, holdingsOf } from "#client/kinds/user/hand-over.ts";

const [ANN, BEN] = [recordId("user", "ann"), recordId("user", "ben")];
const [first, second, deal] = [recordId("customer", "a"), recordId("customer", "b"), recordId("opportunity", "c")];

describe("handing over the records of somebody who leaves", () => {
  it("[OG-09] [OG-10] counts by kind what can be handed over and what stays, and leaves what has another owner meanwhile", () => {
    const holdings = holdingsOf([first, second, deal], [first, deal]);
    expect(holdings).toEqual([
      { kind: "customer", records: [first], kept: 1 },
      { kind: "opportunity", records: [deal], kept: 0 },
    ]);
    expect(handOverEdits(holdings.slice(1), ANN, BEN)).toEqual([{ record: deal, values: { owner: BEN }, expect: { owner: ANN } }]);
  });
});
