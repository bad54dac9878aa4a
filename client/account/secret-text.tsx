import type { JSX } from "solid-js";
import "./account.css";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { useToasts } from "#client/ui/toast.tsx";

/** Something to be passed on or typed elsewhere: selected by one click, copied by another. */
export const SecretText = (props: { readonly text: string }): JSX.Element => {
  const { t } = useI18n();
  const toasts = useToasts();
  const copy = (): void => {
    navigator.clipboard?.writeText(props.text).then(
      () => toasts.say({ text: t("accounts.copied") }),
      () => undefined,
    );
  };
  return (
    <div class="account-secret">
      <code>{props.text}</code>
      <Button size="small" icon="copy" onClick={copy}>
        {t("factor.copy")}
      </Button>
    </div>
  );
};
