import { createContext, createResource, createSignal, createEffect, Show, useContext, type Accessor, type JSX } from "solid-js";
import { readSetting, writeSetting } from "#client/theme/theme.ts";
import { dayOf, type Clock, type Day, type Instant } from "#domain/clock.ts";
import { learn, type LanguageWords } from "#domain/entities/language-words.ts";
import type { Locale } from "#domain/schema/words.ts";
import { chooseLocale } from "./choose-locale.ts";
import { createFormats, type Formats } from "./format.ts";
import { fetchWithLate, untilLoaded } from "#client/ui/late.ts";
import { createFill, type Params } from "./message.ts";
import { createCatalog, type LoadedCatalog } from "./catalog.ts";
import type { FirstWords, LaterWords, MessageKey } from "./messages/en.ts";

export const LOCALE_KEY = "tidebook.locale";

/** Each language in its own words, for the menu that switches. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = { en: "English", "zh-CN": "简体中文", ko: "한국어" };

export interface I18n {
  readonly locale: Accessor<Locale>;
  readonly setLocale: (locale: Locale) => void;
  /** Words of a key, reactive to the language. */
  readonly t: (key: MessageKey, params?: Params) => string;
  /** For keys made at run time, such as an error's type: undefined when the catalog lacks it. */
  readonly find: (key: string, params?: Params) => string | undefined;
  /** Whether the words of every screen are here: one that shows many of them waits, instead of being laid out twice. */
  readonly hasAllWords: () => boolean;
  readonly formats: Accessor<Formats>;
  /** Whether `5/6` is the fifth of June where this user lives. */
  readonly dayFirst: Accessor<boolean>;
  /** Today where the device is. */
  readonly today: () => Day;
  /** Minutes that this device is east of UTC now. */
  readonly offsetMinutes: () => number;
  readonly clock: Clock;
}

const FIRST: Readonly<Record<Locale, () => Promise<FirstWords>>> = {
  en: async () => (await import("./messages/en/first.ts")).first,
  "zh-CN": async () => (await import("./messages/zh-CN/first.ts")).first,
  ko: async () => (await import("./messages/ko/first.ts")).first,
};

const LATER: Readonly<Record<Locale, () => Promise<LaterWords>>> = {
  en: async () => (await import("./messages/en/later.ts")).later,
  "zh-CN": async () => (await import("./messages/zh-CN/later.ts")).later,
  ko: async () => (await import("./messages/ko/later.ts")).later,
};

const RECORD_WORDS: Readonly<Record<Locale, () => Promise<LanguageWords>>> = {
  en: async () => (await import("#domain/entities/words/en.ts")).words,
  "zh-CN": async () => (await import("#domain/entities/words/zh-CN.ts")).words,
  ko: async () => (await import("#domain/entities/words/ko.ts")).words,
};

const regionOf = (locale: Locale): string =>
  navigator.languages.find((tag) => tag.toLowerCase().startsWith(`${locale.slice(0, 2)}-`)) ?? locale;

const writesDayFirst = (tag: string): boolean => {
  const parts = new Intl.DateTimeFormat(tag, { day: "numeric", month: "numeric" }).formatToParts(0);
  return parts.findIndex((part) => part.type === "day") < parts.findIndex((part) => part.type === "month");
};

const offsetAt = (now: Instant): number => -new Date(now).getTimezoneOffset();

const todayOf = (clock: Clock): Day => dayOf(clock.now(), offsetAt(clock.now()));

const I18nContext = createContext<I18n>();

export const useI18n = (): I18n => {
  const i18n = useContext(I18nContext);
  if (!i18n) throw new Error("useI18n needs an I18nProvider above it");
  return i18n;
};

/** A language as it is spoken here. */
interface Spoken {
  readonly locale: Locale;
  readonly catalog: LoadedCatalog;
  readonly fill: ReturnType<typeof createFill>;
  readonly formats: Formats;
  readonly dayFirst: boolean;
}

const speak = async (locale: Locale, whole: boolean): Promise<Spoken> => {
  const [first, words] = await Promise.all([FIRST[locale](), RECORD_WORDS[locale]()]);
  learn(locale, words);
  const catalog = createCatalog(first, () => untilLoaded(LATER[locale]));
  /* Nobody waits for words that are fetched early: those that do not come now are no missing part of a screen. */
  fetchWithLate(async () => {
    await LATER[locale]();
    await catalog.needAll();
  });
  if (whole) await catalog.needAll();
  const region = regionOf(locale);
  return { locale, catalog, fill: createFill(locale), formats: createFormats(locale, region), dayFirst: writesDayFirst(region) };
};

/**
 * Loads the words of the active language only and shows nothing before those of a first screen are here; the others are empty until they
 * come. Sets `lang` on the document.
 */
export const I18nProvider = (props: { clock: Clock; children: JSX.Element }): JSX.Element => {
  const [locale, setLocale] = createSignal(chooseLocale(readSetting(LOCALE_KEY), navigator.languages));
  /* Who changes the language keeps every screen, and the place in it: no word of them is still to come. */
  const [loaded] = createResource<Spoken, Locale>(locale, async (wanted, { value: before }) => speak(wanted, before !== undefined));
  createEffect(() => {
    const now = loaded.latest;
    if (now) document.documentElement.lang = now.locale;
  });
  return (
    <Show when={loaded.latest !== undefined}>
      {(() => {
        const ready = (): NonNullable<typeof loaded.latest> => loaded.latest as NonNullable<typeof loaded.latest>;
        const i18n: I18n = {
          locale: () => ready().locale,
          setLocale: (next) => {
            writeSetting(LOCALE_KEY, next);
            setLocale(next);
          },
          t: (key, params) => {
            const message = ready().catalog.message(key);
            return message === undefined ? "" : ready().fill(message, params);
          },
          find: (key, params) => {
            const message = ready().catalog.message(key);
            return message === undefined ? undefined : ready().fill(message, params);
          },
          hasAllWords: () => ready().catalog.isWhole(),
          formats: () => ready().formats,
          dayFirst: () => ready().dayFirst,
          today: () => todayOf(props.clock),
          offsetMinutes: () => offsetAt(props.clock.now()),
          clock: props.clock,
        };
        return <I18nContext.Provider value={i18n}>{props.children}</I18nContext.Provider>;
      })()}
    </Show>
  );
};
