import { createEffect, createMemo, createSignal, on, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { createListView } from "#client/replica/live.ts";
import { Segmented } from "#client/ui/segmented.tsx";
import { CustomerLine, FollowUpLine, NewLine, OpportunityLine } from "./home-lines.tsx";
import { HomeList } from "./home-list.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { isWhose, type Whose } from "#client/query/linked-list.ts";
import { anyCustomer, closingSoon, hotCustomers, newThisWeek, quietCustomers, recentFollowUps } from "./home-queries.ts";
import { QuickFollowUp } from "./quick-follow-up.tsx";
import "./home.css";

const KEY = "home/whose";

/** What wants attention today, from the lists that this person can see. */
export const HomeScene = (): JSX.Element => {
  const replica = useReplica();
  const { t } = useI18n();
  const [chosen, setChosen] = createSignal<Whose | null>(null);
  const [ready, setReady] = createSignal(false);
  createEffect(
    on(() => replica.api, (api) => {
      void api.getLocal(KEY).then((stored) => {
        if (isWhose(stored)) setChosen(stored);
        setReady(true);
      });
    }),
  );
  /* Who leads others wants to see theirs; who sells, their own. */
  const whose = createMemo<Whose>(() => chosen() ?? (replica.rights()?.leads ? "all" : "mine"));
  const customers = createListView(replica.api, () => anyCustomer, () => []);
  customers.show(0, 0);
  const isNew = (): boolean => customers.result()?.count === 0 && replica.state().progress === null;
  const choose = (next: string): void => {
    if (!isWhose(next)) return;
    setChosen(next);
    void replica.api.setLocal({ [KEY]: next });
  };
  return (
    <section class="home" aria-label={t("home.title")}>
      <Show when={ready() && replica.rights() && customers.result()}>
        <Show when={!isNew()} fallback={<FirstSteps />}>
          <div class="home__top">
            <QuickFollowUp />
            <Segmented
              label={t("home.whose")}
              value={whose()}
              onChange={choose}
              options={[
                { id: "mine", label: t("home.mine") },
                { id: "all", label: t("home.everyone") },
              ]}
            />
          </div>
          <div class="home__lists">
            <div class="home__main">
              <HomeList
                title={t("home.closing")}
                list={closingSoon(whose())}
                total="expectedAmount"
                empty={t("home.closingNone")}
                most={12}
                line={(row) => <OpportunityLine row={row} />}
              />
              <HomeList
                title={t("home.followUps")}
                list={recentFollowUps(whose())}
                empty={t("home.followUpsNone")}
                most={8}
                uncounted
                line={(row) => <FollowUpLine row={row} />}
              />
            </div>
            <div class="home__side">
              <HomeList
                title={t("home.hot")}
                list={hotCustomers(whose())}
                empty={t("home.hotNone")}
                most={6}
                line={(row) => <CustomerLine row={row} shows="heat" />}
              />
              <HomeList
                title={t("home.quiet")}
                list={quietCustomers(whose())}
                empty={t("home.quietNone")}
                most={6}
                line={(row) => <CustomerLine row={row} shows="days" />}
              />
              <HomeList
                title={t("home.new")}
                list={newThisWeek(whose())}
                empty={t("home.newNone")}
                most={6}
                line={(row) => <NewLine row={row} />}
              />
            </div>
          </div>
        </Show>
      </Show>
    </section>
  );
};
