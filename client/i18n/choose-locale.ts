import { LOCALES, type Locale } from "#domain/schema/words.ts";

/** The language to begin with: the stored choice, else the first of the device's languages that the product speaks. */
export const chooseLocale = (stored: string | null, device: readonly string[]): Locale => {
  const known = LOCALES.find((locale) => locale === stored);
  if (known) return known;
  for (const tag of device) {
    const match = LOCALES.find((locale) => tag.toLowerCase().startsWith(locale.slice(0, 2)));
    if (match) return match;
  }
  return "en";
};
