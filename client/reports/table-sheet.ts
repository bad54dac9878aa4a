import { periodsBetween } from "#domain/query/period.ts";
import type { Drawing } from "#domain/reports/catalogue.ts";
import { percentOf } from "#domain/reports/percent.ts";
import type { Cell, DimensionColumn, Figure, GroupKey, ReportGroup, ReportTable } from "#domain/reports/report.ts";
import type { Filter } from "#domain/schema/entity.ts";
import type { I18n } from "#client/i18n/i18n.tsx";
import type { PivotTable } from "#workers/replica/api.ts";
import { filterBehind, type Scope } from "./behind.ts";
import { drawingOf } from "./definition.ts";
import { changeCell, comparedColumns, sidesOf } from "./comparison.ts";
import type { ReportWords } from "./report-words.ts";
import { largestFirst, TOTAL_ROW, type Behind, type Sheet, type SheetCell, type SheetColumn, type SheetHead, type SheetRow } from "./sheet.ts";

export interface SheetWords {
  readonly t: I18n["t"];
  readonly words: ReportWords;
}

export interface TableSheetOptions {
  readonly scope: Scope;
  /** Indexes of measures that also show their share of the total. */
  readonly shares: readonly number[];
  /** Only the largest groups are shown: the total says that it is over all. */
  readonly top: boolean;
}

/** More periods than a chart or a reader can take are left as they came. */
const MOST_PERIODS = 400;

/** A time without records is shown too, as nothing: a gap in a chart would hide it. */
const filled = (table: ReportTable): readonly ReportGroup[] => {
  const [dimension, ...others] = table.dimensions;
  const { groups } = table;
  const dated = groups.flatMap(({ key: [period] }) => (period == null ? [] : [period])).sort();
  const [first] = dated;
  const last = dated.at(-1);
  if (dimension?.unit === undefined || others.length > 0 || first === undefined || last === undefined) return groups;
  const periods = periodsBetween(first, last);
  if (periods.length > MOST_PERIODS) return groups;
  const known = new Map(groups.map((group) => [group.key[0] ?? null, group]));
  const nothing = table.measures.map((measure): Figure => (measure.kind === "percent" ? null : "0"));
  const empty = (period: string): ReportGroup => {
    const group = { key: [period], values: nothing, records: 0 };
    return groups[0]?.previous ? { ...group, previous: nothing, growth: nothing.map(() => null) } : group;
  };
  const blank = known.get(null);
  return [...periods.map((period) => known.get(period) ?? empty(period)), ...(blank ? [blank] : [])];
};

export const rowId = (key: readonly GroupKey[]): string => JSON.stringify(key);

const headsOf = (words: ReportWords, kind: string, dimensions: readonly DimensionColumn[], key: readonly GroupKey[]): readonly SheetHead[] =>
  dimensions.map((dimension, at) => {
    const part = key[at] ?? null;
    return { label: words.key(kind, dimension, part), record: dimension.kind === "ref" ? part : null };
  });

const behindCell = (records: number, cell: Cell, filter: () => Filter | null): Behind | null => (records === 0 ? null : { at: { cell }, filter: filter() });

/** Groups as rows, measures as columns, each with its share, or with the earlier figure and the growth. */
export const tableSheet = (table: ReportTable, { t, words }: SheetWords, { scope, shares, top }: TableSheetOptions): Sheet => {
  const compared = table.total.previous !== undefined;
  const shared = (at: number): boolean => !compared && shares.includes(at) && table.groups.length > 1;
  const sides = sidesOf(table.spans, words, t);
  const columns = table.measures.flatMap(({ id, kind }, at): SheetColumn[] => {
    const own: SheetColumn = { id, label: words.measure(table.kind, id), kind };
    if (compared) return [...comparedColumns(own, sides, t)];
    return shared(at) ? [own, { id: `${id} share`, label: t("report.share"), kind: "percent", quiet: true }] : [own];
  });
  const { stages } = scope.entity;
  const isLoss = (key: Cell["key"]): boolean => table.dimensions.some(({ path }, at) => path === stages?.field && stages.steps.some(({ id, outcome }) => outcome === "lost" && id === key[at]));
  const cellsOf = (group: ReportGroup, key: Cell["key"]): readonly SheetCell[] =>
    table.measures.flatMap(({ better }, at): SheetCell[] => {
      const value = group.values[at] ?? null;
      const now: SheetCell = { value, behind: behindCell(group.records, { key }, () => filterBehind(scope, table.dimensions, key)) };
      if (compared) {
        const before = group.previous?.[at] ?? null;
        const earlier: Behind | null = before === null || before === "0" ? null : { at: { cell: { key, previous: true } }, filter: null };
        return [now, { value: before, behind: earlier }, changeCell(group.growth?.[at] ?? null, better, isLoss(key))];
      }
      if (!shared(at)) return [now];
      const whole = table.total.values[at] ?? null;
      return [now, { value: value === null || whole === null ? null : percentOf(value, whole), behind: null }];
    });
  const rows = filled(table).map((group): SheetRow => ({ id: rowId(group.key), heads: headsOf(words, table.kind, table.dimensions, group.key), cells: cellsOf(group, group.key) }));
  return {
    kind: table.kind,
    heads: table.dimensions.map((dimension) => words.dimension(table.kind, dimension.id)),
    columns,
    rows,
    total: { id: TOTAL_ROW, heads: [{ label: t(top ? "report.totalOfAll" : "report.total"), record: null }], cells: cellsOf(table.total, []) },
  };
};

/** The sheet in the order of its drawing: what is drawn by size stands by size below. */
export const asDrawn = (sheet: Sheet, table: ReportTable, measure: number, drawing: Drawing): Sheet => {
  const described = table.measures[measure];
  const [down, across] = table.dimensions;
  if (across && table.total.previous === undefined) return down?.unit === undefined ? largestFirst(sheet, TOTAL_ROW) : sheet;
  return described && drawingOf(drawing, table, described) !== "bars" ? largestFirst(sheet, described.id) : sheet;
};

/** One measure of two dimensions: rows against columns, with the totals of both. */
export const pivotSheet = (pivot: PivotTable, measure: number, { t, words }: SheetWords, scope: Scope): Sheet => {
  const { cells: table, rows, columns } = pivot;
  const [down, across] = table.dimensions;
  const described = table.measures[measure] ?? table.measures[0];
  if (!down || !across || !described) return { kind: table.kind, heads: [], columns: [], rows: [], total: null };
  const { kind } = described;
  const found = new Map(table.groups.map((group) => [rowId(group.key), group]));
  const cellOf = (group: ReportGroup | undefined, key: Cell["key"]): SheetCell => ({
    value: group?.values[measure] ?? null,
    behind: behindCell(group?.records ?? 0, { key }, () => filterBehind(scope, table.dimensions, key)),
  });
  const field = scope.entity.fields[across.path];
  const toneOf = (key: GroupKey): SheetColumn["tone"] => (field?.kind === "option" ? field.options.find((option) => option.id === key)?.tone : undefined);
  const keysAcross = columns.map((column) => column.key[0] ?? null);
  return {
    kind: table.kind,
    heads: [words.dimension(table.kind, down.id)],
    columns: [
      ...keysAcross.map((key): SheetColumn => ({ id: rowId([key]), label: words.key(table.kind, across, key), kind, tone: toneOf(key) })),
      { id: TOTAL_ROW, label: t("report.total"), kind },
    ],
    rows: rows.map((row) => {
      const key = row.key[0] ?? null;
      return {
        id: rowId([key]),
        heads: headsOf(words, table.kind, [down], [key]),
        cells: [...keysAcross.map((other) => cellOf(found.get(rowId([key, other])), [key, other])), cellOf(row, [key])],
      };
    }),
    total: {
      id: TOTAL_ROW,
      heads: [{ label: t("report.total"), record: null }],
      cells: [...columns.map((column) => cellOf(column, [undefined, column.key[0] ?? null])), cellOf(table.total, [])],
    },
  };
};
