import { describe, expect, it, vi } from "vitest";
import { createSheafBuilder } from "#domain/record/sheaf-builder.ts";
import { ANN, createWorld, customer } from "#tests/contracts/replica-world.ts";

vi.mock("#workers/replica/content-code.ts", async (original) => ({ ...(await original<object>()), findContentCode: async () => null }));

describe("a device that has never fetched what plans changes", () => {
  it("[O-01] writes nothing and says so, of one edit as of records brought in together", async () => {
    const world = await createWorld();
    const { replica, storage } = await world.device(ANN);
    await world.pass();
    const builder = createSheafBuilder();
    for (let at = 0; at < 30; at += 1) builder.add(customer(at), [["name", `Customer ${at}`]]);
    expect(await replica.commit([{ record: customer(1), values: { name: "One" } }])).toEqual({ ok: false, error: { type: "NotFetched" } });
    expect(await replica.bringIn(builder.finish().bytes)).toEqual({ ok: false, error: { type: "NotFetched" } });
    expect(await storage.entries("outbox")).toEqual([]);
  });
});
