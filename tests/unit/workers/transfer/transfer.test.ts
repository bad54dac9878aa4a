import { describe, expect, it } from "vitest";
import type { ImportPlan } from "#domain/transfer/import-plan.ts";
import { ME, NOW } from "#tests/unit/domain/transfer/planning.ts";
import { createTransfer, type Progress } from "#workers/transfer/transfer.ts";

const setUp = () => {
  const transfer = createTransfer({
    clock: { now: () => NOW },
    random: { bytes: (size) => new Uint8Array(size) },
    yieldNow: () => Promise.resolve(),
  });
  return { transfer };
};

const file = new Blob([`name,revenue\n${Array.from({ length: 3000 }, (_, n) => `Customer ${n},${n === 7 ? "x" : n}`).join("\n")}\n`]);

const request = async ({ transfer }: ReturnType<typeof setUp>) => {
  const found = await transfer.inspect(file);
  if (!found.ok) throw new Error("not readable");
  const { mapping } = transfer.suggest(found.value.columns, found.value.sample, "customer");
  if (!mapping) throw new Error("not mapped");
  return { file, dialect: found.value.dialect, columns: found.value.columns, map: mapping.map, existing: {}, me: ME, offsetMinutes: 0 };
};

describe("an import in the worker", () => {
  it("[I-04] reports reading and planning to the end", async () => {
    const set = setUp();
    const seen: Progress[] = [];
    const plan = await set.transfer.plan(await request(set), (progress) => void seen.push(progress));
    expect(plan).toMatchObject({ ok: true, value: { rows: 3000 } });
    expect(seen.at(0)).toEqual({ step: "reading", done: file.size, total: file.size });
    expect(seen.at(-1)).toEqual({ step: "planning", done: 3000, total: 3000 });
  });

  it("[I-03] a cell corrected in place is planned again from the rows at hand", async () => {
    const set = setUp();
    const asked = await request(set);
    const first = await set.transfer.plan(asked);
    expect(first.ok && first.value.issues).toMatchObject([{ line: 9, column: "revenue", text: "x" }]);
    const seen: Progress[] = [];
    const second = await set.transfer.plan({ ...asked, corrections: { 9: ["Customer 7", "7"] } }, (progress) => void seen.push(progress));
    expect(second.ok && [second.value.issues.length, second.value.creates.length]).toEqual([0, 3000]);
    expect(seen.every(({ step }) => step === "planning")).toBe(true);
  });

  it("[I-04] pauses, goes on, and is cancelled while paused", async () => {
    const set = setUp();
    const asked = await request(set);
    let rows = 0;
    const onProgress = ({ step, done }: Progress): void => {
      if (step !== "planning") return;
      rows = done;
      if (done === 1000) set.transfer.pause();
    };
    let plan: { ok: boolean; value?: ImportPlan } | undefined;
    const running = set.transfer.plan(asked, onProgress).then((result) => (plan = result));
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect([rows, plan]).toEqual([1000, undefined]);
    set.transfer.resume();
    await running;
    expect(plan).toMatchObject({ ok: true });
    const again = set.transfer.plan(asked, onProgress);
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    set.transfer.cancel();
    expect(await again).toEqual({ ok: false, error: { type: "Cancelled" } });
  });

  it("[E-04] exports the rows that were left out", async () => {
    const set = setUp();
    const asked = await request(set);
    const plan = await set.transfer.plan(asked);
    if (!plan.ok) throw new Error("not planned");
    const { issues } = plan.value;
    const text = await set.transfer.exportRejected({ columns: asked.columns, issues, heading: "Reason", reasons: issues.map(() => "not a number") }).text();
    expect(text.replace("\ufeff", "")).toBe("name,revenue,Reason\r\nCustomer 7,x,not a number\r\n");
  });
});
