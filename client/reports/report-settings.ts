import { isDay, type Day } from "#domain/clock.ts";
import { parseRecordId } from "#domain/id.ts";
import { rangeOfUnit, type DayRange, type PeriodUnit } from "#domain/query/period.ts";
import type { PeriodUse } from "#domain/reports/catalogue.ts";
import type { Filter } from "#domain/schema/entity.ts";
import { readFilter } from "#client/query/view-spec.ts";

/** Named stretches of days: a unit and how many of it ago. */
export const SPANS = {
  thisMonth: { unit: "month", back: 0 },
  lastMonth: { unit: "month", back: 1 },
  nextMonth: { unit: "month", back: -1 },
  thisQuarter: { unit: "quarter", back: 0 },
  lastQuarter: { unit: "quarter", back: 1 },
  nextQuarter: { unit: "quarter", back: -1 },
  thisYear: { unit: "year", back: 0 },
  lastYear: { unit: "year", back: 1 },
  nextYear: { unit: "year", back: -1 },
} as const satisfies Readonly<Record<string, { readonly unit: PeriodUnit; readonly back: number }>>;

export type Period = keyof typeof SPANS | "all" | "custom";

const PERIODS_BEHIND: readonly Period[] = ["all", "thisMonth", "lastMonth", "thisQuarter", "lastQuarter", "thisYear", "lastYear", "custom"];
const PERIODS_AHEAD: readonly Period[] = ["all", "thisMonth", "nextMonth", "thisQuarter", "nextQuarter", "thisYear", "nextYear", "custom"];

/** Each use of a period is remembered apart. */
export const periodsFor = (use: PeriodUse): readonly Period[] => (use === "ahead" ? PERIODS_AHEAD : PERIODS_BEHIND);

export const COMPARISONS = ["none", "previousYear", "previousPeriod"] as const;
export type Comparing = (typeof COMPARISONS)[number];

export const UNITS = ["day", "week", "month", "quarter", "year"] as const satisfies readonly PeriodUnit[];

/** Name of the report that the person puts together, beside those of the catalogue. */
export const OWN_REPORT = "own";

/** A report as the person put it together. */
export interface OwnReport {
  readonly kind: string;
  readonly measures: readonly string[];
  /** One or two dimensions. */
  readonly by: readonly string[];
  /** The date that the period is about; null offers no period. */
  readonly on: string | null;
  readonly filter: Filter | null;
}

/** How the reports were left on this device. What narrows one report narrows the next. */
export interface ReportSettings {
  readonly name: string;
  readonly behind: Period;
  readonly ahead: Period;
  readonly standing: Period;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly owner: string | null;
  readonly department: string | null;
  readonly compare: Comparing;
  /** The unit in which time is counted. */
  readonly unit: PeriodUnit;
  readonly own: OwnReport;
}

const OWN_START: OwnReport = { kind: "opportunity", measures: ["count", "expectedAmount"], by: ["source"], on: "discoveredOn", filter: null };

export const FIRST_SETTINGS: ReportSettings = {
  name: "funnel", behind: "thisYear", ahead: "all", standing: "all", from: null, to: null, owner: null, department: null, compare: "none", unit: "month", own: OWN_START,
};

type Loose = Readonly<Record<string, unknown>>;

const isLoose = (value: unknown): value is Loose => typeof value === "object" && value !== null && !Array.isArray(value);
const oneOf = <T extends string>(known: readonly T[], value: unknown, usual: T): T => known.find((each) => each === value) ?? usual;
const texts = (value: unknown, most: number): readonly string[] =>
  Array.isArray(value) ? [...new Set(value.filter((part) => typeof part === "string"))].slice(0, most) : [];
const day = (value: unknown): Day | null => (typeof value === "string" && isDay(value) ? value : null);
const record = (value: unknown, kind: string): string | null =>
  typeof value === "string" && value.startsWith(`${kind}/`) && parseRecordId(value) ? value : null;

const parsed = (text: string | null | undefined): unknown => {
  if (!text) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

export const MOST_MEASURES = 6;

const readOwn = (raw: unknown, usual: OwnReport): OwnReport => {
  if (!isLoose(raw) || typeof raw["kind"] !== "string") return usual;
  const measures = texts(raw["measures"], MOST_MEASURES);
  return {
    kind: raw["kind"],
    measures: measures.length > 0 ? measures : ["count"],
    by: texts(raw["by"], 2),
    on: typeof raw["on"] === "string" ? raw["on"] : null,
    filter: readFilter(raw["filter"]),
  };
};

const read = (raw: Loose, usual: ReportSettings): ReportSettings => ({
  name: typeof raw["name"] === "string" ? raw["name"] : usual.name,
  behind: oneOf(PERIODS_BEHIND, raw["behind"], usual.behind),
  ahead: oneOf(PERIODS_AHEAD, raw["ahead"], usual.ahead),
  standing: oneOf(PERIODS_BEHIND, raw["standing"], usual.standing),
  from: "from" in raw ? day(raw["from"]) : usual.from,
  to: "to" in raw ? day(raw["to"]) : usual.to,
  owner: "owner" in raw ? record(raw["owner"], "user") : usual.owner,
  department: "department" in raw ? record(raw["department"], "department") : usual.department,
  compare: oneOf(COMPARISONS, raw["compare"], usual.compare),
  unit: oneOf(UNITS, raw["unit"], usual.unit),
  own: readOwn(raw["own"], usual.own),
});

/** Reads what the device kept; whatever makes no sense takes its default. */
export const parseSettings = (stored: string | null): ReportSettings => {
  const raw = parsed(stored);
  return isLoose(raw) ? read(raw, FIRST_SETTINGS) : FIRST_SETTINGS;
};

/** Query parameters of an address; undefined leaves one out. */
export interface SettingParams {
  readonly period?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly owner?: string | undefined;
  readonly department?: string | undefined;
  readonly compare?: string | undefined;
  readonly unit?: string | undefined;
  readonly ask?: string | undefined;
}

/** The address of a report carries everything that decides its figures, so that a link shows the same to a colleague. */
export const paramsOf = (settings: ReportSettings, use: PeriodUse, own: boolean): SettingParams => {
  const period = settings[use];
  const custom = period === "custom";
  return {
    period,
    from: custom ? (settings.from ?? undefined) : undefined,
    to: custom ? (settings.to ?? undefined) : undefined,
    owner: settings.owner ?? undefined,
    department: settings.department ?? undefined,
    compare: settings.compare === "none" ? undefined : settings.compare,
    unit: settings.unit === "month" ? undefined : settings.unit,
    ask: own ? JSON.stringify(settings.own) : undefined,
  };
};

/** What an address asks for, in place of what the device kept. An address without a period is a bare link: it changes nothing. */
export const withParams = (settings: ReportSettings, params: SettingParams, use: PeriodUse): ReportSettings => {
  if (params.period === undefined) return settings;
  const { period, from, to, owner, department, compare, unit, ask } = params;
  const raw = { from, to, owner, department, compare: compare ?? "none", unit: unit ?? "month", own: parsed(ask), [use]: period };
  return read(raw, settings);
};

/** The days of a period; null for all of time. */
export const rangeOfPeriod = (period: Period, settings: Pick<ReportSettings, "from" | "to">, today: Day): DayRange | null => {
  if (period === "all") return null;
  if (period !== "custom") return rangeOfUnit(today, SPANS[period].unit, SPANS[period].back);
  const { from, to } = settings;
  if (from === null && to === null) return null;
  return { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
};
