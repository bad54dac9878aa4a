import type { Choice } from "#client/ui/option.ts";

const COUNTRIES =
  "AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS YE ZA ZM ZW";

const named = (codes: readonly string[], locale: string, type: "region" | "currency", withCode: boolean): readonly Choice[] => {
  const names = new Intl.DisplayNames(locale, { type });
  const order = new Intl.Collator(locale);
  return codes
    .map((id) => ({ id, label: withCode ? `${id} – ${names.of(id) ?? id}` : (names.of(id) ?? id) }))
    .sort((a, b) => order.compare(a.label, b.label));
};

/** Countries and regions by name; `present` stands among them whatever it is. */
export const countryChoices = (locale: string, present: string | null): readonly Choice[] => {
  const known = COUNTRIES.split(" ");
  return named(present !== null && /^[A-Z]{2}$/.test(present) && !known.includes(present) ? [...known, present] : known, locale, "region", false);
};

/** Every currency that this browser can write. */
export const currencyChoices = (locale: string): readonly Choice[] => named(Intl.supportedValuesOf("currency"), locale, "currency", true);

export const monthChoices = (locale: string): readonly Choice[] => {
  const format = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, month) => ({ id: String(month + 1), label: format.format(Date.UTC(2024, month, 1)) }));
};
