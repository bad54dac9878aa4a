import type { Remote } from "comlink";
import type { Row } from "#domain/schema/entity.ts";
import type { Field } from "#domain/schema/field.ts";
import type { Choice } from "#client/ui/option.ts";
import type { SearchChoices } from "#client/ui/search-choices.ts";
import type { ReplicaApi, SearchHit } from "#workers/replica/api.ts";

/** Keeps a found record out of a reference's list, such as a product that is no longer sold. */
export type RecordFilter = (row: Row) => boolean;

const SHOWN = 12;
/** Asked for when a filter takes some away. */
const ASKED = 40;

const choiceOf = (hit: SearchHit): Choice => ({ id: hit.id, label: hit.title, ...(hit.subtitle ? { meta: hit.subtitle } : {}) });

/** Searches records of one kind for a reference. */
export const searchRecords = (api: Remote<ReplicaApi>, kind: string, only?: RecordFilter): SearchChoices => {
  if (!only) return async (text) => (await api.search(text, [kind], SHOWN)).map(choiceOf);
  return async (text) => {
    const hits = await api.search(text, [kind], ASKED);
    const rows = await api.rows(hits.map((hit) => hit.id));
    const kept = new Set(rows.filter(only).map((row) => row.id));
    return hits.filter((hit) => kept.has(hit.id)).slice(0, SHOWN).map(choiceOf);
  };
};

/** An option field's choices, in the order of its definition. */
export const optionChoices = (field: Field, words: Readonly<Record<string, string>> = {}): readonly Choice[] =>
  field.kind === "option" ? field.options.map(({ id, tone }) => ({ id, label: words[id] ?? id, tone })) : [];

/** Those that are still offered, and the one that stands. */
export const offeredChoices = (field: Field, words: Readonly<Record<string, string>> | undefined, stands: string | null): readonly Choice[] => {
  const retired = new Set(field.kind === "option" ? field.options.flatMap((option) => (option.retired ? [option.id] : [])) : []);
  return optionChoices(field, words).filter(({ id }) => !retired.has(id) || id === stands);
};

/** Choices of a set of options that match what was typed. */
export const searchOptions =
  (field: Field, words: Readonly<Record<string, string>> = {}): SearchChoices =>
  (text) => {
    const wanted = text.toLowerCase();
    return optionChoices(field, words).filter((choice) => choice.label.toLowerCase().includes(wanted));
  };
