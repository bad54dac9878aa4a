import type { Filter } from "#domain/schema/entity.ts";
import { groupOf, isGroup, type FilterPart } from "./filter-tree.ts";
import { partWords, type FilterWords } from "./filter-words.ts";

/** What a view asks of its records, one sentence for each condition. `labels`: what the columns of the kind are called, flags that only carry a view among them. */
export const viewWords = (words: FilterWords, labels: Readonly<Record<string, string>>, filter: Filter): readonly string[] => {
  const group = groupOf(filter);
  const isFlag = (part: FilterPart): boolean => !isGroup(part) && words.fields.every(({ path }) => path !== part.field);
  const sentence = (part: FilterPart): string => (!isGroup(part) && isFlag(part) ? (labels[part.field] ?? part.field) : partWords(words, part));
  return group.join === "all" ? group.parts.map(sentence) : [partWords(words, group)];
};
