import { describe, expect, it } from "vitest";
import { recordId } from "#domain/id.ts";
import type { Key } from "#domain/id.ts";
import type { LogRow } from "#domain/schema/entity.ts";
import { pathTaken } from "#domain/stages/path-taken.ts";

const ann = recordId("user", "ann");
const ben = recordId("user", "ben");
const MINUTE = 60_000;
let entries = 0;
const entry = (stage: string, minute: number, by = ann): LogRow => ({ key: String((entries += 1)).padStart(16, "0") as Key, by, at: minute * MINUTE, stage, probability: null, note: null });
const stages = (log: readonly LogRow[]): readonly unknown[] => pathTaken(log).map(({ stage, at }) => [stage, at / MINUTE]);

describe("the path that a record took", () => {
  it("[OP-09] a stage taken back at once by the same person was never reached, and the days before it go on", () => {
    expect(stages([entry("proposal", 0), entry("won", 5_000), entry("proposal", 5_001)])).toEqual([["proposal", 0]]);
  });

  it("[OP-09] one taken back later, or by somebody else, was", () => {
    expect(stages([entry("proposal", 0), entry("won", 5_000), entry("proposal", 5_011)])).toHaveLength(3);
    expect(stages([entry("proposal", 0), entry("won", 5_000), entry("proposal", 5_001, ben)])).toHaveLength(3);
  });

  it("[OP-09] a probability or note alone is no step", () => {
    expect(stages([entry("proposal", 0), entry("proposal", 9), entry("won", 20)])).toEqual([["proposal", 0], ["won", 20]]);
  });

  it("[OP-10] several steps taken back one after the other leave the first", () => {
    expect(stages([entry("a", 0), entry("b", 1), entry("c", 2), entry("b", 3), entry("a", 4)])).toEqual([["a", 0]]);
  });
});
