import { beforeEach, describe, expect, it } from "vitest";
import { docId } from "#domain/id.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import { valueAt } from "#domain/record/document.ts";
import { ACME, ANNA, createCompany, createSettableClock, DEAL, MANAGER, OTHER, START, type Company } from "../company.ts";
import { createRawDevice, type RawDevice } from "../raw-device.ts";
import { proseChange } from "./prose.ts";

const acme = docId(ACME);
let company: Company;
let anna: RawDevice;
let manager: RawDevice;

beforeEach(async () => {
  company = await createCompany();
  anna = await company.device(ANNA);
  manager = await company.device(MANAGER);
});

const historyOf = async (device: RawDevice, limit = 200, before: number | null = null, record = ACME): Promise<readonly HistoryEntry[]> => {
  device.send({ type: "askHistory", request: 1, record, before, limit });
  await device.settled();
  const answer = device.received.findLast((message) => message.type === "history");
  return answer?.type === "history" ? answer.entries : [];
};

const inStep = (value: string) => {
  for (const device of [anna, manager]) {
    expect(device.row(ACME)?.phone).toBe(value);
    expect(valueAt(device.held.get(acme)!.doc, "phone")).toBe(value);
  }
};

describe("the later edit wins", () => {
  it("[C-01] an older offline edit with the higher client id does not stand, and both values are kept", async () => {
    const monday = manager.edit(acme, { phone: "monday" });
    company.clock.pass(86_400_000);
    expect((await anna.push(anna.edit(acme, { phone: "tuesday" }))).ok).toBe(true);
    expect((await manager.push(monday)).ok).toBe(true);
    inStep("tuesday");
    const [lost] = await historyOf(anna);
    expect(lost).toMatchObject({ path: "phone", from: "tuesday", to: "monday", by: MANAGER, outcome: "superseded" });
  });

  it("[C-01] a later edit made without knowing the other replaces it whichever client id is higher", async () => {
    const early = anna.edit(acme, { phone: "anna" });
    company.clock.pass(1_000);
    const late = manager.edit(acme, { phone: "manager" });
    await anna.push(early);
    await manager.push(late);
    inStep("manager");
    expect((await historyOf(anna))[0]).toMatchObject({ from: "anna", to: "manager", outcome: "replaced" });

    const later = [anna.edit(acme, { phone: "first" }), manager.edit(acme, { phone: "second" })] as const;
    await manager.push(later[1]);
    company.clock.pass(1_000);
    await anna.push({ ...later[0], changes: anna.edit(acme, { phone: "first" }).changes });
    inStep("first");
  });

  it("[C-01] a later delete wins over an edit, and a later edit over a delete", async () => {
    const write = manager.edit(acme, { phone: "new" });
    company.clock.pass(1_000);
    const clear = anna.edit(acme, { phone: null });
    await manager.push(write);
    await anna.push(clear);
    expect(manager.row(ACME)?.phone).toBeUndefined();
    expect(valueAt(manager.held.get(acme)!.doc, "phone")).toBeNull();

    await anna.push(anna.edit(acme, { region: "north" }));
    const remove = anna.edit(acme, { region: null });
    company.clock.pass(1_000);
    const rewrite = manager.edit(acme, { region: "south" });
    await manager.push(rewrite);
    await anna.push(remove);
    expect(manager.row(ACME)?.region).toBe("south");
    expect(valueAt(anna.held.get(acme)!.doc, "region")).toBe("south");
  });

  it("[C-02] edits of different fields merge", async () => {
    const one = manager.edit(acme, { region: "north" });
    await anna.push(anna.edit(acme, { phone: "2" }));
    await manager.push(one);
    expect(anna.row(ACME)).toMatchObject({ region: "north", phone: "2" });
  });

  it("[C-03] a device whose clock is a day slow does not lose by it", async () => {
    const slow = createSettableClock(START - 86_400_000);
    const late = createRawDevice(company.relay, slow);
    await late.connect(MANAGER);
    await anna.push(anna.edit(acme, { phone: "anna" }));
    company.clock.pass(5_000);
    slow.pass(5_000);
    await late.push(late.edit(acme, { phone: "slow clock" }));
    expect(anna.row(ACME)?.phone).toBe("slow clock");
    expect((await historyOf(anna))[0]).toMatchObject({ outcome: "kept", at: company.clock.now() });
  });

  it("[C-04] an edit made knowing what stood is kept, with the value before it", async () => {
    await anna.push(anna.edit(acme, { phone: "2" }));
    const [entry, created] = await historyOf(manager);
    expect(entry).toMatchObject({ path: "phone", from: "1", to: "2", by: ANNA, device: anna.welcome.device, outcome: "kept" });
    expect(created).toMatchObject({ path: "created" });
  });

  it("[C-04] history comes in pages, newest first, and only to those who may read the record", async () => {
    for (const phone of ["2", "3", "4"]) await anna.push(anna.edit(acme, { phone }));
    const first = await historyOf(anna, 2);
    expect(first.map(({ to }) => to)).toEqual(["4", "3"]);
    expect((await historyOf(anna, 2, first[1]!.no)).map(({ to }) => to)).toEqual(["2", expect.anything()]);
    const other = await company.device(OTHER);
    expect(await historyOf(other)).toEqual([]);
  });

  it("[C-05] an hour of typing by one person is few entries", async () => {
    const { clock } = company;
    const deal = docId(DEAL);
    for (let minute = 0; minute < 4; minute += 1) {
      const change = anna.edit(deal, { address: `${minute}` });
      await anna.push(change);
      expect((await anna.push(proseChange(anna, deal, `word ${minute} `))).ok).toBe(true);
      clock.pass(5 * 60_000);
    }
    const typed = (await historyOf(anna, 200, null, DEAL)).filter(({ path }) => path === "prose/requirement");
    expect(typed).toHaveLength(1);
    expect(typed[0]?.at).toBe(clock.now() - 5 * 60_000);
    clock.pass(11 * 60_000);
    await anna.push(proseChange(anna, deal, "again "));
    expect((await historyOf(anna, 200, null, DEAL)).filter(({ path }) => path === "prose/requirement")).toHaveLength(2);
  });
});
