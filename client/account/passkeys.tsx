import { createResource, createSignal, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { useConfirm } from "#client/ui/confirm.tsx";
import { TextInput } from "#client/ui/text-input.tsx";
import { useToasts } from "#client/ui/toast.tsx";
import { passkeyList, type PasskeyLine } from "#domain/protocol/passkeys.ts";
import { AccountTable } from "./account-table.tsx";
import { AddPasskey } from "./add-passkey.tsx";
import { askRelay, NOTHING } from "./ask-relay.ts";
import { passkeysHere } from "./passkeys-here.ts";
import { accountSentence } from "./sentence.ts";

/** The person's own passkeys: what each is called, when it was last used, and the end of it. */
export const Passkeys = (): JSX.Element => {
  const i18n = useI18n();
  const { t, formats, clock } = i18n;
  const toasts = useToasts();
  const confirm = useConfirm();
  const [list, { refetch }] = createResource(() => askRelay(passkeyList, "GET", "/api/passkeys"));
  const [adding, setAdding] = createSignal(false);

  const known = (): { readonly most: number; readonly passkeys: readonly PasskeyLine[] } => {
    const answer = list.latest;
    return answer?.ok ? answer.value : { most: 0, passkeys: [] };
  };
  const problem = (): string | undefined => {
    const answer = list.latest;
    return answer && !answer.ok ? accountSentence(i18n, answer.error) : undefined;
  };
  const tell = async (what: "rename" | "remove", body: object, said: string): Promise<void> => {
    const done = await askRelay(NOTHING, "POST", `/api/passkeys/${what}`, body);
    toasts.say(done.ok ? { text: said } : { text: accountSentence(i18n, done.error), tone: "danger" });
    await refetch();
  };
  const remove = async ({ id, name }: PasskeyLine): Promise<void> => {
    const question = { title: t("passkey.removeAsk", { name }), text: t("passkey.removeText"), yes: t("passkey.remove") };
    if (await confirm(question)) await tell("remove", { id }, t("passkey.removed"));
  };
  const rename = ({ id, name }: PasskeyLine, next: string | null): void => {
    if (next !== null && next !== name) void tell("rename", { id, name: next }, t("passkey.renamed"));
  };
  const added = (): void => {
    setAdding(false);
    toasts.say({ text: t("passkey.added") });
    void refetch();
  };

  return (
    <section class="settings__wide" aria-labelledby="settings-passkeys">
      <h2 id="settings-passkeys">{t("passkey.title")}</h2>
      <p>{t("passkey.text")}</p>
      <Show when={problem()}>{(text) => <p class="account-problem">{text()}</p>}</Show>
      <Show when={known().passkeys.length > 0}>
        <AccountTable
          label={t("passkey.title")}
          columns={[t("passkey.name"), t("passkey.site"), t("passkey.created"), t("passkey.used")]}
          actions={t("passkey.remove")}
          lines={known().passkeys}
        >
          {(passkey) => (
            <>
              <td>
                <TextInput bare inline label={t("passkey.name")} value={passkey.name} maxLength={60} onCommit={(name) => rename(passkey, name)} />
              </td>
              <td class="account-table__quiet">{passkey.site}</td>
              <td class="account-table__quiet">{formats().instant(passkey.created)}</td>
              <td class="account-table__quiet" title={passkey.used === null ? undefined : formats().instant(passkey.used)}>
                {passkey.used === null ? t("passkey.unused") : formats().ago(passkey.used, clock.now())}
              </td>
              <td>
                <Button size="small" onClick={() => void remove(passkey)}>
                  {t("passkey.remove")}
                </Button>
              </td>
            </>
          )}
        </AccountTable>
      </Show>
      <Show when={passkeysHere()} fallback={<p class="account-table__quiet">{t("passkey.unsupported")}</p>}>
        <Show when={list.latest?.ok}>
          <Show when={known().passkeys.length < known().most} fallback={<p>{t("passkey.full", { count: known().most })}</p>}>
            <Button icon="key-round" onClick={() => setAdding(true)}>
              {t("passkey.add")}
            </Button>
          </Show>
        </Show>
      </Show>
      <Show when={adding()}>
        <AddPasskey onClose={() => setAdding(false)} onAdded={added} />
      </Show>
    </section>
  );
};
