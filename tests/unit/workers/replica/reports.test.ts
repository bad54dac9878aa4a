import { describe, expect, it } from "vitest";
import type { RowChange } from "#domain/query/context.ts";
import type { Reads } from "#domain/query/reads.ts";
import type { Funnel } from "#domain/reports/funnel.ts";
import type { PivotTable } from "#workers/replica/api.ts";
import type { Core } from "#workers/replica/core.ts";
import type { Lives } from "#workers/replica/live.ts";
import { createWatching } from "#workers/replica/watching.ts";
import { createColumnStore } from "#workers/reports/columns.ts";
import { createReports } from "#workers/replica/reports.ts";
import { contextOf, createMemorySource, rowOf } from "#tests/unit/domain/query/memory-source.ts";

const deal = (id: string, owner: string, stage: string) => rowOf("opportunity", id, { subject: id, owner: `user/${owner}`, stage, expectedAmount: "10" });

const open = () => {
  const source = createMemorySource([
    rowOf("department", "east", { name: "East" }),
    rowOf("department", "harbour", { name: "Harbour", parent: "department/east" }),
    rowOf("user", "an", { name: "An", department: "department/east" }),
    rowOf("user", "bo", { name: "Bo", department: "department/harbour" }),
    deal("a", "an", "won"),
    deal("b", "bo", "proposal"),
    deal("c", "bo", "won"),
  ]);
  const columns = createColumnStore(source);
  const watching = createWatching(source);
  const follow = (compute: (changes: readonly RowChange[] | null) => void, reads: Reads) => {
    const stop = watching.watch(reads, compute);
    compute(null);
    return { stop };
  };
  return { source, reports: createReports({ rows: source } as unknown as Core, { context: () => contextOf(source), columns, follow } as unknown as Lives, null) };
};

const counts = (funnel: Funnel | null | undefined) => Object.fromEntries((funnel?.stages ?? []).filter(({ count }) => count > 0).map(({ stage, count }) => [stage, count]));

describe("reports of the replica", () => {
  it("[OP-21] a funnel follows every change of a deal", () => {
    const { source, reports } = open();
    const seen: (Funnel | null)[] = [];
    const live = reports.funnel({ kind: "opportunity" }, (funnel) => seen.push(funnel));
    source.put(deal("b", "bo", "negotiation"));
    expect(seen.map(counts)).toEqual([{ won: 2, proposal: 1 }, { won: 2, negotiation: 1 }]);
    live.stop();
    source.put(deal("b", "bo", "won"));
    expect(seen).toHaveLength(2);
  });

  it("[RP-32] a department is meant with those below it, also after one is moved", () => {
    const { source, reports } = open();
    const seen: (Funnel | null)[] = [];
    reports.funnel({ kind: "opportunity" }, (funnel) => seen.push(funnel), { department: "department/east" });
    expect(counts(seen.at(-1))).toEqual({ won: 2, proposal: 1 });
    source.put(rowOf("department", "harbour", { name: "Harbour" }));
    expect(counts(seen.at(-1))).toEqual({ won: 1 });
  });

  it("[RP-30][RP-29] a pivot has both totals and gives the records behind each cell", async () => {
    const { reports } = open();
    const seen: (PivotTable | null)[] = [];
    const live = reports.pivot({ kind: "opportunity", measures: ["count"], by: ["owner", "stage"] }, (pivot) => seen.push(pivot));
    expect(seen[0]?.rows.map(({ key, values }) => [...key, ...values])).toEqual([["user/an", "1"], ["user/bo", "2"]]);
    expect(seen[0]?.columns.map(({ key, values }) => [...key, ...values])).toEqual([["proposal", "1"], ["won", "2"]]);
    expect(await live.drill({ key: ["user/bo", "won"] })).toEqual(["opportunity/c"]);
    expect(await live.drill({ key: [undefined, "won"] })).toEqual(["opportunity/a", "opportunity/c"]);
  });

  it("[RP-31] what the kind does not have is answered with nothing", () => {
    const { reports } = open();
    const seen: unknown[] = [];
    reports.report({ kind: "opportunity", measures: ["luck"], by: ["owner"] }, (table) => seen.push(table));
    reports.pivot({ kind: "opportunity", measures: ["count"], by: ["owner"] }, (table) => seen.push(table));
    expect(seen).toEqual([null, null]);
  });
});
