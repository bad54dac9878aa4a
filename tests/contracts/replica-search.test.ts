import { describe, expect, it, vi } from "vitest";
import { recordId } from "#domain/id.ts";
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

  it("[CO-02] an opportunity is found by its customer, a contact by any of several, behind what matches itself and as they are called now", async () => {
    const world = await createWorld();
    const deal = (key: number) => recordId("opportunity", String(key).padStart(16, "0"));
    const contact = recordId("contact", "0000000000000001");
    await world.seed(customer(1), { name: "Acme Pumps", owner: ANN });
    await world.seed(customer(2), { name: "Other", owner: ANN });
    await world.seed(deal(1), { subject: "Spare parts", customer: customer(1), owner: ANN });
    await world.seed(deal(2), { subject: "Valves for acme", owner: ANN });
    await world.seed(deal(3), { subject: "Valves", customer: customer(2), owner: ANN });
    await world.seed(contact, { name: "Bo", owner: ANN, ...Object.fromEntries([1, 2].map((key) => [`set/customers/${customer(key)}`, true])) });
    const { replica } = await world.device(ANN);
    await world.pass();
    expect(await replica.search("acme", ["customer"], 9)).toHaveLength(1);
    const open = (kind: string) => replica.list({ kind, search: "acme" }, [], () => undefined);
    const deals = open("opportunity");
    expect(await deals.ids()).toEqual([deal(2), deal(1)]);
    expect(await open("contact").ids()).toEqual([contact]);
    await replica.commit([{ record: customer(1), values: { name: "Renamed" } }]);
    await world.pass();
    expect(await deals.ids()).toEqual([deal(2)]);
    await replica.commit([{ record: customer(2), values: { name: "ACME 2" } }]);
    await world.pass();
    expect(await deals.ids()).toEqual([deal(2), deal(3)]);
  });
});
