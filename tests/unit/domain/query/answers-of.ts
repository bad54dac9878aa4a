import { entityOf } from "#domain/entities/registry.ts";
import { createAnswers, type Answers } from "#domain/query/answers.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { fold } from "#domain/query/fold.ts";
import type { PinyinSource } from "#domain/query/pinyin.ts";
import type { Searcher } from "#domain/query/query.ts";
import { createSearches, type Searches } from "#domain/query/searches.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { isDeleted, textOf, titleOf } from "#domain/schema/read.ts";
import { createColumnStore } from "#workers/reports/columns.ts";
import type { MemorySource } from "./memory-source.ts";
import { naiveMatch } from "./naive-match.ts";

export interface AnswersOf {
  readonly answers: Answers;
  readonly searches: Searches;
}

/** Answers over a source of rows, as the replica puts them together. */
export const answersOf = (source: MemorySource, contextNow: () => QueryContext, pinyin?: PinyinSource): AnswersOf => {
  const columns = createColumnStore(source);
  const searches = createSearches(source, columns, contextNow, entityOf);
  if (pinyin) searches.usePinyin(pinyin);
  return { answers: createAnswers(source, columns, searches.find), searches };
};

/** What the search index must say, found by looking at every row in every way. */
export const naiveSearcher = (entity: Entity, rows: Iterable<Row>, pinyin: PinyinSource): Searcher => {
  const silent: PinyinSource = { readings: () => [] };
  const marked = [...Object.entries(entity.fields), ...Object.entries(entity.prose ?? {})];
  const fieldsOf = (mark: string): readonly string[] =>
    marked.flatMap(([name, field]) => (field.search === mark ? [name] : [])).toSorted((a, b) => Number(b === entity.title) - Number(a === entity.title));
  const [spoken, plain] = [fieldsOf("pinyin"), fieldsOf("text")];
  const textFor = (row: Row, names: readonly string[]): string => names.map((name) => fold((textOf(row, name) ?? "").slice(0, 2_000)).replaceAll(/[\n\r]+/g, " ").trimStart()).join("\n");
  const rankOf = (row: Row, word: string): number =>
    Math.min(
      naiveMatch(textFor(row, spoken), word, spoken[0] === entity.title, pinyin),
      naiveMatch(textFor(row, plain), word, plain[0] === entity.title, silent),
    );
  return {
    ranks: (text) => {
      if (text.trim() === "") return null;
      const words = fold(text).split(/\s+/).map((word) => word.replaceAll(/[\s\p{P}\p{S}]/gu, "")).filter(Boolean);
      const ranks = new Map<string, number>();
      if (words.length === 0) return ranks;
      for (const row of rows) {
        if (isDeleted(row)) continue;
        const worst = Math.max(...words.map((word) => rankOf(row, word)));
        if (worst < 3) ranks.set(row.id, worst * 10_000 + Math.min(titleOf(entity, row).length, 9_999));
      }
      return ranks;
    },
  };
};

/** The same with what refers to a match, behind all that match themselves. */
export const naiveThrough = (entity: Entity, source: MemorySource, pinyin: PinyinSource): Searcher => ({
  ranks: (text) => {
    const own = naiveSearcher(entity, source.rows(entity.kind), pinyin).ranks(text);
    if (!own) return null;
    const ranks = new Map(own);
    for (const path of entity.searchedThrough ?? []) {
      const field = entity.fields[path] ?? entity.sets?.[path]?.of;
      const there = field?.kind === "ref" ? naiveSearcher(entityOf(field.to), source.rows(field.to), pinyin).ranks(text) : null;
      for (const row of source.rows(entity.kind)) if (!ranks.has(row.id) && [row[path]].flat().some((id) => there?.has(String(id)))) ranks.set(row.id, 30_000);
    }
    return ranks;
  },
});
