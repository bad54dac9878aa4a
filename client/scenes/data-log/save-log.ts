import { kindOf, recordOf } from "#domain/id.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import type { LogFilter } from "#domain/protocol/up/ask-log.ts";
import type { Locale } from "#domain/schema/words.ts";
import { csvLine } from "#domain/transfer/export-csv.ts";
import type { LogPage } from "#workers/replica/api.ts";
import type { Result } from "#domain/result.ts";
import type { MessageKey } from "#client/i18n/messages/en.ts";
import { ruleOf, toldOf, valueText } from "./log-words.ts";

export interface LogCsv {
  readonly locale: Locale;
  readonly t: (key: MessageKey) => string;
  readonly titleOf: (record: string) => string | null;
}

const instant = (at: number): string => new Date(at).toISOString();

const HEADINGS = ["log.at", "log.who", "log.kind", "log.record", "log.field", "log.old", "log.new", "log.device", "log.rule"] as const satisfies readonly MessageKey[];

export const logLine = (entry: HistoryEntry, { locale, t, titleOf }: LogCsv): string => {
  const told = toldOf(entry, locale);
  const record = recordOf(entry.doc);
  const text = (value: HistoryEntry["from"]): string => valueText(told, value, { titleOf, instant });
  return csvLine([
    instant(entry.at),
    titleOf(entry.by) ?? entry.by,
    wordsOf(locale, kindOf(record)).one,
    titleOf(record) ?? record,
    told?.label ?? "",
    text(entry.from),
    text(entry.to),
    entry.device === 0 ? t("log.relay") : String(entry.device),
    t(ruleOf(entry)),
  ]);
};

const PAGE = 200;
const MARK = "\uFEFF";

/** Every entry that the filter lets through, as CSV; null when the relay could not be asked to the end. */
export const logAsCsv = async (ask: (filter: LogFilter, before: number | null, limit: number) => Promise<Result<LogPage, unknown>>, filter: LogFilter, words: LogCsv): Promise<Blob | null> => {
  const parts = [MARK, csvLine(HEADINGS.map((key) => words.t(key)))];
  for (let before: number | null = null; ; ) {
    const page: Result<LogPage, unknown> = await ask(filter, before, PAGE);
    if (!page.ok) return null;
    parts.push(page.value.entries.map((entry) => logLine(entry, words)).join(""));
    if (page.value.next === null) return new Blob(parts, { type: "text/csv" });
    before = page.value.next;
  }
};
