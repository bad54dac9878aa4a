import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isKnownHeading } from "#domain/transfer/headings.ts";
import type { SheetRow } from "#domain/transfer/sheet.ts";
import { inspectCsv, readCsv } from "#workers/transfer/read-csv.ts";

interface Expected {
  readonly encoding: string;
  readonly delimiter: string;
  readonly headerLine: number;
  readonly cells: readonly (readonly string[])[];
}

const folder = new URL("../../../fixtures/tables/", import.meta.url);
const TABLES = JSON.parse(readFileSync(new URL("tables.json", folder), "utf8")) as Readonly<Record<string, Expected>>;

describe("tables as other programs save them", () => {
  it("each has its answer", () => {
    expect(readdirSync(folder).filter((name) => name !== "tables.json").sort()).toEqual(Object.keys(TABLES).sort());
  });

  for (const [name, expected] of Object.entries(TABLES)) {
    it(`[I-01] [I-02] ${name}: encoding, delimiter, headings and every cell are found`, async () => {
      const file = new Blob([readFileSync(new URL(name, folder))]);
      const found = await inspectCsv(file, {}, isKnownHeading);
      if (!found.ok) throw new Error(JSON.stringify(found.error));
      const { dialect, columns } = found.value;
      expect({ encoding: dialect.encoding, delimiter: dialect.delimiter, headerLine: dialect.headerLine }).toEqual({ encoding: expected.encoding, delimiter: expected.delimiter, headerLine: expected.headerLine });
      const rows: SheetRow[] = [];
      const read = await readCsv(file, dialect, { onRows: (piece) => void rows.push(...piece) });
      expect(read.ok).toBe(true);
      expect(rows.flatMap(({ fault }) => fault ?? [])).toEqual([]);
      expect([columns.map((column) => column.name), ...rows.map(({ cells }) => cells)]).toEqual(expected.cells);
    });
  }
});
