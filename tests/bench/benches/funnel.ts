import { from, op, table as tableOf, type ColumnTable } from "arquero";
import { dayOf } from "#domain/clock.ts";
import { entityOf, findEntity } from "#domain/entities/registry.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { runFunnel, type Funnel } from "#domain/reports/funnel.ts";
import type { ReportTable } from "#domain/reports/report.ts";
import { runReport } from "#domain/reports/run.ts";
import type { Row } from "#domain/schema/entity.ts";
import { logOf, textOf } from "#domain/schema/read.ts";
import { createColumnStore, type ColumnStore } from "#workers/reports/columns.ts";
import type { Bench } from "../harness/bench.ts";
import { DEMO_NOW, demoRows } from "../harness/demo-rows.ts";
import { compare, interleave, timed, type Contender } from "../harness/interleave.ts";
import { createBenchSource, type BenchSource } from "../harness/row-source.ts";

const KIND = "opportunity";
const STEPS = entityOf(KIND).stages?.steps ?? [];
const PATH = STEPS.filter(({ outcome }) => outcome !== "lost").map(({ id }) => id);
/** Reports of the second run and after an edit, timed as one and divided: a single one is too short for the clock. */
const REPEATS = 20;

/** Both answers in plain numbers: amounts in hundredths, groups by their key. */
interface Answer {
  readonly stages: readonly (readonly [stage: string, count: number, cents: number, reached: number | null])[];
  readonly groups: readonly (readonly [key: string, count: number, cents: number])[];
}

const cents = (amount: number): number => Math.round(amount * 100);
const byKey = (a: readonly [string, ...unknown[]], b: readonly [string, ...unknown[]]): number => (a[0] < b[0] ? -1 : 1);

const contextOf = (source: BenchSource): QueryContext => ({ now: DEMO_NOW, today: dayOf(DEMO_NOW, 0), offsetMinutes: 0, me: "user/nobody", locale: "en", entity: findEntity, row: source.row });

const ourFunnel = (store: ColumnStore, context: QueryContext): Funnel => {
  const funnel = runFunnel({ kind: KIND }, store, context);
  if (!funnel.ok) throw new Error(funnel.error.reason);
  return funnel.value;
};

const ourReport = (store: ColumnStore, context: QueryContext): ReportTable => {
  const report = runReport({ kind: KIND, measures: ["count", "expectedAmount"], by: ["owner", "expectedSignDate:month"] }, store, context);
  if (!report.ok) throw new Error(report.error.reason);
  return report.value.table;
};

const ourAnswer = (funnel: Funnel, report: ReportTable): Answer => ({
  stages: funnel.stages.map(({ stage, count, amount, reached }) => [stage, count, cents(Number(amount)), reached] as const),
  groups: report.groups.map(({ key, values: [count, amount] }) => [key.join(" "), Number(count), cents(Number(amount ?? 0))] as const).sort(byKey),
});

/** Columns for the peer, kept outside its tables so that one edited cell can be written in place. */
interface PeerColumns {
  readonly stage: string[];
  readonly amount: number[];
  readonly furthest: number[];
  readonly owner: string[];
  readonly month: string[];
}

const furthestOf = (row: Row): number =>
  Math.max(PATH.indexOf(textOf(row, "stage") ?? ""), 0, ...logOf(row, "advances").map(({ stage }) => PATH.indexOf(String(stage))));

const peerRow = (row: Row) => ({
  stage: textOf(row, "stage") ?? "",
  amount: Number(textOf(row, "expectedAmount") ?? 0),
  furthest: furthestOf(row),
  owner: textOf(row, "owner") ?? "",
  month: (textOf(row, "expectedSignDate") ?? "").slice(0, 7),
});

const peerFunnel = (rows: ColumnTable): Answer["stages"] => {
  const stages = new Map((rows.groupby("stage").rollup({ count: op.count(), amount: op.sum("amount") }).objects() as { stage: string; count: number; amount: number }[]).map((row) => [row.stage, row]));
  const ends = new Map((rows.groupby("furthest").rollup({ count: op.count() }).objects() as { furthest: number; count: number }[]).map(({ furthest, count }) => [furthest, count]));
  return STEPS.map(({ id }) => {
    const place = PATH.indexOf(id);
    const reached = place < 0 ? null : PATH.slice(place).reduce((sum, _, at) => sum + (ends.get(place + at) ?? 0), 0);
    const found = stages.get(id);
    return [id, found?.count ?? 0, cents(found?.amount ?? 0), reached] as const;
  });
};

const peerReport = (rows: ColumnTable): Answer["groups"] =>
  (rows.groupby("owner", "month").rollup({ count: op.count(), amount: op.sum("amount") }).objects() as { owner: string; month: string; count: number; amount: number }[])
    .map(({ owner, month, count, amount }) => [`${owner} ${month}`, count, cents(amount)] as const)
    .sort(byKey);

/** Edited before each warm report; the amount returns to what it was, so that answers stay equal. */
const editedTo = (at: number, amount: string): string => (at % 2 === 0 ? "1234.56" : amount);

const ours = (all: readonly Row[]): Contender<Answer> => ({
  name: "Tidebook",
  run: async () => {
    // New objects each round: nothing may be remembered of rows seen before.
    const rows = all.map((row): Row => ({ ...row }));
    const source = createBenchSource(KIND, rows);
    const context = contextOf(source);
    const cold = await timed(() => {
      const store = createColumnStore(source);
      return { store, funnel: ourFunnel(store, context) };
    });
    const { store } = cold.value;
    const report = await timed(() => ourReport(store, context));
    const warm = await timed(() => {
      for (let at = 0; at < REPEATS; at += 1) ourFunnel(store, context);
    });
    const warmReport = await timed(() => {
      for (let at = 0; at < REPEATS; at += 1) ourReport(store, context);
    });
    const [edited] = rows;
    if (!edited) throw new Error("no rows");
    const amount = textOf(edited, "expectedAmount") ?? "0";
    const edit = await timed(() => {
      for (let at = 0; at < REPEATS; at += 1) {
        source.put({ ...edited, expectedAmount: editedTo(at, amount) });
        ourFunnel(store, context);
      }
    });
    const answer = ourAnswer(ourFunnel(store, context), ourReport(store, context));
    store.stop();
    return { answer, took: { cold: cold.ms, coldReport: report.ms, warm: warm.ms / REPEATS, warmReport: warmReport.ms / REPEATS, edit: edit.ms / REPEATS } };
  },
});

const arquero = (rows: readonly Row[]): Contender<Answer> => ({
  name: "Arquero",
  run: async () => {
    const cold = await timed(() => {
      const made = from(rows.map(peerRow));
      return { made, stages: peerFunnel(made) };
    });
    const { made } = cold.value;
    const report = await timed(() => peerReport(made));
    const warm = await timed(() => {
      for (let at = 0; at < REPEATS; at += 1) peerFunnel(made);
    });
    const warmReport = await timed(() => {
      for (let at = 0; at < REPEATS; at += 1) peerReport(made);
    });
    const columns: PeerColumns = {
      stage: [...(made.array("stage") as string[])],
      amount: [...(made.array("amount") as number[])],
      furthest: [...(made.array("furthest") as number[])],
      owner: [...(made.array("owner") as string[])],
      month: [...(made.array("month") as string[])],
    };
    const first = String(columns.amount[0] ?? 0);
    const edit = await timed(() => {
      for (let at = 0; at < REPEATS; at += 1) {
        columns.amount[0] = Number(editedTo(at, first));
        peerFunnel(tableOf({ ...columns }));
      }
    });
    const after = tableOf({ ...columns });
    return {
      answer: { stages: peerFunnel(after), groups: peerReport(after) },
      took: { cold: cold.ms, coldReport: report.ms, warm: warm.ms / REPEATS, warmReport: warmReport.ms / REPEATS, edit: edit.ms / REPEATS },
    };
  },
});

export const bench: Bench = {
  title: "Funnel and a report over 10,000 opportunities",
  about:
    "Opportunities of the sample company, as rows in memory. The funnel gives number and amount per stage, how many ever came as far (from each record's stage history) and the ids behind every figure; the report groups by owner and month of signing. Cold: from rows, columns built first. Warm: asked again. After an edit: one amount changed, then the whole funnel. Code is compiled (warm processor) in all of them. Ours adds decimals exactly and keeps the ids; the peer adds floating point, and its edit is written into its columns in place, which is the best that can be done for it.",
  peers: ["arquero"],
  run: async ({ quick, rounds, seed, say }) => {
    const count = quick ? 2_000 : 10_000;
    const rows = demoRows(KIND, count, seed);
    const played = await interleave({ ours: ours(rows), peers: [arquero(rows)], rounds, warmUps: 3, patience: 60_000, say });
    const of = `${count.toLocaleString("en-US")} opportunities`;
    return {
      checked: "every stage's number, amount to the hundredth and how many reached it; every group's number and amount; after the edit and its return.",
      comparisons: compare(played, [
        { what: `funnel, ${of}, cold from rows`, unit: "ms", measure: "cold" },
        { what: "funnel, warm", unit: "ms", measure: "warm" },
        { what: "funnel after one edit", unit: "ms", measure: "edit", target: "≤ 1 ms" },
        { what: "report by owner and month, first time", unit: "ms", measure: "coldReport" },
        { what: "report by owner and month, warm", unit: "ms", measure: "warmReport" },
      ]),
    };
  },
};
