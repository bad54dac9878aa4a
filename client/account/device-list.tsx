import { Show, type JSX } from "solid-js";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { PersonName } from "#client/ui/face.tsx";
import type { DeviceLine } from "#domain/protocol/accounts.ts";
import { AccountTable } from "./account-table.tsx";
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
  const columns = (): readonly string[] => [...(props.withPeople ? [t("devices.person")] : []), t("devices.device"), t("devices.address"), t("devices.seen"), t("devices.state")];
  return (
    <AccountTable label={props.label} columns={columns()} actions={t("devices.revoke")} lines={props.devices}>
      {(device) => (
        <>
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
        </>
      )}
    </AccountTable>
  );
};
