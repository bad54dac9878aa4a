import { createResource, createSignal, Match, Show, Switch, type JSX } from "solid-js";
import { AccountTable } from "#client/account/account-table.tsx";
import { askRelay, NOTHING } from "#client/account/ask-relay.ts";
import { SecretText } from "#client/account/secret-text.tsx";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";
import { Dialog } from "#client/ui/dialog.tsx";
import { PersonName } from "#client/ui/face.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { Menu } from "#client/ui/menu.tsx";
import { useToasts } from "#client/ui/toast.tsx";
import { WORKSPACE } from "#domain/entities/workspace/workspace.ts";
import { accountLines, invitation, oneTimePassword, type AccountLine } from "#domain/protocol/accounts.ts";
import { textOf } from "#domain/schema/read.ts";
import type { SignInProblem } from "#workers/replica/api.ts";
import { Answer } from "./answer.tsx";
import { LimitsDialog } from "./limits-dialog.tsx";
import { accountSentence } from "#client/account/sentence.ts";

type Asked =
  | { readonly is: "link"; readonly account: AccountLine; readonly link: string; readonly until: number }
  | { readonly is: "password"; readonly account: AccountLine; readonly password: string }
  | { readonly is: "limits"; readonly account: AccountLine; readonly zone: string };

/** Where the relay is opened by those it serves, with the secret where browsers do not send it. */
const linkOf = (secret: string): string => `${window.location.origin}/invite#${secret}`;

/** Everybody's account: how they sign in, and the ways to help them in. */
export const PeopleAccounts = (): JSX.Element => {
  const i18n = useI18n();
  const { t, formats } = i18n;
  const replica = useReplica();
  const toasts = useToasts();
  const [accounts, { refetch }] = createResource(() => askRelay(accountLines, "GET", "/api/accounts"));
  const [asked, setAsked] = createSignal<Asked | null>(null);

  const recordName = useRecordName();
  const nameOf = ({ user }: AccountLine): string => recordName(user);
  const fail = (error: SignInProblem): void => void toasts.say({ text: accountSentence(i18n, error), tone: "danger" });

  const invite = async (account: AccountLine): Promise<void> => {
    const made = await askRelay(invitation, "POST", "/api/accounts/invite", { user: account.user });
    if (!made.ok) return fail(made.error);
    setAsked({ is: "link", account, link: linkOf(made.value.secret), until: made.value.expires });
    await refetch();
  };
  const reset = async (account: AccountLine): Promise<void> => {
    const made = await askRelay(oneTimePassword, "POST", "/api/accounts/reset", { user: account.user });
    if (!made.ok) return fail(made.error);
    setAsked({ is: "password", account, password: made.value.password });
    await refetch();
  };
  const removeFactor = async ({ user }: AccountLine): Promise<void> => {
    const removed = await askRelay(NOTHING, "POST", "/api/accounts/second-factor/remove", { user });
    if (!removed.ok) return fail(removed.error);
    toasts.say({ text: t("factor.turnedOff") });
    await refetch();
  };
  const removePasskeys = async ({ user }: AccountLine): Promise<void> => {
    const removed = await askRelay(NOTHING, "POST", "/api/accounts/passkeys/remove", { user });
    if (!removed.ok) return fail(removed.error);
    toasts.say({ text: t("accounts.passkeysRemoved") });
    await refetch();
  };
  const limit = async (account: AccountLine): Promise<void> => {
    const [workspace] = await replica.api.rows([WORKSPACE]);
    setAsked({ is: "limits", account, zone: (workspace && textOf(workspace, "zone")) ?? t("accounts.serverZone") });
  };
  const saved = (): void => {
    setAsked(null);
    toasts.say({ text: t("accounts.saved") });
    void refetch();
  };

  const limitsOf = ({ hours, networks, devices, mobile }: AccountLine): string => {
    const parts = [
      ...(hours.length > 0 ? [t("accounts.limits.hours")] : []),
      ...(networks.length > 0 ? [t("accounts.limits.networks")] : []),
      ...(devices === null ? [] : [t("accounts.limits.devices")]),
      ...(mobile ? [] : [t("accounts.limits.mobile")]),
    ];
    return parts.length > 0 ? formats().list(parts) : t("accounts.limits.none");
  };
  const passwordOf = ({ password, invited }: AccountLine): string =>
    invited === null ? t(`accounts.password.${password}`) : t("accounts.invited", { until: formats().instant(invited) });
  const itemsFor = (account: AccountLine) => [
    { id: "invite", label: t("accounts.invite"), run: () => void invite(account) },
    { id: "reset", label: t("accounts.reset"), run: () => void reset(account) },
    { id: "limits", label: t("accounts.restrict"), run: () => void limit(account) },
    ...(account.passkeys > 0 ? [{ id: "passkeys", label: t("accounts.removePasskeys"), danger: true, run: () => void removePasskeys(account) }] : []),
    ...(account.secondFactor ? [{ id: "factor", label: t("accounts.removeFactor"), danger: true, run: () => void removeFactor(account) }] : []),
  ];

  return (
    <>
      <Answer of={accounts}>
        {(lines) => (
          <AccountTable
            label={t("accounts.people")}
            columns={[t("devices.person"), t("accounts.password"), t("factor.title"), t("passkey.title"), t("accounts.limits")]}
            actions={t("accounts.people")}
            lines={lines()}
          >
            {(account) => (
              <>
                <td>
                  <PersonName id={account.user} name={nameOf(account)} />
                </td>
                <td>{passwordOf(account)}</td>
                <td>
                  <Show when={account.secondFactor} fallback="–">
                    <Icon name="check" />
                    <span class="quiet-only-for-ears">{t("factor.on")}</span>
                  </Show>
                </td>
                <td class="figure">{account.passkeys > 0 ? formats().number(String(account.passkeys)) : "–"}</td>
                <td class="account-table__quiet">{limitsOf(account)}</td>
                <td>
                  <Menu label={t("accounts.actions", { name: nameOf(account) })} items={itemsFor(account)} trigger={<Icon name="ellipsis" />} triggerClass="button icon-button" triggerKind="quiet" triggerSize="small" />
                </td>
              </>
            )}
          </AccountTable>
        )}
      </Answer>
      <Show when={asked()} keyed>
        {(now) => (
          <Switch>
            <Match when={now.is === "link" && now}>
              {(one) => (
                <Dialog
                  open
                  onClose={() => setAsked(null)}
                  title={t("accounts.link")}
                  description={t("accounts.inviteText", { name: nameOf(one().account), until: formats().instant(one().until) })}
                  actions={<Button onClick={() => setAsked(null)}>{t("app.close")}</Button>}
                >
                  <SecretText text={one().link} />
                </Dialog>
              )}
            </Match>
            <Match when={now.is === "password" && now}>
              {(one) => (
                <Dialog
                  open
                  onClose={() => setAsked(null)}
                  title={t("accounts.oneTime")}
                  description={t("accounts.resetText", { name: nameOf(one().account) })}
                  actions={<Button onClick={() => setAsked(null)}>{t("app.close")}</Button>}
                >
                  <SecretText text={one().password} />
                </Dialog>
              )}
            </Match>
            <Match when={now.is === "limits" && now}>
              {(one) => <LimitsDialog account={one().account} name={nameOf(one().account)} zone={one().zone} onClose={() => setAsked(null)} onSaved={saved} />}
            </Match>
          </Switch>
        )}
      </Show>
    </>
  );
};
