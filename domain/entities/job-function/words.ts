import { OWNED_KIND_NAMES } from "#domain/entities/owned-kinds.ts";
import { ACTIONS, type Action } from "#domain/policy/job-function.ts";
import type { EntityWords } from "#domain/schema/words.ts";

export interface JobFunctionOwnWords extends Omit<EntityWords, "options"> {
  readonly actions: Readonly<Record<Action, string>>;
  /** Sets that every owned record has. */
  readonly shared: Readonly<Record<string, string>>;
}

/**
 * The words of job functions in one language: their options are named after other kinds and after `fields` of theirs, as
 * `<kind>.<field>`. `byKind` holds the words of those kinds.
 */
export const jobFunctionWords = ({ actions, shared, ...own }: JobFunctionOwnWords, byKind: Readonly<Record<string, EntityWords>>, fields: readonly string[]): EntityWords => {
  const may: Record<string, string> = {};
  for (const kind of OWNED_KIND_NAMES) for (const action of ACTIONS) may[`${kind}.${action}`] = `${byKind[kind]?.many} · ${actions[action]}`;
  const label = (path: string): string => {
    const [kind = "", name = ""] = path.split(".");
    const words = byKind[kind];
    return `${words?.one} · ${words?.fields[name] ?? shared[name]}`;
  };
  const readOnly = Object.fromEntries(fields.map((path) => [path, label(path)]));
  return { ...own, options: { features: byKind["user"]?.options["rights"] ?? {}, may, readOnly } };
};
