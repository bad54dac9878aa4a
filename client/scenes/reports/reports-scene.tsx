import { createEffect, createMemo, on, Show, untrack, type JSX } from "solid-js";
import { replacePath } from "#client/address/address.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { EmptyState } from "#client/ui/empty-state.tsx";
import { findEntity } from "#client/replica/seen.ts";
import type { Right } from "#domain/policy/right.ts";
import { findReport, lackingFor, offeredReports, type ReportEntry } from "#domain/reports/catalogue.ts";
import { ownDefinition } from "#client/reports/definition.ts";
import { ForecastReport } from "./forecast-report.tsx";
import { FunnelReport } from "./funnel-report.tsx";
import { OwnEditor } from "./own-editor.tsx";
import { ReportChooser } from "./report-chooser.tsx";
import { createReportModel, linkSettings } from "./report-model.ts";
import { TableReport } from "./table-report.tsx";
import { OWN_REPORT } from "#client/reports/report-settings.ts";
import "./reports.css";

export interface ReportsSceneProps {
  /** Null becomes the report that was looked at last. */
  readonly name: string | null;
  readonly onName: (name: string) => void;
}

/** Everything that can be asked of the records, answered on this device: a chooser, what narrows it, a chart and its table. */
export const ReportsScene = (props: ReportsSceneProps): JSX.Element => {
  const { t } = useI18n();
  const model = createReportModel();
  const name = (): string => props.name ?? model.settings().name;
  const entry = createMemo<ReportEntry | undefined>(() => {
    if (name() !== OWN_REPORT) return findReport(name());
    const { own } = model.settings();
    if (!findEntity(own.kind)) return undefined;
    const definition = ownDefinition(own);
    return { ask: "table", id: OWN_REPORT, group: "pipeline", kind: own.kind, on: own.on ?? "", definition, drawing: "auto", period: "behind", shares: [0], charts: [] };
  });
  linkSettings(model, () => entry()?.period ?? "behind", () => name() === OWN_REPORT);
  createEffect(
    on([model.ready, () => props.name], ([ready, shown]) => {
      if (!ready) return;
      // Somebody may be on the way elsewhere already.
      if (shown === null) {
        if (location.pathname === "/reports") replacePath(`/reports/${model.settings().name}`);
      } else if (entry() && shown !== model.settings().name) model.change({ name: shown });
    }),
  );

  const missing = (): JSX.Element => (
    <EmptyState icon="chart-column" title={t("report.missing")}>
      <Button onClick={() => props.onName("funnel")}>{t("report.toFirst")}</Button>
    </EmptyState>
  );
  const body = (id: string): JSX.Element => {
    // The entry changes while the person puts a report together; once another is shown, this one keeps its own.
    const known = createMemo<ReportEntry>((before) => (entry()?.id === id ? (entry() ?? before) : before), entry() as ReportEntry);
    const shown = (): JSX.Element => {
      const first = known();
      switch (first.ask) {
        case "funnel":
          return <FunnelReport model={model} entry={first} />;
        case "forecast":
          return <ForecastReport model={model} entry={first} />;
        case "table":
          return <TableReport model={model} entry={known()} editor={id === OWN_REPORT ? <OwnEditor model={model} /> : undefined} />;
      }
    };
    const lacks = (): Right | null => lackingFor(known(), model.rights(), model.guarded());
    const lacking = (): JSX.Element => (
      <Show
        when={lacks() === "allReports"}
        fallback={<EmptyState icon="lock" title={t("report.noCost")} text={t("report.noCost.text")} />}
      >
        <Show when={id === OWN_REPORT}>
          <div class="report">
            <OwnEditor model={model} />
          </div>
        </Show>
        <EmptyState icon="lock" title={t("report.noAll")} text={t("report.noAll.text")} />
      </Show>
    );
    return (
      <Show when={lacks() === null} fallback={lacking()}>
        {untrack(shown)}
      </Show>
    );
  };
  return (
    <div class="reports">
      <ReportChooser name={name()} offered={offeredReports(model.rights(), model.guarded())} onName={props.onName} />
      <Show when={model.ready() && props.name !== null}>
        <Show when={entry()?.id} fallback={missing()} keyed>
          {body}
        </Show>
      </Show>
    </div>
  );
};
