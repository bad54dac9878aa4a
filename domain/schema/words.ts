export const LOCALES = ["en", "zh-CN", "ko"] as const;
export type Locale = (typeof LOCALES)[number];

/** What a kind of record and its parts are called in one language. */
export interface EntityWords {
  readonly one: string;
  readonly many: string;
  /** Label of every field, set, list of lines, log, prose and derived column, by name. */
  readonly fields: Readonly<Record<string, string>>;
  /** Label of every option, by field or set name, then option id. */
  readonly options: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Label of every preset view and form section, by id. */
  readonly views: Readonly<Record<string, string>>;
  readonly sections: Readonly<Record<string, string>>;
  /** Label of every field of a list of lines or of a log, by list name, then field. */
  readonly lines?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Headings of the related lists of this kind's page, by `<kind>.<by>`, where the plural of the other kind does not say enough. */
  readonly related?: Readonly<Record<string, string>>;
}

export type WordsByLocale = Readonly<Record<Locale, EntityWords>>;
