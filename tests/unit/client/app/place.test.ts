import { describe, expect, it } from "vitest";
import { pathOf, placeOf, placeUnder } from "#client/app/place.ts";

describe("addresses", () => {
  it("[CU-08] a record's address is its id, over the list of its kind", () => {
    const place = placeOf("/customer/0mb4f2k1xabcdefg");
    expect(place).toEqual({ at: "record", id: "customer/0mb4f2k1xabcdefg" });
    expect(placeUnder(place)).toEqual({ at: "list", kind: "customer" });
  });

  it("every place reads back from its own address", () => {
    const paths = ["/", "/customer", "/opportunity/abc-1", "/reports", "/reports/funnel", "/import", "/bin", "/attention", "/settings"];
    for (const path of paths) expect(pathOf(placeOf(path))).toBe(path);
  });

  it("an address that names nothing is nowhere, also with parts too many", () => {
    for (const path of ["/dragons", "/customer/UPPER CASE", "/customer/a/b", "/import/x"]) expect(placeOf(path)).toEqual({ at: "nowhere" });
  });
});
