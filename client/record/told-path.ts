import { wordsOf } from "#domain/entities/words.ts";
import { parsePath } from "#domain/record/path.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import type { Field } from "#domain/schema/field.ts";
import { linesOf } from "#domain/schema/read.ts";
import type { Locale } from "#domain/schema/words.ts";
import type { MessageKey } from "#client/i18n/messages/en.ts";

/** A path in the user's words. */
export interface ToldPath {
  readonly label: string;
  readonly field: Field;
  readonly words: Readonly<Record<string, string>>;
  /** For paths that come and go rather than hold a value: what to say. */
  readonly plain: { readonly added: MessageKey; readonly removed: MessageKey } | null;
  /** The member of a set, shown in place of the value. */
  readonly member: string | null;
  /** Whether a person can write the path again. */
  readonly writable: boolean;
}

const TEXT: Field = { kind: "text" };
const NO_WORDS: Readonly<Record<string, string>> = {};

/** What `path` of a record is called, and how its values are shown. A line is called by its product while it is there. */
export const describePath = (entity: Entity, path: string, row: Row, locale: Locale): ToldPath => {
  const words = wordsOf(locale, entity.kind);
  const target = parsePath(entity, path);
  const base = { field: TEXT, words: NO_WORDS, plain: null, member: null, writable: true };
  if (path === "viewed") return { ...base, label: words.one, plain: { added: "timeline.viewed", removed: "timeline.viewed" }, writable: false };
  switch (target?.at) {
    case "field":
      return {
        ...base,
        label: words.fields[target.name] ?? target.name,
        field: target.field,
        words: words.options[target.name] ?? NO_WORDS,
        plain: path === "deleted" ? { added: "timeline.binned", removed: "timeline.restored" } : null,
        writable: target.field.fixed !== true,
      };
    case "member":
      return {
        ...base,
        label: words.fields[target.set] ?? target.set,
        field: entity.sets?.[target.set]?.of ?? TEXT,
        words: words.options[target.set] ?? NO_WORDS,
        member: target.member,
      };
    case "line":
      return { ...base, label: words.fields[target.list] ?? target.list, plain: { added: "timeline.lineAdded", removed: "timeline.lineRemoved" }, writable: false };
    case "lineField": {
      const present = linesOf(row, target.list).some((line) => line.key === target.key);
      const list = words.fields[target.list] ?? target.list;
      return { ...base, label: `${list} · ${words.lines?.[target.list]?.[target.name] ?? target.name}`, field: target.field, writable: present };
    }
    case "prose":
      return { ...base, label: words.fields[target.name] ?? target.name, plain: { added: "timeline.proseEdited", removed: "timeline.proseEdited" }, writable: false };
    case "log":
    case undefined:
      return { ...base, label: path, writable: false };
  }
};
