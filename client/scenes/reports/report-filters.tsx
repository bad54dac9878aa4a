import { Show, type JSX, type ParentProps } from "solid-js";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { searchRecords } from "#client/fields/choices.ts";
import { Combobox } from "#client/ui/combobox.tsx";
import { DateInput } from "#client/ui/date-input.tsx";
import type { Choice } from "#client/ui/option.ts";
import { Select } from "#client/ui/select.tsx";
import type { PeriodUnit } from "#domain/query/period.ts";
import type { PeriodUse } from "#domain/reports/catalogue.ts";
import { textOf } from "#domain/schema/read.ts";
import type { ReportModel } from "./report-model.ts";
import { COMPARISONS, periodsFor, UNITS, type Comparing, type Period } from "#client/reports/report-settings.ts";

export interface ReportFiltersProps extends ParentProps {
  readonly model: ReportModel;
  /** What the date of the period is called; null when the report has none. */
  readonly on: string | null;
  readonly use: PeriodUse;
  readonly owned: boolean;
  readonly dated: boolean;
  /** Without it there is no earlier time to compare with. */
  readonly comparable: boolean;
}

const EVERY = "every";

/** What narrows every report: a period of its date, an owner, a department with those below, and what to compare with. */
export const ReportFilters = (props: ReportFiltersProps): JSX.Element => {
  const { t, formats } = useI18n();
  const replica = useReplica();
  const nameOf = useRecordName();
  const settings = props.model.settings;
  const period = (): Period => settings()[props.use];
  const setPeriod = (next: string | null): void => {
    props.model.change({ [props.use]: (next ?? "all") as Period });
  };
  const periods = (): readonly Choice[] => periodsFor(props.use).map((id) => ({ id, label: t(`report.period.${id}`) }));
  const departments = (): readonly Choice[] => {
    const rows = props.model.departments();
    const depthOf = (id: string | null, seen: number): number => {
      const row = rows.find((each) => each.id === id);
      const parent = row ? textOf(row, "parent") : null;
      return parent === null || seen > 8 ? 0 : 1 + depthOf(parent, seen + 1);
    };
    const trail = (id: string, seen: number): string => {
      const row = rows.find((each) => each.id === id);
      const parent = row ? textOf(row, "parent") : null;
      const own = (row && textOf(row, "name")) ?? "";
      return parent === null || seen > 8 ? own : `${trail(parent, seen + 1)}\n${own}`;
    };
    const sorted = rows.toSorted((a, b) => formats().compare(trail(a.id, 0), trail(b.id, 0)));
    const choices = sorted.map((row) => ({ id: row.id, label: `${"\u2003".repeat(depthOf(row.id, 0))}${textOf(row, "name") ?? "…"}` }));
    return [{ id: EVERY, label: t("report.everyDepartment") }, ...choices];
  };
  const owner = (): Choice | null => {
    const id = settings().owner;
    return id === null ? { id: EVERY, label: t("report.everyone") } : { id, label: nameOf(id) };
  };
  const people = searchRecords(replica.api, "user");
  const searchOwner = async (text: string): Promise<readonly Choice[]> => {
    const found = await people(text);
    return text.trim() === "" ? [{ id: EVERY, label: t("report.everyone") }, ...found] : found;
  };
  return (
    <div class="report-filters" role="group" aria-label={t("report.filters")}>
      <Show when={props.on}>
        {(label) => (
          <div class="report-filters__one">
            <Select required label={label()} options={periods()} value={period()} onCommit={setPeriod} />
          </div>
        )}
      </Show>
      <Show when={props.on !== null && period() === "custom"}>
        <div class="report-filters__day">
          <DateInput label={t("report.from")} value={settings().from} onCommit={(from) => props.model.change({ from })} />
        </div>
        <div class="report-filters__day">
          <DateInput label={t("report.to")} value={settings().to} onCommit={(to) => props.model.change({ to })} />
        </div>
      </Show>
      <Show when={props.dated}>
        <div class="report-filters__unit">
          <Select
            required
            label={t("report.unit")}
            options={UNITS.map((id) => ({ id, label: t(`report.unit.${id}`) }))}
            value={settings().unit}
            onCommit={(unit) => props.model.change({ unit: (unit ?? "month") as PeriodUnit })}
          />
        </div>
      </Show>
      <Show when={props.owned}>
        <div class="report-filters__one">
          <Combobox
            label={t("report.owner")}
            value={owner()}
            search={searchOwner}
            onCommit={(choice) => props.model.change({ owner: choice === null || choice.id === EVERY ? null : choice.id })}
          />
        </div>
        <div class="report-filters__one">
          <Select
            required
            label={t("report.department")}
            options={departments()}
            value={settings().department ?? EVERY}
            onCommit={(id) => props.model.change({ department: id === null || id === EVERY ? null : id })}
          />
        </div>
      </Show>
      <Show when={props.comparable}>
        <div class="report-filters__one">
          <Select
            required
            label={t("report.compare")}
            options={COMPARISONS.map((id) => ({ id, label: t(`report.compare.${id}`) }))}
            value={settings().compare}
            onCommit={(id) => props.model.change({ compare: (id ?? "none") as Comparing })}
          />
        </div>
      </Show>
      {props.children}
    </div>
  );
};
