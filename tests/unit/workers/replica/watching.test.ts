import { describe, expect, it } from "vitest";
import type { Row } from "#domain/schema/entity.ts";
import { createWatching } from "#workers/replica/watching.ts";
import { createMemorySource, mark, rowOf } from "#tests/unit/domain/query/memory-source.ts";

const deal = (fields: Omit<Row, "id">) => rowOf("opportunity", "1", { subject: "One", stage: "won", ...fields });
const line = (quantity: string) => ({ key: "1", added: mark("2026-01-01"), quantity });

const open = () => {
  const source = createMemorySource([deal({ lines: [line("1")] }), rowOf("customer", "1", { name: "Acme" })]);
  const watching = createWatching(source);
  const told: string[] = [];
  const heard = (name: string) => (changes: readonly unknown[]) => void told.push(`${name} ${changes.length}`);
  return { source, watching, heard, told };
};

describe("who is told of a change", () => {
  it("[U-05] is who reads the kind, a field that changed, or the record, once per batch", () => {
    const { source, watching, heard, told } = open();
    watching.watch(new Map([["opportunity", "all"]]), heard("all"));
    watching.watch(new Map([["opportunity", new Set(["stage", "subject"])]]), heard("stage"));
    watching.watch(new Map<string, ReadonlySet<string> | "all">([["customer", "all"], ["opportunity", new Set(["expectedAmount"])]]), heard("amount"));
    watching.watchRecord("customer/1", heard("record"));
    source.put(deal({ stage: "lost", subject: "Two", lines: [line("1")] }));
    source.put(rowOf("customer", "1", { name: "Acme Ltd" }), deal({ stage: "lost", subject: "Two", expectedAmount: "1" }));
    expect(told).toEqual(["all 1", "stage 1", "amount 2", "record 1", "all 1"]);
  });

  it("[U-05] is everybody who reads the kind when a record comes or goes", () => {
    const { source, watching, heard, told } = open();
    watching.watch(new Map([["opportunity", new Set(["expectedAmount"])]]), heard("amount"));
    source.put(rowOf("opportunity", "2"));
    source.remove("opportunity/2");
    expect(told).toEqual(["amount 1", "amount 1"]);
  });

  it("[U-05] lists that were only built anew with their record are not a change", () => {
    const { source, watching, heard, told } = open();
    watching.watch(new Map([["opportunity", new Set(["lines"])]]), heard("lines"));
    source.put(deal({ subject: "Two", lines: [line("1")] }));
    expect(told).toEqual([]);
    source.put(deal({ subject: "Two", lines: [line("2")] }));
    expect(told).toEqual(["lines 1"]);
  });

  it("[U-05] is nobody who has stopped, also when the same function watches twice", () => {
    const { source, watching, heard, told } = open();
    const both = heard("both");
    const stop = watching.watch(new Map([["opportunity", new Set(["stage"])]]), both);
    const stopRecord = watching.watchRecord("opportunity/1", both);
    watching.watch(new Map([["opportunity", "all"]]), both);
    stop();
    stopRecord();
    source.put(deal({ stage: "lost" }));
    expect(told).toEqual(["both 1"]);
  });
});
