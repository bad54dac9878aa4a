import { For, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { reportTitle } from "#client/reports/report-name.ts";

const LENGTHS = [92, 71, 64, 48, 33, 26] as const;

/** Stands where figures will be. It shows itself only when that takes a moment. */
export const WaitingFigures = (): JSX.Element => {
  const { t } = useI18n();
  return (
    <div class="report-waiting" role="status">
      <span class="quiet-only-for-ears">{t("report.computing")}</span>
      <For each={LENGTHS}>{(length) => <i style={{ "inline-size": `${length}%` }} />}</For>
    </div>
  );
};

/** Stands where a report will be while it is computed. */
export const ReportWaiting = (props: { readonly id: string }): JSX.Element => {
  const i18n = useI18n();
  return (
    <div class="report" aria-busy="true">
      <header class="report__head">
        <h1 class="report__title">{reportTitle(i18n, props.id)}</h1>
      </header>
      <WaitingFigures />
    </div>
  );
};
