import type { JSX, ParentProps } from "solid-js";
import type { Day } from "#domain/clock.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { DateInput } from "#client/ui/date-input.tsx";
import { Icon } from "#client/ui/icon.tsx";
import "./past-banner.css";

export interface PastBannerProps extends ParentProps {
  readonly day: Day;
  readonly onDay: (day: Day) => void;
  readonly onBack: () => void;
}

/** Says that an earlier day is shown, and leads to another one or back. */
export const PastBanner = (props: PastBannerProps): JSX.Element => {
  const { t, formats, today } = useI18n();
  const choose = (day: Day | null): void => {
    if (day !== null) props.onDay(day < today() ? day : today());
  };
  return (
    <div class="past-banner" role="status">
      <Icon name="history" />
      <span class="past-banner__words">
        {t("past.banner", { day: formats().day(props.day, "long") })} {props.children}
      </span>
      <DateInput bare label={t("past.day")} value={props.day} onCommit={choose} />
      <Button size="small" onClick={() => props.onBack()}>
        {t("past.back")}
      </Button>
    </div>
  );
};
