import { describe, expect, it } from "vitest";
import type { RowChange } from "#domain/query/context.ts";
import { compare } from "#domain/schema/decimal.ts";
import { factsOfRows, type FactSource } from "#domain/reports/facts.ts";
import { openForecast } from "#domain/reports/forecast.ts";
import { openFunnel } from "#domain/reports/funnel.ts";
import type { ReportDefinition, ReportTable } from "#domain/reports/report.ts";
import { openReport, runReport } from "#domain/reports/run.ts";
import type { Standing } from "#domain/reports/standing.ts";
import type { Result } from "#domain/result.ts";
import type { Row } from "#domain/schema/entity.ts";
import { createColumnStore } from "#workers/reports/columns.ts";
import { restoreSums } from "#workers/reports/restored-sums.ts";
import { contextOf, createDice, createMemorySource, mark, ME, rowOf, type MemorySource } from "../../domain/query/memory-source.ts";
import { createPackedSource } from "./packed-source.ts";
import { naiveForecast, naiveFunnel, naiveReport, type NaiveTable } from "../../domain/reports/naive.ts";

type Dice = ReturnType<typeof createDice>;

const two = (number: number): string => String(number).padStart(2, "0");
const randomDay = (dice: Dice): string => `${2025 + dice.below(2)}-${two(1 + dice.below(12))}-${two(1 + dice.below(28))}`;

const randomDeal = (dice: Dice): Row =>
  rowOf("opportunity", String(dice.below(80)), {
    stage: dice.pick(["won", "lost", "proposal", "negotiation", "unheard", null]),
    status: dice.pick([null, "open", "abandoned"]),
    commitment: dice.pick([null, "best", "likely", "committed"]),
    expectedAmount: dice.pick([null, "1", "0.07", "250", "4012.5", "12345678901234567.25", "9007199254740991", "-3.1"]),
    probability: dice.pick([null, "50", "60", "12.5"]),
    expectedSignDate: dice.pick([null, randomDay(dice)]),
    closedOn: dice.pick([null, randomDay(dice)]),
    customer: dice.pick([null, `customer/${dice.below(5)}`]),
    owner: `user/${dice.below(4)}`,
    provider: dice.pick([null, "", "Ä", "a", "A"]),
    created: mark(randomDay(dice)),
    advances: Array.from({ length: dice.below(3) }, (_, at) => ({ key: String(at), by: ME, at, stage: dice.pick(["engaging", "analysis", "won"]), probability: null, note: null })),
    contacts: Array.from({ length: dice.below(3) }, () => `contact/${dice.below(3)}`),
    lines: Array.from({ length: dice.below(3) }, (_, at) => ({ key: String(at), added: mark("2026-01-01"), product: dice.pick([null, "product/0", "product/1", "product/2"]), quantity: dice.pick(["2", "0.125", null]), unitPrice: dice.next() < 0.01 ? "9007199254740993.5" : dice.pick(["1.5", "10", "0.3333", "98765432109.5"]), discount: dice.pick([null, "12.5"]) })),
    ...(dice.next() < 0.15 ? { deleted: mark("2026-11-01") } : {}),
  });

const DEFINITIONS: readonly ReportDefinition[] = [
  { kind: "opportunity", measures: ["count", "expectedAmount", "min(expectedAmount)", "avg(forecastAmount)", "winRate"], by: ["stage"] },
  { kind: "opportunity", measures: ["count", "max(daysInStage)"], by: ["owner.department", "expectedSignDate:quarter"] },
  { kind: "opportunity", measures: ["expectedAmount", "lines.revenue", "lines.margin"], by: ["customer.sector", "lines.product"] },
  { kind: "opportunity", measures: ["lines.revenue", "lines.cost", "lines.marginPercent", "lines.revenueWithoutCost", "max(lines.quantity)"], by: ["lines.product", "created:month"] },
  { kind: "opportunity", measures: ["count"], by: ["contacts", "created:week", "customer"], filter: { field: "owner.department", is: "equals", value: "department/1" } },
  { kind: "opportunity", measures: ["count", "expectedAmount"], by: ["expectedSignDate:month"], span: { on: "expectedSignDate", unit: "year" }, compare: "previousYear" },
  { kind: "opportunity", measures: ["max(expectedAmount)", "count"], by: ["provider", "owner"], filter: { not: { any: [{ field: "stage", is: "in", value: ["won"] }, { field: "customer", is: "empty" }] } } },
  { kind: "opportunity", measures: ["sum(expectedAmount)", "count"], by: ["created.by"], span: { on: "created", from: "2025-06-01", to: "2026-06-30" }, filter: { all: [{ field: "probability", is: "atLeast", value: "20" }, { field: "expectedAmount", is: "filled" }] } },
  { kind: "opportunity", measures: ["lines.revenue", "lines.quantity", "lines.margin"], by: ["lines.product", "expectedSignDate:month"], filter: { field: "stage", is: "not", value: "lost" } },
  { kind: "opportunity", measures: ["winRate", "count", "lines.revenue"], by: ["lines.product.category", "owner"] },
  { kind: "opportunity", measures: ["min(probability)", "max(probability)", "count"], by: ["owner", "expectedSignDate:year"], filter: { field: "stage", is: "filled" } },
  { kind: "opportunity", measures: ["lines.revenue", "count"], by: ["customer"], top: { count: 3 } },
  { kind: "opportunity", measures: ["lines.revenue", "lines.margin"], by: ["lines.product", "owner"] },
  { kind: "opportunity", measures: ["lines.revenue", "lines.quantity"], by: ["lines.product.category", "owner"] },
  { kind: "opportunity", measures: ["lines.revenue", "count"], by: ["lines.product"] },
  { kind: "opportunity", measures: ["lines.margin"], by: ["lines.discount"] },
  { kind: "opportunity", measures: ["lines.revenue", "expectedAmount"], by: ["owner"] },
  { kind: "opportunity", measures: ["lines.cost", "lines.revenueWithoutCost", "lines.quantity"], by: ["expectedSignDate:quarter"], filter: { field: "stage", is: "not", value: "lost" } },
  { kind: "opportunity", measures: ["count"], by: [] },
  { kind: "customer", measures: ["count"], by: ["sector"] },
];

const act = (dice: Dice, source: MemorySource): void => {
  const roll = dice.next();
  if (roll < 0.2) source.remove(`opportunity/${dice.below(80)}`);
  else if (roll < 0.3) source.put(rowOf("customer", String(dice.below(5)), { name: dice.pick(["A", "B"]), sector: dice.pick(["x", "y", null]) }));
  else if (roll < 0.35) source.put(rowOf("user", String(dice.below(4)), { name: "U", department: `department/${dice.below(2)}` }));
  else if (roll < 0.4) source.put(rowOf("product", String(dice.below(3)), { name: "P", category: dice.pick(["c", "d"]), cost: dice.pick([null, "0.335", "0", "12345678901.25", "9007199254740993.5"]) }));
  else source.put(randomDeal(dice), randomDeal(dice));
};

const opened = <A>(result: Result<Standing<A>, { readonly reason: string }>): Standing<A> => {
  if (!result.ok) throw new Error(result.error.reason);
  return result.value;
};

const figuresOf = ({ groups, total }: ReportTable): NaiveTable =>
  Object.fromEntries([...groups.filter(({ records }) => records > 0).map(({ key, values, records }) => [JSON.stringify(key), { values, records }] as const), ["", { values: total.values, records: total.records }]]);

/** The groups are those computed from all rows; of a report of the largest, as many of them as it shows. */
const expectSame = ({ top }: ReportDefinition, table: ReportTable, now: NaiveTable, where: string): void => {
  if (!top) {
    expect(figuresOf(table), where).toEqual(now);
    return;
  }
  const largest = Object.entries(now).flatMap(([key, { values }]) => (key === "" ? [] : [values[0] ?? "0"])).sort((a, b) => compare(b, a));
  expect(table.groups.map(({ values }) => values[0]), where).toEqual(largest.slice(0, top.count));
  for (const { key, values, records } of table.groups) expect({ values, records }, where).toEqual(now[JSON.stringify(key)]);
};

/** Runs `check` after each of many random changes, with what changed of deals since the last; null when anything else did. */
const live = (seed: number, steps: number, check: (step: number, dice: Dice, source: MemorySource, changes: readonly RowChange[] | null) => void): void => {
  const dice = createDice(seed);
  const deals = [...new Map(Array.from({ length: 50 }, () => randomDeal(dice)).map((row) => [row.id, row])).values()];
  // Every second time the rows begin packed, as they are stored.
  const source = seed % 2 === 0 ? createPackedSource(deals) : createMemorySource(deals);
  let heard: RowChange[] | null = [];
  source.subscribe((changes) => {
    heard = changes.every(({ kind }) => kind === "opportunity") ? [...(heard ?? []), ...changes] : null;
  });
  for (let step = 0; step < steps; step += 1) {
    act(dice, source);
    check(step, dice, source, heard);
    heard = [];
  }
};

describe("column store", () => {
  it("[RP-23] answers as the rows themselves do after any sequence of changes and on any day", () => {
    for (let seed = 1; seed <= 2; seed += 1) {
      let columns: ReturnType<typeof createColumnStore> | undefined;
      live(seed, 24, (step, dice, source) => {
        columns ??= createColumnStore(source);
        const context = contextOf(source, { today: step < 14 ? "2026-11-22" : "2026-11-23", offsetMinutes: dice.pick([0, 540]) });
        for (const definition of DEFINITIONS) {
          const packed = runReport(definition, columns, context);
          if (!packed.ok) throw new Error(packed.error.reason);
          const { now, before } = naiveReport(definition, source, context);
          expectSame(definition, packed.value.table, now, `seed ${seed} step ${step} ${definition.by.join()}`);
          if (before) expect(packed.value.table.total.previous).toEqual(before[""]?.values);
          const key = dice.pick(packed.value.table.groups)?.key;
          if (key) expect(packed.value.drill({ key })).toHaveLength(now[JSON.stringify(key)]?.records ?? 0);
        }
      });
    }
  });

  it("[U-06][RP-23] answers that are kept up change by change are those computed anew, whatever changed", () => {
    for (let seed = 11; seed <= 12; seed += 1) {
      let columns: ReturnType<typeof createColumnStore> | undefined;
      let standing: Standing<ReportTable>[] = [];
      live(seed, 30, (step, _dice, source, changes) => {
        columns ??= createColumnStore(source);
        const store = columns;
        const context = contextOf(source);
        if (standing.length === 0 || changes === null) standing = DEFINITIONS.map((definition) => opened(openReport(definition, store, context)));
        else for (const [at, report] of standing.entries()) if (DEFINITIONS[at]?.kind === "opportunity") report.follow(changes);
        for (const [at, definition] of DEFINITIONS.entries()) {
          const fresh = runReport(definition, store, context);
          if (!fresh.ok) throw new Error(fresh.error.reason);
          expect(standing[at]?.answer(), `seed ${seed} step ${step} ${definition.by.join()}`).toEqual(fresh.value.table);
          expectSame(definition, fresh.value.table, naiveReport(definition, source, context).now, `seed ${seed} step ${step}`);
        }
      });
    }
  });

  it("[U-06][RP-23] a record whose lines are the only ones of a group counts with each of them after it was changed", () => {
    const dealOf = (id: string, owner: string, ...prices: readonly string[]): Row =>
      rowOf("opportunity", id, { owner: `user/${owner}`, lines: prices.map((unitPrice, at) => ({ key: String(at), added: mark("2026-01-01"), product: "product/0", quantity: "1", unitPrice })) });
    const definitions: readonly ReportDefinition[] = [
      { kind: "opportunity", measures: ["count", "lines.revenue", "max(lines.quantity)"], by: ["lines.product", "owner"] },
      { kind: "opportunity", measures: ["count", "lines.revenue"], by: ["lines.product.category", "owner"] },
      { kind: "opportunity", measures: ["count", "lines.revenue"], by: ["owner"] },
    ];
    const source = createMemorySource([dealOf("1", "1", "10", "20"), dealOf("2", "2", "5")]);
    const columns = createColumnStore(source);
    const context = contextOf(source);
    const standing = definitions.map((definition) => opened(openReport(definition, columns, context)));
    let heard: readonly RowChange[] = [];
    source.subscribe((changes) => {
      heard = changes;
    });
    for (const next of [dealOf("1", "1", "10", "21"), dealOf("1", "2", "10", "21"), dealOf("1", "1", "1", "2", "3")]) {
      source.put(next);
      for (const [at, report] of standing.entries()) {
        report.follow(heard);
        expect(report.answer(), definitions[at]?.by.join()).toEqual(opened(openReport(definitions[at]!, columns, context)).answer());
      }
    }
    source.remove("opportunity/1");
    for (const [at, report] of standing.entries()) {
      report.follow(heard);
      expect(report.answer(), definitions[at]?.by.join()).toEqual(opened(openReport(definitions[at]!, columns, context)).answer());
    }
  });

  it("[U-06][RP-23] lines that are kept by product are those of the records, however many products and owners come and lines move", () => {
    const dice = createDice(31);
    const definitions: readonly ReportDefinition[] = [
      { kind: "opportunity", measures: ["lines.revenue", "lines.quantity"], by: ["lines.product"] },
      { kind: "opportunity", measures: ["lines.revenue"], by: ["owner"] },
      { kind: "opportunity", measures: ["lines.revenue"], by: ["stage"] },
    ];
    const line = (at: number, product: number) => ({ key: String(at), added: mark("2026-01-01"), product: `product/${product}`, quantity: "2", unitPrice: String(dice.below(100)) });
    const dealOf = (step: number): Row => {
      const lines = Array.from({ length: dice.below(60) }, (_, at) => line(at, Math.max(0, step - dice.below(8))));
      return rowOf("opportunity", String(dice.below(20)), { owner: `user/${dice.below(3 + step)}`, stage: dice.pick(["proposal", "won"]), lines });
    };
    const source = createMemorySource([dealOf(0)]);
    const columns = createColumnStore(source);
    const figures = (store: FactSource) => definitions.map((definition) => figuresOf(opened(openReport(definition, store, contextOf(source))).answer()));
    for (let step = 1; step < 250; step += 1) {
      source.put(dealOf(step));
      if (step % 40 !== 0) expect(figures(columns), `step ${step}`).toEqual(figures(factsOfRows(source)));
    }
  });

  it("[U-06][RP-23] a record that came in the recycle bin and is restored takes no other record's lines", () => {
    const dealOf = (id: string, deleted: boolean, ...prices: readonly string[]): Row =>
      rowOf("opportunity", id, {
        lines: prices.map((unitPrice, at) => ({ key: String(at), added: mark("2026-01-01"), product: `product/${id}`, quantity: "1", unitPrice })),
        ...(deleted ? { deleted: mark("2026-11-01") } : {}),
      });
    for (const sourceOf of [createMemorySource, createPackedSource]) {
      const source = sourceOf([dealOf("1", false, "10", "20")]);
      const columns = createColumnStore(source);
      const groups = (by: readonly string[], store = columns) => opened(openReport({ kind: "opportunity", measures: ["count", ...by.map(() => "lines.revenue")], by }, store, contextOf(source))).answer().groups;
      groups([]);
      for (const next of [dealOf("2", true, "5", "6"), dealOf("2", false, "5", "6"), dealOf("2", false, "5", "6", "7")]) {
        source.put(next);
        expect(groups(["lines.product"])).toEqual(groups(["lines.product"], createColumnStore(source)));
      }
    }
  });

  /** A store that begins with what another one kept, and how often it was asked for records. */
  const restored = (source: MemorySource, definitions: readonly ReportDefinition[]) => {
    const context = contextOf(source);
    const before = restoreSums(createColumnStore(source), {}, () => true);
    for (const definition of definitions) opened(openReport(definition, before, context)).answer();
    const records = createColumnStore(source);
    let asked = 0;
    const counted: FactSource = { facts: (...question) => ((asked += 1), records.facts(...question)) };
    const sums = restoreSums(counted, structuredClone(before.stored(context)), () => true);
    return { tell: (definition: ReportDefinition) => opened(openReport(definition, sums, context)).answer(), sums, asked: () => asked };
  };

  it("[RP-23] [D-23] sums that were stored tell what the rows do, whatever changed before", () => {
    for (let seed = 41; seed <= 42; seed += 1) {
      live(seed, 12, (step, _dice, source) => {
        const { tell } = restored(source, DEFINITIONS);
        for (const definition of DEFINITIONS) expectSame(definition, tell(definition), naiveReport(definition, source, contextOf(source)).now, `seed ${seed} step ${step} ${definition.by.join()}`);
      });
    }
  });

  it("[RP-23] [D-23] no record is read for what stored sums tell, until their kind is settled", () => {
    const definitions: readonly ReportDefinition[] = [
      { kind: "opportunity", measures: ["count", "expectedAmount"], by: ["stage"] },
      { kind: "opportunity", measures: ["lines.revenue", "lines.margin"], by: ["lines.product", "owner"] },
      { kind: "opportunity", measures: ["lines.revenue", "lines.cost"], by: ["owner"] },
    ];
    const line = { key: "0", added: mark("2026-01-01"), product: "product/0", quantity: "2", unitPrice: "1.5" };
    const deals = ["1", "2", "3"].map((id) => rowOf("opportunity", id, { owner: `user/${id}`, stage: "proposal", expectedAmount: "7", lines: [{ ...line }] }));
    const source = createMemorySource([...deals, rowOf("product", "0", { cost: "0.335" })]);
    const { tell, sums, asked } = restored(source, definitions);
    for (const definition of definitions) expectSame(definition, tell(definition), naiveReport(definition, source, contextOf(source)).now, definition.by.join());
    expect([Object.keys(sums.stored(contextOf(source))), asked(), sums.isUsed("opportunity")]).toEqual([["opportunity"], 0, true]);
    sums.settle("opportunity");
    for (const definition of definitions) expectSame(definition, tell(definition), naiveReport(definition, source, contextOf(source)).now, definition.by.join());
    expect([asked() > 0, sums.isUsed("opportunity")]).toEqual([true, false]);
  });

  it("[OP-04][OP-05] funnel and forecast that are kept up are those of all rows", () => {
    for (let seed = 21; seed <= 22; seed += 1) {
      let columns: ReturnType<typeof createColumnStore> | undefined;
      let kept: readonly [Standing<ReturnType<typeof funnelIn>>, ReturnType<typeof forecastIn>] | null = null;
      const filter = { field: "customer", is: "filled" } as const;
      const funnelIn = (source: MemorySource) => {
        const found = openFunnel({ kind: "opportunity", filter }, columns ?? createColumnStore(source), contextOf(source));
        return opened(found).answer();
      };
      const forecastIn = (source: MemorySource) => opened(openForecast({}, columns ?? createColumnStore(source), contextOf(source)));
      live(seed, 90, (step, _dice, source, changes) => {
        columns ??= createColumnStore(source);
        const context = contextOf(source);
        if (!kept || changes === null) kept = [opened(openFunnel({ kind: "opportunity", filter }, columns, context)), forecastIn(source)];
        else for (const one of kept) one.follow(changes);
        const [funnel, forecast] = kept;
        expect(funnel.answer().stages.map(({ stage, count, amount, reached }) => ({ stage, count, amount, reached })), `seed ${seed} step ${step}`).toEqual(naiveFunnel(filter, source, context));
        expect(funnel.answer()).toEqual(funnelIn(source));
        const { total, borderline } = forecast.answer();
        expect({ total, borderline: borderline.map(({ id, lift }) => ({ id, lift })) }, `seed ${seed} step ${step}`).toEqual(naiveForecast(source, context));
        expect(forecast.answer()).toEqual(forecastIn(source).answer());
      });
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
