import { OWNED_KIND_NAMES } from "#domain/entities/owned-kinds.ts";
import { ACTIONS, type Action } from "#domain/policy/job-function.ts";
import type { EntityWords } from "#domain/schema/words.ts";

export interface JobFunctionOwnWords extends Omit<EntityWords, "options"> {
  readonly actions: Readonly<Record<Action, string>>;
  /** Sets that every owned record has. */
  readonly shared: Readonly<Record<string, string>>;
}

/** Fields of other kinds, as `<kind>.<field>` and `<kind>.<list>.<field>`. */
interface Fields {
  readonly readOnly: readonly string[];
  readonly hidden: readonly string[];
}

/**
 * The words of job functions in one language: their options are named after other kinds and after `fields` of theirs.
 * `byKind` holds the words of those kinds.
 */
export const jobFunctionWords = ({ actions, shared, ...own }: JobFunctionOwnWords, byKind: Readonly<Record<string, EntityWords>>, fields: Fields): EntityWords => {
  const may: Record<string, string> = {};
  for (const kind of OWNED_KIND_NAMES) for (const action of ACTIONS) may[`${kind}.${action}`] = `${byKind[kind]?.many} · ${actions[action]}`;
  const label = (path: string): string => {
    const [kind = "", name = "", inner] = path.split(".");
    const words = byKind[kind];
    const whole = `${words?.one} · ${words?.fields[name] ?? shared[name]}`;
    return inner === undefined ? whole : `${whole} · ${words?.lines?.[name]?.[inner] ?? inner}`;
  };
  const labels = (paths: readonly string[]) => Object.fromEntries(paths.map((path) => [path, label(path)]));
  return { ...own, options: { features: byKind["user"]?.options["rights"] ?? {}, may, readOnly: labels(fields.readOnly), hidden: labels(fields.hidden) } };
};
