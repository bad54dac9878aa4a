import type { Cover } from "#domain/approval/content.ts";
import type { EntityWords } from "#domain/schema/words.ts";

/** What covered content is called: a field by its label, the fields of lines together behind that of their list. */
export const coverLabels = (words: EntityWords, covers: readonly Cover[]): readonly string[] => {
  const plain = covers.filter((cover) => !cover.includes(".")).map((name) => words.fields[name] ?? name);
  const lists = [...new Set(covers.flatMap((cover) => (cover.includes(".") ? [cover.slice(0, cover.indexOf("."))] : [])))];
  const ofList = (list: string): string => {
    const parts = covers.flatMap((cover) => (cover.startsWith(`${list}.`) ? [words.lines?.[list]?.[cover.slice(list.length + 1)] ?? cover] : []));
    return `${words.fields[list] ?? list} (${parts.join(", ")})`;
  };
  return [...lists.map(ofList), ...plain];
};
