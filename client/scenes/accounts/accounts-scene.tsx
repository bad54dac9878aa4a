import { createSignal, Match, Switch, type JSX } from "solid-js";
import "#client/account/account.css";
import "./accounts.css";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Tabs } from "#client/ui/tabs.tsx";
import { AllDevices } from "./all-devices.tsx";
import { LoginLog } from "./login-log.tsx";
import { PeopleAccounts } from "./people-accounts.tsx";

const AREAS = ["people", "devices", "log"] as const;
type Area = (typeof AREAS)[number];

/** What administrators see and do about accounts. The relay alone knows of it: it needs a connection. */
export const AccountsScene = (): JSX.Element => {
  const { t } = useI18n();
  const [area, setArea] = createSignal<Area>("people");
  const nameOf = (id: Area): string => (id === "devices" ? t("devices.title") : t(`accounts.${id}`));
  return (
    <section class="accounts" aria-label={t("app.accounts")}>
      <Tabs label={t("accounts.areas")} items={AREAS.map((id) => ({ id, label: nameOf(id) }))} value={area()} onChange={(id) => setArea(id as Area)} />
      <div class="accounts__area">
        <Switch>
          <Match when={area() === "people"}>
            <PeopleAccounts />
          </Match>
          <Match when={area() === "devices"}>
            <AllDevices />
          </Match>
          <Match when={area() === "log"}>
            <LoginLog />
          </Match>
        </Switch>
      </div>
    </section>
  );
};
