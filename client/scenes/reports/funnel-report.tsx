import { proxy } from "comlink";
import { addDays } from "#domain/query/days.ts";
import { PastFrame } from "#client/record/past-frame.tsx";
import { createPastDay } from "#client/replica/past-day.ts";
import { Button } from "#client/ui/button.tsx";
import type { PastOf } from "#workers/replica/api.ts";
import { Show, type JSX } from "solid-js";
import { entityOf } from "#client/replica/seen.ts";
import type { Funnel, FunnelQuestion } from "#domain/reports/funnel.ts";
import type { Narrowing } from "#domain/reports/narrow.ts";
import { FunnelChart, type FunnelStep } from "#client/charts/funnel-chart.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { filterBehind, type Scope } from "#client/reports/behind.ts";
import { createListView } from "#client/replica/live.ts";
import { givenUp } from "#domain/entities/opportunity/stages.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { Filter } from "#domain/schema/entity.ts";
import type { PipelineEntry } from "#domain/reports/catalogue.ts";
import { mayCompare, spanOf } from "#client/reports/definition.ts";
import { funnelSheet } from "./pipeline-sheets.ts";
import { createAnswer, createQuestion } from "#client/reports/report-answer.ts";
import { ReportFilters } from "./report-filters.tsx";
import { ReportFrame } from "./report-frame.tsx";
import type { ReportModel } from "./report-model.ts";
import { rangeOfPeriod } from "#client/reports/report-settings.ts";
import { ReportWaiting } from "./report-waiting.tsx";
import type { Sheet } from "#client/reports/sheet.ts";

interface Asked {
  readonly past: PastOf | undefined;
  readonly question: FunnelQuestion;
  readonly narrowing: Narrowing;
}

/** Where the deals found in a period stand, and how many went on from stage to stage. */
export const FunnelReport = (props: { readonly model: ReportModel; readonly entry: PipelineEntry }): JSX.Element => {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const replica = useReplica();
  const entity = entityOf(props.entry.kind);
  const settings = (): ReturnType<ReportModel["settings"]> => props.model.settings();
  const range = () => rangeOfPeriod(settings().behind, settings(), i18n.today());
  const comparable = (): boolean => mayCompare(false, range());
  const past = createPastDay(entity.kind);
  const asked = createQuestion<Asked | null>(() => {
    if (past.state() !== "there") return null;
    const { behind, compare } = settings();
    const span = spanOf(props.entry.on, behind, settings(), i18n.today());
    const question: FunnelQuestion = {
      kind: entity.kind,
      ...(span ? { span } : {}),
      ...(compare !== "none" && comparable() ? { compare } : {}),
    };
    return { question, narrowing: props.model.narrowing(entity), past: past.of() ?? undefined };
  });
  const answer = createAnswer<Asked, Funnel>(
    asked,
    ({ question, narrowing, past: then }, call) => replica.api.funnel(question, proxy(call), narrowing, then),
  );
  const scope = (): Scope => ({ entity, filter: props.model.narrowed(entity, null), on: props.entry.on, range: answer.value()?.spans?.now ?? range() });
  const { words } = props.model;
  const abandoned = createListView(replica.api, () => asked() && { kind: entity.kind, filter: filterBehind(scope(), [], [], givenUp) as Filter }, () => [], past.of);
  const notes = (): readonly string[] => {
    const count = abandoned.result()?.count ?? 0;
    return count === 0 ? [] : [t("report.funnel.givenUp", { count, view: wordsOf(locale(), entity.kind).views["open"] ?? "" })];
  };
  const steps = (funnel: Funnel): readonly FunnelStep[] => {
    const names = funnelSheet(funnel, { t, words }, locale(), scope()).rows;
    return funnel.stages.map((stage, at) => ({
      id: stage.stage,
      label: names[at]?.heads[0]?.label ?? stage.stage,
      size: stage.count,
      shown: words.figure("count", String(stage.count)),
      note: [stage.countShare === null ? null : words.figure("percent", stage.countShare), words.figure("money", stage.amount)].filter((part) => part !== null).join(" · "),
      conversion: stage.conversion === null ? null : t("report.funnel.wentOn", { share: words.figure("percent", stage.conversion) }),
      tone: stage.outcome,
    }));
  };
  /* Stages are always there; without a single deal they have nothing to say. */
  const sheet = (funnel: Funnel): Sheet => {
    const whole = funnelSheet(funnel, { t, words }, locale(), scope());
    return past.state() === "there" && funnel.stages.some(({ count }) => count > 0) ? whole : { ...whole, rows: [] };
  };
  return (
    <Show when={answer.value()} fallback={<ReportWaiting id={props.entry.id} />}>
      {(funnel) => (
        <ReportFrame
          model={props.model}
          id={props.entry.id}
          filters={
            <>
              <ReportFilters model={props.model} on={words.dimension(entity.kind, props.entry.on)} use="behind" owned dated={false} comparable={comparable()}>
                <Show when={past.day() === null}>
                  <Button kind="quiet" icon="history" onClick={() => past.choose(addDays(i18n.today(), -1))}>
                    {t("past.asOf")}
                  </Button>
                </Show>
              </ReportFilters>
              <PastFrame past={past} />
            </>
          }
          sheet={sheet(funnel())}
          figures={past.state()}
          chart={(pick) => <FunnelChart label={t("report.name.funnel")} steps={steps(funnel())} onPick={(row) => pick({ row, column: "count" })} />}
          busy={answer.busy()}
          drill={answer.drill}
          notes={notes()}
        />
      )}
    </Show>
  );
};
