import { Match, Show, Switch, type JSX } from "solid-js";
import { wordsOf } from "#domain/entities/words.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";
import { EmptyState } from "#client/ui/empty-state.tsx";
import { iconOf } from "#client/ui/icon.tsx";
import type { ListState } from "./list-state.ts";
import { ALL_VIEW } from "#client/query/list-views.ts";

export interface ListEmptyProps {
  readonly list: ListState;
  readonly onCreate?: (() => void) | undefined;
  readonly onImport?: (() => void) | undefined;
}

/** Why there is nothing to see, and the first step out of it. */
export const ListEmpty = (props: ListEmptyProps): JSX.Element => {
  const { t, locale } = useI18n();
  const replica = useReplica();
  const words = () => wordsOf(locale(), props.list.entity.kind);
  return (
    <Switch
      fallback={
        <EmptyState icon={iconOf(props.list.entity.icon)} title={t("list.empty.title", { name: words().many })} text={props.onCreate ? t("list.empty.text") : ""}>
          <Show when={props.onCreate}>
            <Button kind="primary" icon="plus" onClick={() => props.onCreate?.()}>
              {t("list.new", { name: words().one })}
            </Button>
          </Show>
          <Show when={props.onImport}>
            <Button icon="file-up" onClick={() => props.onImport?.()}>
              {t("list.import")}
            </Button>
          </Show>
        </EmptyState>
      }
    >
      <Match when={replica.state().progress}>
        <EmptyState icon="refresh-cw" title={t("list.empty.arriving")} text={t("list.empty.arrivingText")} />
      </Match>
      <Match when={props.list.narrowed()}>
        <EmptyState icon="search" title={t("list.empty.filtered")} text={t("list.empty.filteredText")}>
          <Button icon="x" onClick={() => props.list.clear()}>
            {t("list.cancelSearch")}
          </Button>
        </EmptyState>
      </Match>
      <Match when={props.list.view() !== ALL_VIEW}>
        <EmptyState icon="list-filter" title={t("list.empty.view")}>
          <Button onClick={() => props.list.setView(ALL_VIEW)}>{t("list.empty.showAll", { name: words().many })}</Button>
        </EmptyState>
      </Match>
    </Switch>
  );
};
