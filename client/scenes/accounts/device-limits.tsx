import { For, Show, type JSX } from "solid-js";
import { agentName } from "#client/account/agent-name.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { NumberInput } from "#client/ui/number-input.tsx";
import { Segmented } from "#client/ui/segmented.tsx";
import { Switch } from "#client/ui/checkbox.tsx";
import type { KnownDevice } from "#domain/protocol/accounts.ts";

export interface DeviceLimitsProps {
  readonly devices: number | null;
  readonly mobile: boolean;
  readonly known: readonly KnownDevice[];
  readonly onDevices: (devices: number | null) => void;
  readonly onMobile: (mobile: boolean) => void;
  readonly onForget: (device: KnownDevice) => void;
}

const MOST = 50;
const CHOICES = ["any", "known", "most"] as const;

/** Which devices somebody may sign in with, and those that are known. */
export const DeviceLimits = (props: DeviceLimitsProps): JSX.Element => {
  const { t, formats } = useI18n();
  const choice = (): (typeof CHOICES)[number] => (props.devices === null ? "any" : props.devices === 0 ? "known" : "most");
  const choose = (id: string): void => props.onDevices(id === "any" ? null : id === "known" ? 0 : Math.max(2, props.known.length));
  return (
    <div class="accounts__devices" role="group" aria-label={t("accounts.limits.devices")}>
      <Segmented label={t("accounts.limits.devices")} options={CHOICES.map((id) => ({ id, label: t(`accounts.devices.${id}`) }))} value={choice()} onChange={choose} />
      <Show when={choice() === "most"}>
        <NumberInput
          label={t("accounts.devices.count")}
          value={String(props.devices)}
          scale={0}
          onCommit={(value) => props.onDevices(Math.min(MOST, Math.max(1, Number(value ?? 1))))}
        />
      </Show>
      <p class="account-table__quiet">{t(choice() === "any" ? "accounts.devices.text" : "accounts.devices.limited")}</p>
      <Show when={props.known.length > 0}>
        <ul class="accounts__known" aria-label={t("accounts.devices.list")}>
          <For each={props.known}>
            {(device) => (
              <li>
                <span>
                  {agentName(device.agent)}
                  <span class="account-table__quiet"> {t("accounts.devices.seen", { at: formats().instant(device.seen), address: device.address })}</span>
                </span>
                <Button size="small" kind="quiet" onClick={() => props.onForget(device)}>
                  {t("accounts.devices.forget")}
                </Button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Switch label={t("accounts.mobile")} hint={t("accounts.mobileHint")} checked={props.mobile} onCommit={props.onMobile} />
    </div>
  );
};
