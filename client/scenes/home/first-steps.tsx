import { Show, type JSX } from "solid-js";
import { useActions } from "#client/actions/registry.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";
import { EmptyState } from "#client/ui/empty-state.tsx";

/** What a workspace without customers offers: bring in what there is, or add the first one. */
export const FirstSteps = (): JSX.Element => {
  const { t } = useI18n();
  const replica = useReplica();
  const actions = useActions();
  const may = (right: string): boolean => replica.rights()?.rights.includes(right as never) ?? false;
  return (
    <div class="home__first">
      <EmptyState title={t("home.first")} text={t("home.first.text")}>
        <Show when={may("import")}>
          <Button kind="primary" icon="file-up" onClick={() => actions.run("go.import")}>
            {t("home.first.import")}
          </Button>
        </Show>
        <Show when={actions.visible().some((action) => action.id === "new.customer")}>
          <Button icon="plus" onClick={() => actions.run("new.customer")}>
            {t("home.first.create")}
          </Button>
        </Show>
      </EmptyState>
    </div>
  );
};
