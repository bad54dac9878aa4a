import { describe, expect, it } from "vitest";
import type { ReportDefinition } from "#domain/reports/report.ts";
import { openReport } from "#domain/reports/run.ts";
import type { Core } from "#workers/replica/core.ts";
import type { Lives } from "#workers/replica/live.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import { keepSums } from "#workers/replica/stored-sums.ts";
import { createColumnStore } from "#workers/reports/columns.ts";
import { contextOf, createMemorySource, rowOf } from "../../domain/query/memory-source.ts";

const BY_STAGE: ReportDefinition = { kind: "opportunity", measures: ["count"], by: ["stage"] };

/** A replica whose packed records have the numbers that are put there. */
const world = () => {
  const source = createMemorySource([rowOf("opportunity", "a", { stage: "won" })]);
  const storage = createMemoryStorage();
  const told = new Set<() => void>();
  const timers: (() => void)[] = [];
  let numbers = [1, 2];
  const core = {
    storage,
    sums: () => storage.get("meta", "sums"),
    rows: source,
    outbox: { waiting: () => 0 },
    segments: { numbers: () => numbers },
    deps: { log: () => undefined, timers: { set: (call: () => void) => timers.push(call) } },
    exclusive: (work: () => Promise<unknown>) => work(),
    onState: (call: () => void) => told.add(call),
  } as unknown as Core;
  const start = () => keepSums(core, { columns: createColumnStore(source), context: () => contextOf(source) } as unknown as Lives, () => true);
  return {
    storage,
    start,
    become: (next: readonly number[]) => {
      numbers = [...next];
      for (const call of told) call();
    },
    rest: async () => {
      for (const call of timers.splice(0)) call();
      await new Promise((resolve) => setTimeout(resolve));
    },
    ask: (sums: Awaited<ReturnType<typeof start>>) => {
      const opened = openReport(BY_STAGE, sums, contextOf(source));
      if (!opened.ok) throw new Error(opened.error.reason);
      sums.asked();
      return opened.value.answer().total.records;
    },
  };
};

describe("sums that the device has stored", () => {
  it("[D-23] are not used for other records, though those came to have the same numbers", async () => {
    const { start, ask, rest, become } = world();
    ask(await start());
    await rest();
    const kept = await start();
    const given = await start();
    ask(kept);
    expect(kept.isUsed("opportunity")).toBe(true);
    become([]);
    become([1, 2]);
    ask(given);
    expect(given.isUsed("opportunity")).toBe(false);
  });

  it("[D-23] stay stored while nothing changed and nobody asked for them", async () => {
    const { storage, start, ask, rest, become } = world();
    ask(await start());
    await rest();
    const before = await storage.get("meta", "sums");
    expect(before).toMatchObject({ of: "1,2", sums: { opportunity: {} } });
    (await start()).asked();
    await rest();
    expect(await storage.get("meta", "sums")).toEqual(before);
    const other = await start();
    become([1, 2, 3]);
    ask(other);
    await rest();
    expect(await storage.get("meta", "sums")).toMatchObject({ of: "1,2,3", sums: { opportunity: {} } });
  });
});
