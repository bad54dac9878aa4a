import { entityOf } from "#domain/entities/registry.ts";
import type { Query } from "#domain/query/query.ts";
import { REPORTS } from "#domain/reports/catalogue.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { Core } from "#workers/replica/core.ts";
import { UNLINKED } from "#workers/replica/link.ts";
import { createLives } from "#workers/replica/live.ts";
import { createReports } from "#workers/replica/reports.ts";
import type { Bench, Outcome } from "../harness/bench.ts";
import { DEMO_NOW, demoRows } from "../harness/demo-rows.ts";
import { createBenchSource } from "../harness/row-source.ts";
import { sampleOf } from "../harness/sample.ts";

const KINDS = ["opportunity", "customer", "order", "contact", "followUp"] as const;
const LISTS = 50;
const VIEWS = 100;
const EDITS = 60;
const SIZES = [1_000, 10_000, 30_000, 100_000, 300_000] as const;

/** Rows of the present, a clock that stands still, and a queue in place of timers. */
const open = (rows: readonly Row[]) => {
  const source = createBenchSource(rows);
  const queue: (() => void)[] = [];
  const deps = {
    clock: { now: () => DEMO_NOW },
    timers: { set: (call: () => void) => queue.push(call), clear: () => undefined },
    log: (event: string, details: unknown) => {
      throw new Error(`${event} ${JSON.stringify(details)}`);
    },
    offsetMinutes: () => 0,
    locale: () => "en",
  };
  const core = { rows: source, deps, me: () => ({ id: "user/nobody" }), person: () => null, link: () => UNLINKED, onState: () => () => undefined } as unknown as Core;
  const lives = createLives(core);
  const reports = createReports(core, lives, null);
  const flush = (): void => {
    while (queue.length > 0) for (const call of queue.splice(0)) call();
  };
  return { source, lives, reports, flush };
};

const listOf = (at: number): Query => {
  const kind = KINDS[at % KINDS.length] ?? "customer";
  const { views = [], list } = entityOf(kind);
  const view = views[Math.floor(at / KINDS.length) % (views.length + 1)];
  return { kind, sort: view?.sort ?? list.sort, ...(view ? { filter: view.filter } : {}) };
};

/** A hundred lists and reports, and how many of them were told anything since the last count. */
const openViews = ({ lives, reports }: ReturnType<typeof open>) => {
  let told = 0;
  const call = (): void => void (told += 1);
  for (let at = 0; at < LISTS; at += 1) {
    const query = listOf(at);
    lives.list(query, entityOf(query.kind).list.columns, call);
  }
  for (let at = LISTS; at < VIEWS; at += 1) {
    const entry = REPORTS[at % REPORTS.length];
    if (entry?.ask === "funnel") reports.funnel({ kind: entry.kind }, call);
    else if (entry?.ask === "forecast") reports.forecast({}, call);
    else if (entry?.ask === "table") reports.report(entry.definition, call);
  }
  return () => {
    const count = told;
    told = 0;
    return count;
  };
};

/** What is changed in each edit, there and back. */
const CASES = [
  { what: "amount of an opportunity", kind: "opportunity", field: "expectedAmount", values: ["1234.56", "6543.21"] },
  { what: "name of a contact", kind: "contact", field: "name", values: ["An", "Bo"] },
  { what: "name of the workspace, which no view reads", kind: "workspace", field: "name", values: ["One", "Two"] },
] as const;

interface Edited {
  readonly all: Outcome;
  readonly perView: Outcome;
  readonly touched: number;
}

const edit = (world: ReturnType<typeof open>, told: () => number, { kind, field, values }: (typeof CASES)[number]): Edited => {
  const [row = { id: `${kind}/1` } as Row] = world.source.rows(kind);
  const times: number[] = [];
  const each: number[] = [];
  let touched = 0;
  told();
  for (let at = 0; at < EDITS; at += 1) {
    const after: Row = { ...row, [field]: values[at % 2] };
    const started = performance.now();
    world.source.put(after);
    world.flush();
    const took = performance.now() - started;
    touched = told();
    // The first ones compile the code.
    if (at < EDITS / 3) continue;
    times.push(took);
    each.push(took / Math.max(1, touched));
  }
  return { all: { finished: true, sample: sampleOf(times) }, perView: { finished: true, sample: sampleOf(each) }, touched };
};

export const bench: Bench = {
  title: "One edit with a hundred open lists and reports",
  about:
    "Fifty lists and fifty reports of five kinds of record are open over rows in memory; one field of one record changes. The clock runs from the change until every view that it concerns has its new answer: rows, order, totals and tables. Sending the answers to the page is not in it. Warm.",
  peers: [],
  run: async ({ quick, seed, say }) => {
    const results = (quick ? SIZES.slice(0, 1) : SIZES).flatMap((size) => {
      say(`${size.toLocaleString("en-US")} records of each kind`);
      const world = open(KINDS.flatMap((kind) => demoRows(kind, size, seed)));
      const told = openViews(world);
      return CASES.map((each) => ({ size, ...each, ...edit(world, told, each) }));
    });
    return {
      checked: "that the answers which stand are those computed anew is checked in the unit tests, after random changes.",
      comparisons: results.flatMap(({ size, what, touched, all, perView }) => {
        const of = `${what}, ${size.toLocaleString("en-US")} records of each kind`;
        return [
          { what: `${of}: all of ${touched} views touched`, unit: "ms" as const, ours: all, peers: [], size: { of: `${what}: all views touched`, records: size } },
          ...(touched > 0 ? [{ what: `${of}: each view touched`, unit: "ms" as const, ours: perView, peers: [], size: { of: `${what}: each view touched`, records: size }, target: "≤ 1 ms" }] : []),
        ];
      }),
    };
  },
};
