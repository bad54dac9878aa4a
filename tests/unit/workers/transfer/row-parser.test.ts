import * as fc from "#tests/properties.ts";
import { describe, expect, it } from "vitest";
import { createRowParser } from "#workers/transfer/row-parser.ts";

const cell = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom("", "a", "Ltd, \"The\"", "two\nlines", "上海", "\"", "\"\"", "x\r\ny", " padded "));
const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 12 });

const written = (text: string, always: boolean, delimiter: string): string => (always || /["\r\n]/.test(text) || text.includes(delimiter) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text);

describe("records of a file", () => {
  it("[I-02] come out as they were written, in pieces of any size, quoted or not", () => {
    fc.assert(
      fc.property(table, fc.boolean(), fc.constantFrom(",", ";", "\t", ", "), fc.constantFrom("\n", "\r\n"), fc.boolean(), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }), (rows, always, delimiter, end, ends, sizes) => {
        const full = rows.map((row) => row.map((text, at) => (at === 0 ? `k${text}` : text)));
        const text = full.map((row) => row.map((each) => written(each, always, delimiter)).join(delimiter)).join(end) + (ends ? end : "");
        const parser = createRowParser({ delimiter, newline: "\n", width: 3 });
        const read: (readonly string[])[] = [];
        for (let at = 0, step = 0; at < text.length; step += 1) {
          const size = sizes[step % sizes.length] ?? 1;
          for (const { cells, fault } of parser.push(text.slice(at, at + size), at + size >= text.length)) {
            expect(fault).toBeUndefined();
            read.push(cells);
          }
          at += size;
        }
        expect(read).toEqual(full);
      }),
      { numRuns: 400 },
    );
  });

  it("[I-03] a record that is not as the book says ends nothing: those around it are read as ever", () => {
    const text = 'a,b,c\n1,"x"y,3\n4,5,6\n7,8\n"9",10,11\n';
    const rows = createRowParser({ delimiter: ",", newline: "\n", width: 3 }).push(text, true);
    expect(rows.map(({ line, fault }) => [line, fault?.code])).toEqual([
      [1, undefined],
      [2, "quotesNotClosed"],
      [3, undefined],
      [4, "tooFewFields"],
      [5, undefined],
    ]);
    expect(rows.at(-1)?.cells).toEqual(["9", "10", "11"]);
  });
});
