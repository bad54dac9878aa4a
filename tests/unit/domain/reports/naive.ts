import { add, compare, divide, multiply, round, subtract } from "#domain/schema/decimal.ts";
import type { Cell as RowCell, Entity, LineRow, Row } from "#domain/schema/entity.ts";
import { isDeleted, linesOf, logOf, textOf } from "#domain/schema/read.ts";
import { findColumn } from "#domain/query/column.ts";
import type { QueryContext, RowSource } from "#domain/query/context.ts";
import { compileFilter } from "#domain/query/filter.ts";
import { unitOfPeriod } from "#domain/query/period.ts";
import { inPlay } from "#domain/entities/opportunity/stages.ts";
import { lineAmount } from "#domain/entities/order/line-amount.ts";
import { pathTaken } from "#domain/stages/path-taken.ts";
import { bindDimension } from "#domain/reports/dimension.ts";
import { dayNumberOfCell, keyOfValue } from "#domain/reports/facts.ts";
import type { Figure, GroupKey, ReportDefinition } from "#domain/reports/report.ts";
import { compareBy, rangeOfSpan } from "#domain/reports/span.ts";
import { dayFromNumber, dayNumber } from "#domain/query/days.ts";

/** One record in one group, or one of its lines in it. */
interface Entry {
  readonly row: Row;
  readonly line: LineRow | null;
}

interface NaiveGroup {
  readonly values: readonly Figure[];
  readonly records: number;
}

/** Values by group, the total under `""`; what a report must come to, computed in the plainest way from all rows. */
export type NaiveTable = Readonly<Record<string, NaiveGroup>>;

const entityOf = (kind: string, context: QueryContext): Entity => {
  const entity = context.entity(kind);
  if (!entity) throw new Error(kind);
  return entity;
};

const texts = (cell: RowCell): readonly string[] => (Array.isArray(cell) ? (cell as readonly string[]) : [cell as string]);
const total = (values: readonly string[]): string => values.reduce(add, "0");

/** Every choice of one of each. */
const combinations = (choices: readonly (readonly GroupKey[])[]): readonly (readonly GroupKey[])[] =>
  choices.reduce<readonly (readonly GroupKey[])[]>((made, choice) => made.flatMap((key) => choice.map((part) => [...key, part])), [[]]);

const lineFigures = (entries: readonly Entry[], context: QueryContext) => {
  const sold = entries.flatMap(({ line }) => (line ? [{ revenue: lineAmount(line), quantity: typeof line.quantity === "string" ? line.quantity : "0", cost: context.row(String(line.product))?.cost }] : []));
  const known = sold.filter(({ cost }) => typeof cost === "string");
  return {
    revenue: total(sold.map(({ revenue }) => revenue)),
    known: total(known.map(({ revenue }) => revenue)),
    unknown: total(sold.filter(({ cost }) => typeof cost !== "string").map(({ revenue }) => revenue)),
    cost: known.length === 0 ? null : total(known.map(({ quantity, cost }) => multiply(quantity, String(cost)))),
  };
};

const figureOf = (id: string, entity: Entity, entries: readonly Entry[], context: QueryContext): Figure => {
  const rows = [...new Set(entries.map(({ row }) => row))];
  if (id === "count") return String(rows.length);
  if (id === "winRate") {
    const won = rows.filter((row) => row.stage === "won").length;
    return divide(multiply(String(won), "100"), String(won + rows.filter((row) => row.stage === "lost").length), 2);
  }
  const distinct = [...new Map(entries.flatMap((entry) => (entry.line ? [[entry.line, entry] as const] : []))).values()];
  const figures = lineFigures(distinct, context);
  if (id === "lines.revenue") return figures.revenue;
  if (id === "lines.revenueWithoutCost") return figures.unknown;
  if (id === "lines.cost") return figures.cost === null ? null : round(figures.cost, 2);
  if (id === "lines.margin") return figures.cost === null ? null : subtract(figures.known, round(figures.cost, 2));
  if (id === "lines.marginPercent") return figures.cost === null ? null : divide(multiply(subtract(figures.known, figures.cost), "100"), figures.known, 2);
  const [, aggregate = "sum", path = id] = /^(sum|avg|min|max)\((.+)\)$/.exec(id) ?? [];
  const column = findColumn(entity, path, context);
  if (!column) throw new Error(id);
  const cells = column.readLine && column.list ? distinct.map(({ line }) => column.readLine?.(line as LineRow)) : rows.map((row) => column.read(row));
  const values = cells.flatMap((cell) => (cell === null || cell === undefined || Array.isArray(cell) ? [] : [String(cell as string)]));
  if (aggregate === "sum") return total(values);
  if (aggregate === "avg") return divide(total(values), String(values.length), column.kind === "decimal" ? 4 : 2);
  const ordered = [...values].sort(compare);
  return (aggregate === "min" ? ordered[0] : ordered.at(-1)) ?? null;
};

const chosen = (definition: Pick<ReportDefinition, "kind" | "filter" | "span">, range: { readonly from?: string; readonly to?: string }, source: RowSource, context: QueryContext, on: string | undefined): readonly Row[] => {
  const entity = entityOf(definition.kind, context);
  const passes = definition.filter ? compileFilter(definition.filter, entity, context) : () => true;
  const column = on === undefined ? null : findColumn(entity, on, context);
  const within = (row: Row): boolean => {
    if (!column || (range.from === undefined && range.to === undefined)) return true;
    const cell = column.read(row);
    const number = typeof cell === "string" ? dayNumber(cell) : dayNumberOfCell(cell, context.offsetMinutes);
    return !Number.isNaN(number) && dayFromNumber(number) >= (range.from ?? "") && dayFromNumber(number) <= (range.to ?? "9999-12-31");
  };
  return [...source.rows(definition.kind)].filter((row) => !isDeleted(row) && passes(row) && within(row));
};

const tableOf = (definition: ReportDefinition, rows: readonly Row[], context: QueryContext): NaiveTable => {
  const entity = entityOf(definition.kind, context);
  const dimensions = definition.by.map((id) => {
    const dimension = bindDimension(id, definition.unit ?? "month", entity, context);
    if (typeof dimension === "string") throw new Error(dimension);
    return dimension;
  });
  const listed = (id: string): boolean => /(^|\()lines\./.test(id);
  const usesLines = definition.measures.some(listed) || definition.by.some(listed);
  const linesOnly = definition.by.some(listed) && definition.measures.every(listed);
  const groups = new Map<string, Entry[]>();
  const all: Entry[] = [];
  for (const row of rows) {
    const lines: readonly (LineRow | null)[] = usesLines ? linesOf(row, "lines") : [];
    if (lines.length === 0 && linesOnly) continue;
    for (const line of lines.length === 0 ? [null] : lines) {
      const choices = dimensions.map(({ column, unit, id }) => {
        if (listed(id) && !line) return [null];
        const cell = listed(id) && line ? column.readLine?.(line) : column.read(row);
        const keys = texts(cell).map((value) => keyOfValue(value, column, unit, context.offsetMinutes));
        return keys.length === 0 ? [null] : [...new Set(keys)];
      });
      for (const key of combinations(choices)) {
        const name = JSON.stringify(key);
        groups.set(name, [...(groups.get(name) ?? []), { row, line }]);
      }
      all.push({ row, line });
    }
  }
  const valued = (entries: readonly Entry[]): NaiveGroup => ({
    values: definition.measures.map((id) => figureOf(id, entity, entries, context)),
    records: new Set(entries.map(({ row }) => row)).size,
  });
  return { ...Object.fromEntries([...groups].map(([name, entries]) => [name, valued(entries)])), "": valued(all) };
};

/** Figures of now, and of the earlier side of a comparison under the keys that they stand beside. */
export const naiveReport = (definition: ReportDefinition, source: RowSource, context: QueryContext): { readonly now: NaiveTable; readonly before: NaiveTable | null } => {
  const dated = definition.by.find((id) => /(Date|On|date|created)(:|$)/.test(id));
  const on = definition.span?.on ?? dated?.split(":")[0];
  const unit = dated && dated.split(":")[0] === on ? ((dated.split(":")[1] ?? definition.unit ?? "month") as "month") : undefined;
  const comparison = definition.compare ? compareBy(definition, unit, context.today) : null;
  const range = comparison?.now ?? (definition.span ? rangeOfSpan(definition.span, context.today) : {});
  const now = tableOf(definition, chosen(definition, range, source, context, on), context);
  if (!comparison) return { now, before: null };
  const earlier = tableOf(definition, chosen(definition, comparison.before, source, context, on), context);
  const forward = (name: string): string => {
    if (name === "") return name;
    const at = definition.by.findIndex((id) => id === dated);
    return JSON.stringify((JSON.parse(name) as GroupKey[]).map((part, place) => (part !== null && place === at && unitOfPeriod(part) ? comparison.forward(part) : part)));
  };
  return { now, before: Object.fromEntries(Object.entries(earlier).map(([name, group]) => [forward(name), group])) };
};

/** Per stage: number, amount, and how many ever came as far. */
export const naiveFunnel = (filter: ReportDefinition["filter"], source: RowSource, context: QueryContext) => {
  const stages = entityOf("opportunity", context).stages;
  const path = (stages?.steps ?? []).filter(({ outcome }) => outcome !== "lost").map(({ id }) => id);
  const known = new Set(stages?.steps.map(({ id }) => id));
  const rows = chosen({ kind: "opportunity", ...(filter ? { filter } : {}) }, {}, source, context, undefined).filter((row) => known.has(String(row.stage) as "won"));
  const far = (row: Row): number => Math.max(0, path.indexOf(String(row.stage) as "won"), ...pathTaken(logOf(row, "advances")).map(({ stage }) => path.indexOf(String(stage) as "won")));
  return (stages?.steps ?? []).map(({ id }) => {
    const here = rows.filter((row) => row.stage === id);
    const place = path.indexOf(id);
    return { stage: id, count: here.length, amount: total(here.flatMap((row) => textOf(row, "expectedAmount") ?? [])), reached: place < 0 ? null : rows.filter((row) => far(row) >= place).length };
  });
};

/** Open deals: number, amounts by commitment, weighted, and the ten whose winning lifts the result most. */
export const naiveForecast = (source: RowSource, context: QueryContext) => {
  const rows = chosen({ kind: "opportunity", filter: { all: inPlay } }, {}, source, context, undefined);
  const priced = rows.flatMap((row) => {
    const amount = textOf(row, "expectedAmount");
    const probability = textOf(row, "probability");
    return amount === null ? [] : [{ row, amount, probability, weighted: probability === null ? "0" : (divide(multiply(amount, probability), "100", 2) ?? "0") }];
  });
  const sum = (commitments: readonly string[] | null): string => total(priced.filter(({ row }) => !commitments || commitments.includes(String(row.commitment))).map(({ amount }) => amount));
  const balance = priced.filter(({ row, probability }) => row.commitment !== "committed" && probability !== null && compare(probability, "40") >= 0 && compare(probability, "80") < 0);
  const lifts = balance.map(({ row, amount, weighted }) => ({ id: row.id, lift: subtract(amount, weighted) }));
  return {
    total: { count: rows.length, amount: sum(null), weighted: total(priced.map(({ weighted }) => weighted)), best: sum(null), likely: sum(["likely", "committed"]), committed: sum(["committed"]) },
    borderline: lifts.sort((a, b) => compare(b.lift, a.lift) || (a.id < b.id ? -1 : 1)).slice(0, 10),
  };
};
