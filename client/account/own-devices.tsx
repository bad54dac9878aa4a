import { createResource, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { useToasts } from "#client/ui/toast.tsx";
import { deviceLines, type DeviceLine } from "#domain/protocol/accounts.ts";
import { askRelay, NOTHING } from "./ask-relay.ts";
import { DeviceList } from "./device-list.tsx";
import { accountSentence } from "./sentence.ts";

/** Where the person is signed in, and the end of it. */
export const OwnDevices = (): JSX.Element => {
  const i18n = useI18n();
  const { t } = i18n;
  const toasts = useToasts();
  const [devices, { refetch }] = createResource(() => askRelay(deviceLines, "GET", "/api/devices"));

  const end = async (path: string, body: object, said: string): Promise<void> => {
    const done = await askRelay(NOTHING, "POST", path, body);
    toasts.say(done.ok ? { text: said } : { text: accountSentence(i18n, done.error), tone: "danger" });
    await refetch();
  };
  const lines = (): readonly DeviceLine[] => {
    const answer = devices.latest;
    return answer?.ok ? answer.value : [];
  };
  const problem = (): string | undefined => {
    const answer = devices.latest;
    return answer && !answer.ok ? accountSentence(i18n, answer.error) : undefined;
  };

  return (
    <section class="settings__wide" aria-labelledby="settings-devices">
      <h2 id="settings-devices">{t("devices.title")}</h2>
      <p>{t("devices.text")}</p>
      <Show when={problem()}>{(text) => <p class="account-problem">{text()}</p>}</Show>
      <Show when={lines().length > 0}>
        <DeviceList label={t("devices.title")} devices={lines()} onRevoke={({ id }) => void end("/api/devices/revoke", { id }, t("devices.revoked"))} />
      </Show>
      <Show when={lines().some(({ here }) => !here)}>
        <Button icon="log-out" onClick={() => void end("/api/devices/revoke-others", {}, t("devices.everywhereDone"))}>
          {t("devices.everywhere")}
        </Button>
      </Show>
    </section>
  );
};
