import { proxy } from "comlink";
import { createMemo, For, Show, type JSX } from "solid-js";
import { entityOf } from "#client/replica/seen.ts";
import type { BorderlineDeal } from "#domain/reports/borderline.ts";
import type { Forecast, ForecastQuestion } from "#domain/reports/forecast.ts";
import type { Narrowing } from "#domain/reports/narrow.ts";
import { PeriodBars, type BarSeries } from "#client/charts/period-bars.tsx";
import { RecordLink } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import type { Scope } from "#client/reports/behind.ts";
import type { PipelineEntry } from "#domain/reports/catalogue.ts";
import { spanOf } from "#client/reports/definition.ts";
import { forecastSheet } from "./pipeline-sheets.ts";
import { createAnswer, createQuestion } from "#client/reports/report-answer.ts";
import { ReportFilters } from "./report-filters.tsx";
import { ReportFrame } from "./report-frame.tsx";
import type { ReportModel } from "./report-model.ts";
import { rangeOfPeriod } from "#client/reports/report-settings.ts";
import { ReportWaiting } from "./report-waiting.tsx";
import { sizeOf, type Sheet } from "#client/reports/sheet.ts";

interface Asked {
  readonly question: ForecastQuestion;
  readonly narrowing: Narrowing;
}

const ENTITY = entityOf("opportunity");

/** Column of the sheet, how it is drawn, and its colour. */
const SERIES: readonly { readonly column: string; readonly as: BarSeries["as"]; readonly token: string }[] = [
  { column: "best", as: "within", token: "--accent-line" },
  { column: "likely", as: "within", token: "--accent" },
  { column: "committed", as: "within", token: "--series-3" },
  { column: "weighted", as: "line", token: "--warning" },
];

/** What open deals may bring, by expected sign date, and the deals in the balance. */
export const ForecastReport = (props: { readonly model: ReportModel; readonly entry: PipelineEntry }): JSX.Element => {
  const i18n = useI18n();
  const { t } = i18n;
  const replica = useReplica();
  const { words } = props.model;
  const settings = (): ReturnType<ReportModel["settings"]> => props.model.settings();
  const asked = createQuestion<Asked>(() => {
    const span = spanOf(props.entry.on, settings().ahead, settings(), i18n.today());
    return { question: { unit: settings().unit, ...(span ? { span } : {}) }, narrowing: props.model.narrowing(ENTITY) };
  });
  const answer = createAnswer<Asked, Forecast>(
    asked,
    ({ question, narrowing }, call) => replica.api.forecast(question, proxy(call), narrowing),
  );
  const scope = (): Scope => ({
    entity: ENTITY,
    filter: props.model.narrowed(ENTITY, null),
    on: props.entry.on,
    range: rangeOfPeriod(settings().ahead, settings(), i18n.today()),
  });
  const sheet = createMemo<Sheet | null>(() => {
    const forecast = answer.value();
    return forecast ? forecastSheet(forecast, { t, words }, settings().unit, scope()) : null;
  });
  const chart = (known: () => Sheet, pick: (place: { row: string; column: string }) => void): JSX.Element => {
    const dated = () => known().rows.filter((row) => row.id !== "none");
    const series = (): readonly BarSeries[] =>
      SERIES.map(({ column, as, token }) => {
        const at = known().columns.findIndex((each) => each.id === column);
        const values = dated().map((row) => row.cells[at]?.value ?? null);
        return { label: known().columns[at]?.label ?? "", values: values.map(sizeOf), shown: values.map((value) => words.figure("money", value)), token, ...(as ? { as } : {}) };
      });
    return (
      <PeriodBars
        label={t("report.name.forecast")}
        periods={dated().map((row) => row.heads[0]?.label ?? "")}
        series={series()}
        tick={(value) => words.short("money", value)}
        onPick={(at) => {
          const row = dated()[at];
          if (row) pick({ row: row.id, column: "count" });
        }}
      />
    );
  };
  return (
    <Show when={sheet()} fallback={<ReportWaiting id={props.entry.id} />}>
      {(known) => (
        <ReportFrame
          model={props.model}
          id={props.entry.id}
          filters={<ReportFilters model={props.model} on={words.dimension("opportunity", props.entry.on)} use="ahead" owned dated comparable={false} />}
          sheet={known()}
          chart={(pick) => chart(known, pick)}
          pictureKey={SERIES.map(({ column, token }) => ({ text: known().columns.find((each) => each.id === column)?.label ?? "", token, strength: 1 }))}
          busy={answer.busy()}
          drill={answer.drill}
          more={<Borderline model={props.model} deals={answer.value()?.borderline ?? []} />}
        />
      )}
    </Show>
  );
};

/** Deals that are neither sure nor far: where work lifts the result most. */
const Borderline = (props: { readonly model: ReportModel; readonly deals: readonly BorderlineDeal[] }): JSX.Element => {
  const { t } = useI18n();
  const { words } = props.model;
  return (
    <Show when={props.deals.length > 0}>
      <section class="borderline" aria-labelledby="borderline">
        <h2 id="borderline" class="borderline__title">
          {t("report.borderline")}
        </h2>
        <p class="borderline__text">{t("report.borderline.text")}</p>
        <div class="sheet-frame">
          <table class="sheet" aria-labelledby="borderline">
            <thead>
              <tr>
                <th scope="col">{words.dimension("opportunity", "subject")}</th>
                <th scope="col">{words.dimension("opportunity", "expectedSignDate")}</th>
                <th scope="col" class="sheet__number">{words.dimension("opportunity", "expectedAmount")}</th>
                <th scope="col" class="sheet__number">{words.dimension("opportunity", "probability")}</th>
                <th scope="col" class="sheet__number">{t("report.borderline.lift")}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.deals}>
                {(deal) => (
                  <tr>
                    <th scope="row">
                      <RecordLink id={deal.id} />
                    </th>
                    <td>{deal.period === null ? t("report.none") : words.period(deal.period)}</td>
                    <td class="sheet__number">{words.figure("money", deal.amount, true)}</td>
                    <td class="sheet__number">{words.figure("percent", deal.probability)}</td>
                    <td class="sheet__number">{words.figure("money", deal.lift, true)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </section>
    </Show>
  );
};
