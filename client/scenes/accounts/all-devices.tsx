import { createResource, createSignal, Show, type JSX } from "solid-js";
import { askRelay, NOTHING } from "#client/account/ask-relay.ts";
import { DeviceList } from "#client/account/device-list.tsx";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { Dialog } from "#client/ui/dialog.tsx";
import { useToasts } from "#client/ui/toast.tsx";
import { deviceLines, type DeviceLine } from "#domain/protocol/accounts.ts";
import { Answer } from "./answer.tsx";
import { accountSentence } from "#client/account/sentence.ts";

/** Everybody's devices. Emptying one is asked twice: it cannot be undone. */
export const AllDevices = (): JSX.Element => {
  const i18n = useI18n();
  const { t } = i18n;
  const nameOf = useRecordName();
  const toasts = useToasts();
  const [devices, { refetch }] = createResource(() => askRelay(deviceLines, "GET", "/api/accounts/devices"));
  const [emptying, setEmptying] = createSignal<DeviceLine | null>(null);

  const tell = async (what: "revoke" | "wipe", { id }: DeviceLine): Promise<void> => {
    const done = await askRelay(NOTHING, "POST", `/api/accounts/devices/${what}`, { id });
    toasts.say(done.ok ? { text: t(what === "wipe" ? "devices.emptyDone" : "devices.revoked") } : { text: accountSentence(i18n, done.error), tone: "danger" });
    setEmptying(null);
    await refetch();
  };

  return (
    <>
      <Answer of={devices}>
        {(lines) => <DeviceList withPeople label={t("devices.title")} devices={lines()} onRevoke={(device) => void tell("revoke", device)} onWipe={setEmptying} />}
      </Answer>
      <Show when={emptying()}>
        {(device) => (
          <Dialog
            open
            onClose={() => setEmptying(null)}
            title={t("devices.emptyAsk", { name: nameOf(device().person) })}
            description={t("devices.emptyText")}
            actions={
              <>
                <Button onClick={() => setEmptying(null)}>{t("app.close")}</Button>
                <Button kind="danger" onClick={() => void tell("wipe", device())}>
                  {t("devices.empty")}
                </Button>
              </>
            }
          />
        )}
      </Show>
    </>
  );
};
