import { APPROVABLE_KINDS, OWNED_KIND_NAMES } from "#domain/entities/owned-kinds.ts";
import { facetOf, kindOf, recordOf, type RecordId } from "#domain/id.ts";
import { PEOPLE } from "#domain/policy/scope.ts";
import type { Row } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";
import { pendingIn, stateOf } from "#domain/approval/run.ts";
import type { Batch, Published } from "./batch.ts";
import type { Committing } from "./committing.ts";
import type { Moved } from "./directory.ts";
import type { Ground } from "./ground.ts";
import { hasItsScopes } from "./scoping.ts";
import type { Storage } from "./storage/storage.ts";

/** Documents given their scopes anew in one commit. */
const AT_ONCE = 500;
/** How often in a row records that cannot be given their scopes are tried again, each time after somebody's commit that could be stored. */
const TRIES = 3;

export interface SettlingDeps {
  readonly storage: Storage;
  readonly ground: Ground;
  readonly commit: Committing["commit"];
  /** Runs a job when no commit runs. */
  readonly run: (job: () => Promise<void>) => Promise<void>;
  readonly report: (what: string, error: unknown) => void;
}

export interface Settling {
  /** Takes note of what a commit changed. */
  readonly committed: (published: readonly Published[]) => void;
  /** Commits may have passed unseen. */
  readonly forget: () => void;
  /**
   * Gives the records of kinds whose sharing rules have changed their scopes anew, and asks anew who has to approve what runs where the
   * organisation has changed, in commits of their own.
   */
  readonly settle: () => void;
  /** Does what a stop in between has left undone, and what a version before has written otherwise. */
  readonly resume: () => Promise<void>;
}

/**
 * A sharing rule is a scope of the records that it chooses, so a changed rule changes records. Until all are settled some are still
 * read by the old rule; whoever is named by the rule no more has lost its scope at once.
 */
export const createSettling = ({ storage, ground, commit, run, report }: SettlingDeps): Settling => {
  /** Records whose approval runs; null until they are first asked for. */
  let running: Set<RecordId> | null = null;
  /** Kinds whose records could not be given their scopes, and how often in a row that was so. */
  let left: readonly string[] = [];
  let failures = 0;

  const work = async (job: (batch: Batch) => Promise<void>): Promise<void> => {
    const batch = ground.begin();
    try {
      await job(batch);
    } catch (error) {
      await ground.reread();
      throw error;
    }
    if (!(await commit(batch, () => [], new Set()))) throw new Error("it could not be stored");
  };

  const settleKind = async (kind: string): Promise<void> => {
    const docs = (await storage.ofKind(kind)).flatMap((one) => (hasItsScopes(one, ground.directory.rules) ? [] : [one.doc]));
    for (let at = 0; at < docs.length; at += AT_ONCE) await run(() => work((batch) => batch.settle(docs.slice(at, at + AT_ONCE))));
  };

  const settleKinds = async (kinds: readonly string[]): Promise<void> => {
    for (const kind of kinds) await settleKind(kind);
  };

  /** Finds the records whose approval runs; `look` sees each that there is, by the way. */
  const findRunning = async (look: (row: Row) => void = () => undefined): Promise<ReadonlySet<RecordId>> => {
    const found = new Set<RecordId>();
    for (const kind of APPROVABLE_KINDS) {
      for (const { row } of await storage.ofKind(kind)) {
        look(row);
        if (stateOf(row) === "running") found.add(row.id);
      }
    }
    return (running = found);
  };

  const reask = async ({ by }: Moved): Promise<void> => {
    let records: readonly RecordId[] = [];
    await run(async () => void (records = [...(running ?? (await findRunning()))]));
    for (let at = 0; at < records.length; at += AT_ONCE) await run(() => work((batch) => batch.reask(records.slice(at, at + AT_ONCE), by)));
  };

  const completeLate = async (): Promise<void> => {
    const late: RecordId[] = [];
    await run(async () => void (await findRunning((row) => void (pendingIn(row).length > 0 && late.push(row.id)))));
    for (let at = 0; at < late.length; at += AT_ONCE) await run(() => work((batch) => batch.completeLate(late.slice(at, at + AT_ONCE))));
  };

  return {
    committed: (published) => {
      for (const { doc, after } of published) {
        if (!(APPROVABLE_KINDS as readonly string[]).includes(kindOf(doc)) || facetOf(doc) !== null) continue;
        if (after && stateOf(after.row) === "running") running?.add(recordOf(doc));
        else running?.delete(recordOf(doc));
      }
    },
    forget: () => {
      running = null;
    },
    settle: () => {
      const moved = ground.directory.takeMoved();
      if (moved) {
        void reask(moved).catch((error: unknown) => {
          ground.directory.putMoved(moved);
          report("asking approvers anew failed", error);
        });
      }
      const kinds = [...new Set([...left, ...ground.directory.takeUnsettled()])];
      left = [];
      if (kinds.length === 0) return;
      settleKinds(kinds).then(
        () => (failures = 0),
        (error: unknown) => {
          failures += 1;
          if (failures <= TRIES) left = [...left, ...kinds];
          report("settling sharing rules failed", error);
        },
      );
    },
    resume: async () => {
      ground.directory.takeMoved();
      if (ground.directory.flows().length > 0) {
        await completeLate();
        await reask({ by: null });
      }
      const people = await storage.ofKind("user");
      if (people.some(({ scopes }) => !scopes.includes(PEOPLE))) return settleKinds(["user", ...OWNED_KIND_NAMES]);
      const rules = await storage.ofKind("sharingRule");
      await settleKinds(OWNED_KIND_NAMES.filter((kind) => rules.some(({ row }) => textOf(row, "of") === kind)));
    },
  };
};
