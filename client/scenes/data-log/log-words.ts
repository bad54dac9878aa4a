import { findEntity } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import { kindOf, parseRecordId, recordOf } from "#domain/id.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import { isMovePath } from "#domain/policy/move.ts";
import { isMark } from "#domain/schema/mark.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { Locale } from "#domain/schema/words.ts";
import type { MessageKey } from "#client/i18n/messages/en.ts";
import { describePath, type ToldPath } from "#client/record/told-path.ts";

/** By which rule an entry stands as it does. */
export const ruleOf = ({ doc, path, from, outcome }: HistoryEntry): MessageKey => {
  if (path === "purged" || path === "created") return `log.rule.${path}`;
  if (outcome !== "kept") return `timeline.${outcome}`;
  const entity = findEntity(kindOf(doc));
  if (path === entity?.number?.field && typeof from === "string" && from.startsWith("~")) return "log.rule.number";
  if (isMovePath(path)) return "log.rule.move";
  return path.startsWith("log/") ? "log.rule.advance" : "log.rule.kept";
};

/** What the path of an entry is called; null for one that is about the record as a whole. */
export const toldOf = ({ doc, path }: HistoryEntry, locale: Locale): ToldPath | null => {
  const entity = findEntity(kindOf(doc));
  if (!entity || path === "purged" || path === "created") return null;
  const told = describePath(entity, path, { id: recordOf(doc) }, locale);
  const [head, name = ""] = path.split("/");
  return head === "log" ? { ...told, label: wordsOf(locale, entity.kind).fields[name] ?? name } : told;
};

/** What texts of an entry are made with. */
export interface TextSources {
  readonly titleOf: (record: string) => string | null;
  readonly instant: (at: number) => string;
}

/** A value as a file holds it: numbers and days as they are stored, references and options by name. */
export const valueText = (told: ToldPath | null, value: FieldValue, { titleOf, instant }: TextSources): string => {
  if (value === null || told === null) return "";
  if (told.member !== null) return titleOf(told.member) ?? told.words[told.member] ?? told.member;
  if (isMark(value)) return `${titleOf(value.by) ?? value.by} ${instant(value.at)}`;
  if (typeof value === "object") return Object.values(value).flatMap((part) => (part === null ? [] : [(typeof part === "string" ? titleOf(part) : null) ?? part])).join(" ");
  if (typeof value === "string") return (parseRecordId(value) ? titleOf(value) : null) ?? told.words[value] ?? value;
  return told.field.kind === "instant" ? instant(value) : String(value);
};
