import { describe, expect, it } from "vitest";
import { docId, recordId, type RecordId } from "#domain/id.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { createMemoryStorage } from "#sync-server/storage/memory.ts";
import { ANNA, BEN, BOLT, BOSS, COMPANY, createCompany, MANAGER, OTHER, START } from "./company.ts";
import type { RawDevice } from "./raw-device.ts";

const request = (n: number): RecordId => recordId("accessRequest", n.toString().padStart(16, "0"));
const made = (by: RecordId) => ({ created: { by, at: START }, owner: by });

const edit = async (device: RawDevice, record: RecordId, values: Readonly<Record<string, FieldValue>>): Promise<string> => {
  const answer = await device.push(device.edit(docId(record), values));
  return answer.ok ? "ok" : `${answer.refusal.code}: ${answer.refusal.reason}`;
};

const helper = recordId("user", "helper");
const company = () => createCompany(createMemoryStorage(), [...COMPANY, { id: helper, values: { name: "helper", account: "helper", role: "sales", [`set/assists/${OTHER}`]: 1 }, at: START, by: BOSS }]);

describe("requests, as the relay enforces them", () => {
  it("[S-13] a request about a record, about another's and about nothing look the same to the asker, but for what the asker wrote", async () => {
    const { device } = await company();
    const ben = await device(BEN);
    const before = ben.received.length;
    expect(await edit(ben, request(1), { ...made(BEN), title: "T", wants: "read", record: BOLT })).toBe("ok");
    const one = ben.received.slice(before);
    const middle = ben.received.length;
    expect(await edit(ben, request(2), { ...made(BEN), title: "T", wants: "read", record: recordId("customer", "nobody") })).toBe("ok");
    const two = ben.received.slice(middle);
    const shapes = (messages: typeof one) => messages.map((message) => (message.type === "page" ? message.entries.map((entry) => ("row" in entry ? Object.keys(entry.row ?? {}).sort() : "gone")) : message.type));
    expect(shapes(one)).toEqual(shapes(two));
    const bytes = JSON.stringify(one, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value));
    expect(bytes).not.toContain("user/other");
    expect(bytes).not.toContain("Bolt");
  });

  it("[S-13] who may share the record reads a request about it; a colleague, an assistant and another department do not", async () => {
    const { device } = await company();
    const [ben, other, anna, boss, manager, assistant] = [await device(BEN), await device(OTHER), await device(ANNA), await device(BOSS), await device(MANAGER), await device(helper)];
    await edit(ben, request(1), { ...made(BEN), title: "T", wants: "read", of: "customer", name: "BOLT", note: "why" });
    expect([other, boss, ben].map((one) => one.row(request(1))?.["note"])).toEqual(["why", "why", "why"]);
    expect([anna, manager, assistant].map((one) => one.row(request(1)))).toEqual([undefined, undefined, undefined]);
  });

  it("[S-13] nobody asks for another, answers their own request, or changes what was asked", async () => {
    const { device } = await company();
    const [ben, other, anna] = [await device(BEN), await device(OTHER), await device(ANNA)];
    const asks = { title: "T", wants: "read", record: BOLT };
    expect(await edit(anna, request(1), { ...made(BEN), created: { by: ANNA, at: START }, ...asks })).toBe("denied: notYours");
    expect(await edit(ben, request(1), { ...made(BEN), ...asks, answer: "change" })).toBe("denied: notYours");
    expect(await edit(ben, request(1), { ...made(BEN), ...asks })).toBe("ok");
    expect(await edit(ben, request(1), { answer: "change" })).toBe("denied: notYours");
    expect(await edit(ben, request(1), { wants: "change" })).toBe("denied: notYours");
    expect(await edit(other, request(1), { owner: OTHER })).toBe("denied: notYours");
    expect(await edit(anna, request(1), { answer: "read" })).toBe("denied: notYours");
    expect(await edit(other, request(1), { answer: "declined", answered: { by: OTHER, at: START } })).toBe("ok");
    expect(await edit(ben, request(1), { deleted: { by: BEN, at: START } })).toBe("ok");
  });

  it("[S-14] a proposal is read by the two alone, and answered by the one it was given to", async () => {
    const { device } = await company();
    const [ben, other, anna, boss] = [await device(BEN), await device(OTHER), await device(ANNA), await device(BOSS)];
    const changes = JSON.stringify([{ path: "phone", from: "1", to: "2" }]);
    expect(await edit(ben, request(1), { ...made(BEN), title: "T", wants: "apply", record: BOLT, to: ANNA, changes })).toBe("ok");
    expect([other, boss].map((one) => one.row(request(1)))).toEqual([undefined, undefined]);
    expect(anna.row(request(1))?.["changes"]).toBe(changes);
    expect(await edit(boss, request(1), { answer: "applied" })).toBe("denied: notYours");
    expect(await edit(anna, request(1), { answer: "applied", answered: { by: ANNA, at: START } })).toBe("ok");
  });
});
