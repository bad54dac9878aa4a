import { describe, expect, it } from "vitest";
import { factsOfRows } from "#domain/reports/facts.ts";
import type { ReportDefinition } from "#domain/reports/report.ts";
import { runReport } from "#domain/reports/run.ts";
import type { Row } from "#domain/schema/entity.ts";
import { createColumnStore } from "#workers/reports/columns.ts";
import { contextOf, createDice, createMemorySource, mark, rowOf } from "../../domain/query/memory-source.ts";

type Dice = ReturnType<typeof createDice>;

const two = (number: number): string => String(number).padStart(2, "0");
const randomDay = (dice: Dice): string => `${2025 + dice.below(2)}-${two(1 + dice.below(12))}-${two(1 + dice.below(28))}`;

const randomDeal = (dice: Dice): Row =>
  rowOf("opportunity", String(dice.below(80)), {
    stage: dice.pick(["won", "lost", "proposal", "unheard", null]),
    expectedAmount: dice.pick([null, "1", "0.07", "12345678901234567.25", "-3.1"]),
    probability: dice.pick([null, "50", "12.5"]),
    expectedSignDate: dice.pick([null, randomDay(dice)]),
    customer: dice.pick([null, `customer/${dice.below(5)}`]),
    owner: `user/${dice.below(4)}`,
    created: mark(randomDay(dice)),
    contacts: Array.from({ length: dice.below(3) }, () => `contact/${dice.below(3)}`),
    lines: Array.from({ length: dice.below(3) }, (_, at) => ({ key: String(at), added: mark("2026-01-01"), product: `product/${dice.below(3)}`, quantity: "2", unitPrice: dice.pick(["1.5", "10"]) })),
    ...(dice.next() < 0.15 ? { deleted: mark("2026-11-01") } : {}),
  });

const DEFINITIONS: readonly ReportDefinition[] = [
  { kind: "opportunity", measures: ["count", "expectedAmount", "min(expectedAmount)", "avg(forecastAmount)", "winRate"], by: ["stage"] },
  { kind: "opportunity", measures: ["count", "max(daysInStage)"], by: ["owner.department", "expectedSignDate:quarter"] },
  { kind: "opportunity", measures: ["expectedAmount", "lines.revenue", "lines.margin"], by: ["customer.sector", "lines.product"] },
  { kind: "opportunity", measures: ["count"], by: ["contacts", "created:week", "customer"], filter: { field: "owner.department", is: "equals", value: "department/1" } },
  { kind: "opportunity", measures: ["count", "expectedAmount"], by: ["expectedSignDate:month"], span: { on: "expectedSignDate", unit: "year" }, compare: "previousYear" },
  { kind: "customer", measures: ["count"], by: ["sector"] },
];

const act = (dice: Dice, source: ReturnType<typeof createMemorySource>): void => {
  const roll = dice.next();
  if (roll < 0.2) source.remove(`opportunity/${dice.below(80)}`);
  else if (roll < 0.3) source.put(rowOf("customer", String(dice.below(5)), { name: dice.pick(["A", "B"]), sector: dice.pick(["x", "y", null]) }));
  else if (roll < 0.35) source.put(rowOf("user", String(dice.below(4)), { name: "U", department: `department/${dice.below(2)}` }));
  else if (roll < 0.4) source.put(rowOf("product", String(dice.below(3)), { name: "P", cost: dice.pick([null, "0.335"]) }));
  else source.put(randomDeal(dice), randomDeal(dice));
};

describe("column store", () => {
  it("[RP-23] answers as the rows themselves do after any sequence of changes and on any day", () => {
    for (let seed = 1; seed <= 8; seed += 1) {
      const dice = createDice(seed);
      const source = createMemorySource(Array.from({ length: 50 }, () => randomDeal(dice)));
      const columns = createColumnStore(source);
      const naive = factsOfRows(source);
      for (let step = 0; step < 60; step += 1) {
        act(dice, source);
        const context = contextOf(source, { today: step < 40 ? "2026-11-22" : "2026-11-23", offsetMinutes: dice.pick([0, 540]) });
        for (const definition of DEFINITIONS) {
          const packed = runReport(definition, columns, context);
          const plain = runReport(definition, naive, context);
          if (!packed.ok || !plain.ok) throw new Error("no report");
          expect(packed.value.table, `seed ${seed} step ${step} ${definition.by.join()}`).toEqual(plain.value.table);
          const key = dice.pick(plain.value.table.groups)?.key ?? [];
          expect([...packed.value.drill({ key })].sort()).toEqual([...plain.value.drill({ key })].sort());
        }
      }
    }
  });

  it("stops following its source when told to", () => {
    const source = createMemorySource([rowOf("customer", "1", { sector: "x" })]);
    const columns = createColumnStore(source);
    const count = () => {
      const report = runReport({ kind: "customer", measures: ["count"], by: [] }, columns, contextOf(source));
      return report.ok ? report.value.table.total.values[0] : null;
    };
    expect(count()).toBe("1");
    source.put(rowOf("customer", "2"));
    expect(count()).toBe("2");
    columns.stop();
    source.put(rowOf("customer", "3"));
    expect(count()).toBe("2");
  });
});
