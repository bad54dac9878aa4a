import type { JSX } from "solid-js";
import { LOCALE_NAMES, useI18n } from "#client/i18n/i18n.tsx";
import { Segmented } from "#client/ui/segmented.tsx";
import { LOCALES } from "#domain/schema/words.ts";

/** The language of this device, each named in itself: who cannot read the page still finds it. */
export const LanguageChoice = (): JSX.Element => {
  const { t, locale, setLocale } = useI18n();
  const choose = (id: string): void => {
    const chosen = LOCALES.find((each) => each === id);
    if (chosen) setLocale(chosen);
  };
  return (
    <div class="sign-in-language">
      <Segmented label={t("shell.language")} options={LOCALES.map((id) => ({ id, label: LOCALE_NAMES[id] }))} value={locale()} onChange={choose} />
    </div>
  );
};
