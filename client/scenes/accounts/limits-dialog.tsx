import { createSignal, For, Index, Show, type JSX } from "solid-js";
import { askRelay, NOTHING } from "#client/account/ask-relay.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button, IconButton } from "#client/ui/button.tsx";
import { Checkbox } from "#client/ui/checkbox.tsx";
import { Dialog } from "#client/ui/dialog.tsx";
import { TextArea, TextInput } from "#client/ui/text-input.tsx";
import type { AccountLine, Hours, KnownDevice } from "#domain/protocol/accounts.ts";
import { accountSentence } from "#client/account/sentence.ts";
import { DeviceLimits } from "./device-limits.tsx";

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const WORKDAYS: Hours = { days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" };
/** A Monday, for the names of weekdays. */
const MONDAY = Date.UTC(2024, 0, 1);

export interface LimitsDialogProps {
  readonly account: AccountLine;
  readonly name: string;
  readonly zone: string;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** When, from where and with what one person may sign in. */
export const LimitsDialog = (props: LimitsDialogProps): JSX.Element => {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const [hours, setHours] = createSignal<readonly Hours[]>(props.account.hours);
  const [networks, setNetworks] = createSignal(props.account.networks.join("\n"));
  const [devices, setDevices] = createSignal(props.account.devices);
  const [mobile, setMobile] = createSignal(props.account.mobile);
  const [known, setKnown] = createSignal(props.account.known);
  const [problem, setProblem] = createSignal<string>();

  const dayName = (day: number): string => new Intl.DateTimeFormat(locale(), { weekday: "short", timeZone: "UTC" }).format(MONDAY + (day - 1) * 86_400_000);
  const change = (at: number, part: Partial<Hours>): void => void setHours(hours().map((one, index) => (index === at ? { ...one, ...part } : one)));
  const withDay = (days: readonly number[], day: number, on: boolean): number[] => (on ? [...days, day].sort() : days.filter((one) => one !== day));

  const save = async (): Promise<void> => {
    const list = networks().split(/[\n,;]/).map((one) => one.trim()).filter((one) => one !== "");
    const done = await askRelay(NOTHING, "POST", "/api/accounts/restrict", { user: props.account.user, hours: hours(), networks: list, devices: devices(), mobile: mobile() });
    if (done.ok) props.onSaved();
    else setProblem(done.error.type === "TurnedAway" && done.error.code === "badRequest" ? t("accounts.wrongLimits") : accountSentence(i18n, done.error));
  };

  const forget = async ({ id }: KnownDevice): Promise<void> => {
    const done = await askRelay(NOTHING, "POST", "/api/accounts/known-devices/forget", { user: props.account.user, id });
    if (done.ok) setKnown(known().filter((device) => device.id !== id));
    else setProblem(accountSentence(i18n, done.error));
  };

  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t("accounts.restrictTitle", { name: props.name })}
      description={t("accounts.restrictText", { zone: props.zone })}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t("app.close")}</Button>
          <Button kind="primary" onClick={() => void save()}>
            {t("accounts.save")}
          </Button>
        </>
      }
    >
      <div class="accounts__limits">
        <Index each={hours()}>
          {(one, at) => (
            <div class="accounts__hours" role="group" aria-label={t("accounts.limits.hours")}>
              <div class="accounts__days" role="group" aria-label={t("accounts.day")}>
                <For each={DAYS}>
                  {(day) => <Checkbox label={dayName(day)} checked={one().days.includes(day)} onCommit={(on) => change(at, { days: withDay(one().days, day, on) })} />}
                </For>
              </div>
              <div class="accounts__time">
                <TextInput label={t("accounts.from")} value={one().from} onCommit={(from) => change(at, { from: from ?? "" })} />
              </div>
              <div class="accounts__time">
                <TextInput label={t("accounts.to")} value={one().to} onCommit={(to) => change(at, { to: to ?? "" })} />
              </div>
              <IconButton icon="x" label={t("ui.remove", { name: t("accounts.limits.hours") })} onClick={() => setHours(hours().filter((_, index) => index !== at))} />
            </div>
          )}
        </Index>
        <div>
          <Button icon="plus" onClick={() => setHours([...hours(), WORKDAYS])}>
            {t("accounts.limits.hours")}
          </Button>
        </div>
        <TextArea label={t("accounts.networks")} hint={t("accounts.networksHint")} rows={3} value={networks()} onCommit={(text) => setNetworks(text ?? "")} />
        <DeviceLimits devices={devices()} mobile={mobile()} known={known()} onDevices={setDevices} onMobile={setMobile} onForget={(device) => void forget(device)} />
        <Show when={problem()}>
          {(text) => (
            <p class="account-problem" role="alert">
              {text()}
            </p>
          )}
        </Show>
      </div>
    </Dialog>
  );
};
