import type { JSX } from "solid-js";
import "./viewing-banner.css";
import { useI18n } from "#client/i18n/i18n.tsx";
import { leaveView } from "#client/replica/viewing.ts";
import { Button } from "#client/ui/button.tsx";
import { EmptyState } from "#client/ui/empty-state.tsx";
import { Icon } from "#client/ui/icon.tsx";

/** Says, above everything else, whose view this is and that nothing can be changed in it. */
export const ViewingBanner = (props: { readonly name: string }): JSX.Element => {
  const { t } = useI18n();
  return (
    <aside class="viewing-banner" aria-label={t("viewing.label")}>
      <Icon name="eye" />
      <p dir="auto">{t("viewing.banner", { name: props.name })}</p>
      <Button size="small" icon="log-out" onClick={leaveView}>
        {t("viewing.leave")}
      </Button>
    </aside>
  );
};

/** The view could not be had: the right is gone, the person's account is closed, or there is no network. */
export const NoView = (): JSX.Element => {
  const { t } = useI18n();
  return (
    <EmptyState icon="eye-off" title={t("viewing.none")} text={t("viewing.noneExplain")}>
      <Button onClick={leaveView}>{t("viewing.leave")}</Button>
    </EmptyState>
  );
};
