import { Match, Show, Suspense, Switch, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import type { PastDay } from "#client/replica/past-day.ts";
import { late } from "#client/ui/late.ts";

const PastBanner = late(async () => (await import("./past-banner.tsx")).PastBanner);

/** Stands above records that are shown as of an earlier day. */
export const PastFrame = (props: { readonly past: PastDay }): JSX.Element => {
  const { t, formats } = useI18n();
  return (
    <Show when={props.past.day()}>
      {(day) => (
        <Suspense>
          <PastBanner day={day()} onDay={props.past.choose} onBack={() => props.past.choose(null)}>
            <Switch fallback={t("past.others")}>
              <Match when={props.past.state() === "fetching"}>{t("past.loading", { day: formats().day(day(), "long") })}</Match>
              <Match when={props.past.state() === "offline"}>{t("past.offline")}</Match>
            </Switch>
          </PastBanner>
        </Suspense>
      )}
    </Show>
  );
};
