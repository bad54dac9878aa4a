import { APPROVABLE_KINDS } from "#domain/entities/owned-kinds.ts";
import type { EntityWords } from "#domain/schema/words.ts";

export type ApprovalFlowOwnWords = Omit<EntityWords, "options">;

/**
 * The words of approval flows in one language: their options are named after other kinds and after `covers` of theirs, as
 * `<kind>.<field>`. `byKind` holds the words of those kinds.
 */
export const approvalFlowWords = (own: ApprovalFlowOwnWords, byKind: Readonly<Record<string, EntityWords>>, covers: readonly string[]): EntityWords => {
  const label = (path: string): string => {
    const [kind = "", name = "", part] = path.split(".");
    const words = byKind[kind];
    const labels = [words?.one, words?.fields[name], ...(part === undefined ? [] : [words?.lines?.[name]?.[part]])];
    return labels.join(" · ");
  };
  return {
    ...own,
    options: { of: Object.fromEntries(APPROVABLE_KINDS.map((kind) => [kind, byKind[kind]?.many ?? kind])), covers: Object.fromEntries(covers.map((path) => [path, label(path)])) },
  };
};
