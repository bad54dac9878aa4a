import { describe, expect, it, vi } from "vitest";
import { loadPinyin } from "#workers/replica/pinyin.ts";
import { ANN, createWorld, customer } from "./replica-world.ts";

describe("searching", () => {
  it("[CU-16] a list that is searched before the code of search or the dictionary of sounds has come is answered again once it has", async () => {
    const world = await createWorld();
    await world.seed(customer(1), { name: "嘉定晨曦测试仪器有限公司", owner: ANN });
    await world.seed(customer(2), { name: "Acme", owner: ANN });
    const { replica } = await world.device(ANN);
    await world.pass();
    const counts: number[] = [];
    const list = replica.list({ kind: "customer", search: "jdcx" }, ["name"], ({ count }) => counts.push(count));
    const ids = list.ids();
    const given = replica.list({ kind: "customer", search: "acme" }, ["name"], () => undefined);
    const none = given.ids();
    given.stop();
    expect(counts).toEqual([]);
    expect(await replica.list({ kind: "customer", search: "acme" }, ["name"], () => undefined).ids()).toEqual([customer(2)]);
    expect([await ids, await none]).toEqual([[], []]);
    await vi.waitFor(() => expect(counts).toEqual([0]));
    replica.usePinyin(await loadPinyin());
    await world.pass();
    expect(counts.at(-1)).toBe(1);
    await replica.commit([{ record: customer(2), values: { name: "嘉定晨星测绘仪器有限公司" } }]);
    await world.pass();
    expect(counts.at(-1)).toBe(2);
    list.stop();
  });
});
