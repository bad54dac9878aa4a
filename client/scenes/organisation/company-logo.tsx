import { createSignal, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { logoOf } from "./scale-logo.ts";

export interface CompanyLogoProps {
  /** As a `data:` address. */
  readonly logo: string | null;
  readonly onLogo: (logo: string | null) => void;
}

/** The company's picture: chosen from a file, made small on this device. */
export const CompanyLogo = (props: CompanyLogoProps): JSX.Element => {
  const { t } = useI18n();
  const [problem, setProblem] = createSignal<string>();
  let input: HTMLInputElement | undefined;
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const logo = await logoOf(file);
    setProblem(logo.ok ? undefined : t(`invalid.${logo.error}`));
    if (logo.ok) props.onLogo(logo.value);
  };
  return (
    <div class="company-logo" role="group" aria-label={t("company.logo")}>
      <div class="company-logo__picture">
        <Show when={props.logo} fallback={<span>{t("company.noLogo")}</span>}>
          {(logo) => <img src={logo()} alt={t("company.logo")} />}
        </Show>
      </div>
      <div class="company-logo__actions">
        <input
          ref={(element) => (input = element)}
          type="file"
          class="quiet-only-for-ears"
          tabindex={-1}
          aria-label={t("company.chooseLogo")}
          accept="image/png,image/webp,image/svg+xml,image/jpeg"
          onChange={(event) => {
            void take(event.currentTarget.files?.[0]);
            event.currentTarget.value = "";
          }}
        />
        <Button icon="file-up" onClick={() => input?.click()}>
          {t("company.chooseLogo")}
        </Button>
        <Show when={props.logo}>
          <Button kind="quiet" onClick={() => props.onLogo(null)}>
            {t("company.removeLogo")}
          </Button>
        </Show>
        <p class="company__quiet">{t("company.logoHint")}</p>
        <Show when={problem()}>
          {(text) => (
            <p class="company__problem" role="alert">
              {text()}
            </p>
          )}
        </Show>
      </div>
    </div>
  );
};
