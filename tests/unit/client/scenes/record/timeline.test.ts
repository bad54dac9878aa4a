import { describe, expect, it } from "vitest";
import { timeline, type TimelineItem, type TimelineSources } from "#client/scenes/record/timeline.ts";
import type { DocId, Key, RecordId } from "#domain/id.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import { createHybridClock } from "#domain/record/hlc.ts";
import type { LogRow, Row } from "#domain/schema/entity.ts";

const DOC = "opportunity/0mqu8k3jabvlv5no" as DocId;
const ADA = "user/0m3gls4g01km9jov" as RecordId;
const KIM = "user/0m3gn622wdmj5pv4" as RecordId;
const T = 1_790_000_000_000;
const KEY = "0mb4wqrd5t9yp00a" as Key;

let no = 0;
const entry = (path: string, from: HistoryEntry["from"], to: HistoryEntry["to"], at: number, by = ADA, outcome: HistoryEntry["outcome"] = "kept"): HistoryEntry => ({
  no: (no += 1),
  doc: DOC,
  path,
  from,
  to,
  by,
  device: 1,
  at,
  received: at,
  outcome,
});
const told = (sources: Partial<TimelineSources>): readonly TimelineItem[] =>
  timeline({ me: ADA, created: { by: ADA, at: T }, number: "customerNo", entries: [], pending: [], advances: [], moves: [], advanced: ["stage", "probability"], followUps: [], said: [], ...sources });

describe("the timeline of a record", () => {
  it("[AC-15] everything stands newest first, follow-ups and history together", () => {
    const followUp = { id: "followUp/0m3i29f1ut4k31ok", at: T + 500_000, owner: KIM, content: "Called" } as unknown as Row;
    const items = told({ entries: [entry("subject", "A", "B", T + 900_000)], followUps: [followUp] });
    expect(items.map((item) => item.is)).toEqual(["changes", "followUp", "created"]);
  });

  it("[AC-13] a new record's first values are told by its creation alone", () => {
    expect(told({ entries: [entry("subject", null, "A", T), entry("created", null, { by: ADA, at: T }, T)] }).map((item) => item.is)).toEqual(["created"]);
  });

  it("[AC-13] the official number that takes the place of a provisional one is not told as somebody's change", () => {
    expect(told({ created: null, entries: [entry("customerNo", "~1", "C-000401", T)] })).toEqual([]);
    expect(told({ created: null, entries: [entry("customerNo", "C-000401", "C-7", T)] })).toHaveLength(1);
  });

  it("[CU-26] changes of one person within a minute are one moment, from the first value to the last", () => {
    const [item, ...rest] = told({ created: null, entries: [entry("budget", null, "1", T), entry("budget", "1", "2", T + 20_000), entry("address", null, "x", T + 30_000)] });
    expect(rest).toEqual([]);
    expect(item?.is === "changes" && item.changes.map(({ path, from, to }) => [path, from, to])).toEqual([
      ["address", null, "x"],
      ["budget", null, "2"],
    ]);
  });

  it("[CU-26] what is taken back within the same moment is not told, what is taken back later is", () => {
    const [set, back] = [entry("budget", "1", "2", T), entry("budget", "2", "1", T + 20_000)];
    expect(told({ created: null, entries: [set, back] })).toEqual([]);
    expect(told({ created: null, entries: [entry("address", null, "x", T), entry("address", "x", null, T + 1_000), set] })).toMatchObject([{ changes: [{ path: "budget" }] }]);
    expect(told({ created: null, entries: [set, entry("budget", "2", "1", T + 2_000_000)] })).toHaveLength(2);
    expect(told({ created: null, entries: [entry("requirement", null, null, T), entry("requirement", null, null, T + 1_000)] })).toHaveLength(1);
  });

  it("[CU-26] a moment that grows still holds the lines that it had", () => {
    const first = entry("budget", null, "1", T);
    const linesAt = (...entries: readonly HistoryEntry[]): readonly string[] => told({ created: null, entries }).flatMap((item) => (item.is === "changes" ? item.lines : []));
    const before = linesAt(first);
    const after = linesAt(first, entry("budget", "1", "2", T + 20_000));
    expect(before).toHaveLength(1);
    expect(after).toHaveLength(2);
    expect(after).toContain(before[0]);
  });

  it("[CU-26] two people's changes are never told as one moment", () => {
    expect(told({ created: null, entries: [entry("budget", null, "1", T), entry("budget", "1", "2", T + 1_000, KIM)] })).toHaveLength(2);
  });

  it("[CU-26] a value that did not stand stays in sight beside the one that did", () => {
    const [item] = told({ created: null, entries: [entry("budget", "1", "2", T, ADA, "superseded"), entry("budget", "1", "3", T + 1_000)] });
    expect(item?.is === "changes" && item.changes.map((change) => change.outcome)).toEqual(["kept", "superseded"]);
  });

  it("[M-03] [CU-65] a claim is told once, when the relay did it, without what it wrote for it", () => {
    const moves = [
      { key: "1", by: ADA, at: T, does: "claim", pool: "pool/east", to: ADA, done: T + 60_000 },
      { key: "2", by: ADA, at: T + 90_000, does: "release", pool: "pool/east", reason: "quiet" },
    ] as unknown as readonly LogRow[];
    const entries = [entry("owner", null, ADA, T + 60_000), entry("log/moves/1", null, { by: ADA, at: T, does: "claim" }, T), entry("phone", null, "1", T + 60_000)];
    const items = told({ created: null, moves, entries });
    expect(items.map((item) => [item.is, item.at, item.is === "move" && item.waiting])).toEqual([
      ["move", T + 90_000, true],
      ["move", T + 60_000, false],
      ["changes", T + 60_000, false],
    ]);
    expect(items[2]?.is === "changes" && items[2].changes.map(({ path }) => path)).toEqual(["phone"]);
  });

  it("[OP-10] an advance is told once, with its stage, probability and note", () => {
    const advance = (key: string, at: number, stage: string): LogRow => ({ key, by: ADA, at, stage, probability: "60", note: null }) as unknown as LogRow;
    const advances = [advance("1", T, "analysis"), advance("2", T + 100_000, "proposal")];
    const entries = [
      entry("stage", "analysis", "proposal", T + 100_000),
      entry("probability", "40", "60", T + 100_000),
      entry("log/advances/2", null, { by: ADA, at: T + 100_000, stage: "proposal" }, T + 100_000),
      entry("budget", null, "5", T + 100_500),
    ];
    const items = told({ created: null, advances, entries });
    expect(items.map((item) => item.is)).toEqual(["changes", "advance", "advance"]);
    const [changes, last] = items;
    expect(changes?.is === "changes" && changes.changes.map((change) => change.path)).toEqual(["budget"]);
    expect(last?.is === "advance" && last.before?.["stage"]).toBe("analysis");
  });

  it("own changes on their way stand on top and say so", () => {
    const tick = createHybridClock({ now: () => T + 50_000 }, 1).tick;
    const items = told({ created: null, entries: [entry("budget", null, "1", T + 49_000)], pending: [{ doc: DOC, change: { path: "budget", from: "1", to: "2", at: tick() } }] });
    expect(items.map((item) => item.is === "changes" && item.changes[0]?.waiting)).toEqual([true, false]);
  });

  it("[OP-20] a line that came is told once, by its product", () => {
    const items = told({
      created: null,
      entries: [
        entry(`line/lines/${KEY}`, null, { by: ADA, at: T }, T),
        entry(`line/lines/${KEY}/product`, null, "product/0m3gv0ui1rnhw8bp", T),
        entry(`line/lines/${KEY}/quantity`, null, "1", T),
      ],
    });
    expect(items).toHaveLength(1);
    expect(items[0]?.is === "changes" && items[0].changes.map(({ path, about }) => [path, about])).toEqual([[`line/lines/${KEY}`, "product/0m3gv0ui1rnhw8bp"]]);
  });

  it("[OG-29] tells what was said in an approval once, by those who said it, and marks what has not arrived", () => {
    const said = { key: "a", by: ADA, at: T + 50_000, does: "submit", done: T + 5 };
    const late = { key: "b", by: ADA, at: T + 9, does: "approve", note: "fine" };
    const items = told({ entries: [entry("approval", null, "running", T + 5), entry("set/approvers/user/x", null, 1, T + 5)], said: [said, late] });
    expect(items.map((item) => (item.is === "said" ? `${item.entry["does"] as string} ${item.waiting}` : item.is))).toEqual(["approve true", "submit false", "created"]);
  });
});
