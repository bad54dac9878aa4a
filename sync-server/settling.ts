import { OWNED_KIND_NAMES } from "#domain/entities/owned-kinds.ts";
import type { DocId } from "#domain/id.ts";
import { PEOPLE } from "#domain/policy/scope.ts";
import { textOf } from "#domain/schema/read.ts";
import type { Committing } from "./committing.ts";
import type { Ground } from "./ground.ts";
import type { Storage } from "./storage/storage.ts";

/** Documents given their scopes anew in one commit. */
const AT_ONCE = 500;

export interface SettlingDeps {
  readonly storage: Storage;
  readonly ground: Ground;
  readonly commit: Committing["commit"];
  /** Runs a job when no commit runs. */
  readonly run: (job: () => Promise<void>) => Promise<void>;
  readonly report: (what: string, error: unknown) => void;
}

export interface Settling {
  /** Gives the records of kinds whose sharing rules have changed their scopes anew, in commits of their own. */
  readonly settle: () => void;
  /** Does what a stop in between has left undone, and what a version before has written otherwise. */
  readonly resume: () => Promise<void>;
}

/**
 * A sharing rule is a scope of the records that it chooses, so a changed rule changes records. Until all are settled some are still
 * read by the old rule; whoever is named by the rule no more has lost its scope at once.
 */
export const createSettling = ({ storage, ground, commit, run, report }: SettlingDeps): Settling => {
  const settleDocs = async (docs: readonly DocId[]): Promise<void> => {
    const batch = ground.begin();
    try {
      await batch.settle(docs);
    } catch (error) {
      await ground.reread();
      throw error;
    }
    await commit(batch, () => [], new Set());
  };

  const settleKind = async (kind: string): Promise<void> => {
    const docs = (await storage.ofKind(kind)).map(({ doc }) => doc);
    for (let at = 0; at < docs.length; at += AT_ONCE) await run(() => settleDocs(docs.slice(at, at + AT_ONCE)));
  };

  const settleKinds = async (kinds: readonly string[]): Promise<void> => {
    for (const kind of kinds) await settleKind(kind);
  };

  return {
    settle: () => {
      const kinds = ground.directory.takeUnsettled();
      if (kinds.length > 0) void settleKinds(kinds).catch((error: unknown) => report("settling sharing rules failed", error));
    },
    resume: async () => {
      const people = await storage.ofKind("user");
      if (people.some(({ scopes }) => !scopes.includes(PEOPLE))) return settleKinds(["user", ...OWNED_KIND_NAMES]);
      const rules = await storage.ofKind("sharingRule");
      await settleKinds(OWNED_KIND_NAMES.filter((kind) => rules.some(({ row }) => textOf(row, "of") === kind)));
    },
  };
};
