import { createResource, createSignal, Show, type JSX } from "solid-js";
import { AccountTable } from "#client/account/account-table.tsx";
import { agentName } from "#client/account/agent-name.ts";
import { askRelay } from "#client/account/ask-relay.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { wordsOf } from "#domain/entities/words.ts";
import { loginPage, type Login } from "#domain/protocol/accounts.ts";
import { Answer } from "./answer.tsx";

/** Every try to sign in: the last two weeks, and what came before, page by page. */
export const LoginLog = (): JSX.Element => {
  const { t, formats, locale } = useI18n();
  const [older, setOlder] = createSignal<readonly Login[]>([]);
  const [more, setMore] = createSignal(true);
  const [page] = createResource(() => askRelay(loginPage, "POST", "/api/accounts/log", { before: null, older: false }));

  const roleOf = (role: string | null): string => (role === null ? "" : (wordsOf(locale(), "user").options["role"]?.[role] ?? role));
  const resultOf = ({ result, times }: Login): string => {
    const word = t(`accounts.result.${result}`);
    return times > 1 ? t("accounts.times", { result: word, count: times }) : word;
  };
  const showOlder = async (known: readonly Login[]): Promise<void> => {
    const found = await askRelay(loginPage, "POST", "/api/accounts/log", { before: known.at(-1)?.no ?? null, older: true });
    if (!found.ok) return;
    setOlder([...older(), ...found.value.entries]);
    setMore(found.value.more);
  };
  const columns = (): readonly string[] =>
    (["at", "account", "name", "role", "address", "program", "result"] as const).map((column) => (column === "address" ? t("devices.address") : t(`accounts.${column}`)));

  return (
    <Answer of={page}>
      {(first) => {
        const all = (): readonly Login[] => [...first().entries, ...older()];
        return (
          <>
            <p class="account-table__quiet">{t("accounts.recent")}</p>
            <Show when={all().length > 0} fallback={<p>{t("accounts.logEmpty")}</p>}>
              <AccountTable label={t("accounts.log")} columns={columns()} lines={all()}>
                {(login) => (
                  <>
                    <td>{formats().instant(login.at)}</td>
                    <td dir="auto">{login.account}</td>
                    <td dir="auto">{login.name ?? ""}</td>
                    <td>{roleOf(login.role)}</td>
                    <td class="account-table__quiet">{login.address}</td>
                    <td class="account-table__quiet" title={login.agent}>
                      {agentName(login.agent)}
                    </td>
                    <td>{resultOf(login)}</td>
                  </>
                )}
              </AccountTable>
            </Show>
            <Show when={first().more && more()}>
              <Button onClick={() => void showOlder(all())}>{t("accounts.older")}</Button>
            </Show>
          </>
        );
      }}
    </Answer>
  );
};
