import { describe, expect, it } from "vitest";
import { createCatalog } from "#client/i18n/catalog.ts";

describe("the words of one language", () => {
  it("of later screens are fetched once somebody asks for one of them, or whether all are here", async () => {
    let fetched = 0;
    const catalog = createCatalog({ "a.first": "First" }, async () => {
      fetched += 1;
      return { "b.later": "Later" };
    });
    expect(catalog.message("a.first")).toBe("First");
    expect(fetched).toBe(0);
    expect(catalog.isWhole()).toBe(false);
    expect(catalog.message("b.later")).toBeUndefined();
    await catalog.needAll();
    expect(fetched).toBe(1);
    expect([catalog.isWhole(), catalog.message("b.later"), catalog.message("c.none")]).toEqual([true, "Later", undefined]);
  });

  it("that did not come are asked for again at the next need", async () => {
    let tries = 0;
    const catalog = createCatalog({}, async () => {
      tries += 1;
      if (tries === 1) throw new Error("no network");
      return { "b.later": "Later" };
    });
    await catalog.needAll();
    expect(catalog.isWhole()).toBe(false);
    await catalog.needAll();
    expect(tries).toBe(2);
    expect(catalog.isWhole()).toBe(true);
  });
});
