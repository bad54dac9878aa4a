import { For, Show, type JSX } from "solid-js";
import "./account.css";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { PersonName } from "#client/ui/face.tsx";
import type { DeviceLine } from "#domain/protocol/accounts.ts";
import { agentName } from "./agent-name.ts";

export interface DeviceListProps {
  readonly label: string;
  readonly devices: readonly DeviceLine[];
  /** Shows whose each is. */
  readonly withPeople?: boolean;
  readonly onRevoke: (device: DeviceLine) => void;
  /** Without it, emptying is not offered. */
  readonly onWipe?: ((device: DeviceLine) => void) | undefined;
}

/** Devices and sessions, the last seen first. */
export const DeviceList = (props: DeviceListProps): JSX.Element => {
  const { t, formats, clock } = useI18n();
  const nameOf = useRecordName();
  const stateOf = (device: DeviceLine): string => {
    if (device.here) return t("devices.here");
    if (device.state === "signedIn" && device.online) return t("devices.online");
    return t(`devices.${device.state}`);
  };
  return (
    <div class="account-frame">
      <table class="account-table" aria-label={props.label}>
        <thead>
          <tr>
            <Show when={props.withPeople}>
              <th scope="col">{t("devices.person")}</th>
            </Show>
            <th scope="col">{t("devices.device")}</th>
            <th scope="col">{t("devices.address")}</th>
            <th scope="col">{t("devices.seen")}</th>
            <th scope="col">{t("devices.state")}</th>
            <th scope="col">
              <span class="quiet-only-for-ears">{t("devices.revoke")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.devices}>
            {(device) => (
              <tr>
                <Show when={props.withPeople}>
                  <td>
                    <PersonName id={device.person} name={nameOf(device.person)} />
                  </td>
                </Show>
                <td title={device.agent}>{agentName(device.agent)}</td>
                <td class="account-table__quiet">{device.address}</td>
                <td class="account-table__quiet" title={formats().instant(device.seen)}>
                  {formats().ago(device.seen, clock.now())}
                </td>
                <td>{stateOf(device)}</td>
                <td>
                  <div class="account-buttons">
                    <Show when={!device.here && device.state === "signedIn"}>
                      <Button size="small" onClick={() => props.onRevoke(device)}>
                        {t("devices.revoke")}
                      </Button>
                    </Show>
                    <Show when={props.onWipe && !device.here && device.device !== null && device.state !== "wipe"}>
                      <Button size="small" kind="quiet" onClick={() => props.onWipe?.(device)}>
                        {t("devices.empty")}
                      </Button>
                    </Show>
                  </div>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
};
