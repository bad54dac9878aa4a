import { describe, expect, it } from "vitest";
import { ENTITIES } from "#domain/entities/registry.ts";
import { createKeySource, recordId, type RecordId } from "#domain/id.ts";
import { createHybridClock } from "#domain/record/hlc.ts";
import type { Values } from "#domain/record/change.ts";
import type { Row } from "#domain/schema/entity.ts";
import { planEdits, type PlanContext } from "#workers/replica/plan.ts";

const NOW = Date.parse("2026-11-22T04:00:00Z");
const ANNA = recordId("user", "anna");
const BEN = recordId("user", "ben");
const clock = { now: () => NOW };
const keys = createKeySource(clock, { bytes: (size) => new Uint8Array(size) });
const hlc = createHybridClock(clock, 5000);

const contextOf = (rows: readonly Row[]): PlanContext => ({
  me: ANNA,
  now: NOW,
  today: "2026-11-22",
  person: null,
  row: (id) => rows.find((row) => row.id === id),
  rules: () => [], flows: [],
  key: keys.next,
  tick: hlc.tick,
  number: () => "~1",
});

/** What a commit of these values writes, by path. */
const planned = (record: RecordId, values: Values, rows: readonly Row[] = []) => {
  const plan = planEdits([{ record, values }], contextOf(rows));
  if (!plan.ok) return plan.error;
  return Object.fromEntries(plan.value.records.flatMap(({ docs }) => [...docs.values()].flat().map(({ path, to }) => [path, to])));
};

const MARKS = ENTITIES.flatMap((entity) => Object.entries(entity.fields).flatMap(([name, field]) => (field.kind === "mark" && name !== "created" ? [[entity.kind, name] as const] : [])));

describe("a plan of edits", () => {
  it.each(MARKS)("[O-01] signs %s.%s with the person acting, now", (kind, name) => {
    const record = recordId(kind, "x");
    expect(planned(record, { [name]: { by: BEN, at: 1 } }, [{ id: record }])).toEqual({ [name]: { by: ANNA, at: NOW } });
  });

  it("[O-01] leaves the moment of a mark that the person made", () => {
    const record = recordId("product", "x");
    expect(planned(record, { discontinued: { by: ANNA, at: 1 } }, [{ id: record }])).toEqual({ discontinued: { by: ANNA, at: 1 } });
  });

  it("[O-02] refuses a line that comes without a required field, and takes one that has it with its defaults", () => {
    const record = recordId("order", "x");
    const line = `line/lines/${keys.next()}`;
    const mark = { by: ANNA, at: NOW };
    expect(planned(record, { [line]: mark }, [{ id: record }])).toEqual({ type: "Invalid", path: `${line}/product`, reason: "required" });
    const product = recordId("product", "pump");
    expect(planned(record, { [line]: mark, [`${line}/product`]: product }, [{ id: record }])).toEqual({ [line]: mark, [`${line}/product`]: product, [`${line}/quantity`]: "1" });
  });
});
