import type { RecordId } from "#domain/id.ts";
import type { CloseReason } from "#domain/protocol/close.ts";
import type { Batch, Published } from "./batch.ts";
import type { Ground } from "./ground.ts";
import type { AnswersOf } from "./intake.ts";
import type { Sessions } from "./sessions.ts";
import type { Storage } from "./storage/storage.ts";

/** Who follows commits besides devices: single-document clients, and indexes of the relay's own. */
export interface Follower {
  readonly committed: (published: readonly Published[]) => void;
  /** Whom it serves: `cut` ends it with that person's connections. Null when it serves the relay itself. */
  readonly person: RecordId | null;
  /** The sign-in that its token came of. */
  readonly signIn: string | null;
  readonly stop: (reason: CloseReason) => void;
}

export interface CommittingDeps {
  readonly storage: Storage;
  readonly ground: Ground;
  readonly sessions: Sessions;
  /** Called after every commit that became durable. */
  readonly afterwards: () => void;
  readonly report: (what: string, error: unknown) => void;
}

export interface Committing {
  /** Makes a batch durable, then sends it on. Resolves false when nothing became durable. What fails after that takes nothing back. */
  readonly commit: (batch: Batch, answersOf: AnswersOf, authors: ReadonlySet<number>) => Promise<boolean>;
  /** After a commit that failed nothing in memory can be trusted: everything is read again, and devices come back by themselves. */
  readonly recover: (error: unknown) => Promise<void>;
  /** Sends on what is durable, to devices and followers. */
  readonly sendOn: (published: readonly Published[], headBefore: number, authors: ReadonlySet<number>) => Promise<void>;
  readonly follow: (follower: Follower) => () => void;
  /** Ends the followers of a person, of one sign-in of theirs, or all of them. */
  readonly stopFollowers: (reason: CloseReason, person?: RecordId, signIn?: string) => void;
  readonly followers: () => readonly Follower[];
}

export const createCommitting = ({ storage, ground, sessions, afterwards, report }: CommittingDeps): Committing => {
  const followers = new Set<Follower>();

  const stopFollowers: Committing["stopFollowers"] = (reason, person, signIn) => {
    for (const follower of followers) {
      if ((person === undefined || follower.person === person) && (signIn === undefined || follower.signIn === signIn)) follower.stop(reason);
    }
  };

  const recover: Committing["recover"] = async (cause) => {
    report("commit failed", cause);
    sessions.endAll("restarting");
    stopFollowers("restarting");
    try {
      await ground.reread();
    } catch (error) {
      report("reading the storage again failed", error);
    }
  };

  const sendOn: Committing["sendOn"] = async (published, headBefore, authors) => {
    await sessions.publish(published, headBefore, authors).catch((error: unknown) => {
      report("publishing failed", error);
      sessions.endAll("restarting");
    });
    for (const follower of followers) {
      try {
        follower.committed(published);
      } catch (error) {
        report("following a commit failed", error);
        follower.stop("restarting");
      }
    }
  };

  return {
    recover,
    sendOn,
    stopFollowers,
    followers: () => [...followers],
    commit: async (batch, answersOf, authors) => {
      const headBefore = ground.counters().head;
      let finished: Awaited<ReturnType<Batch["finish"]>>;
      try {
        finished = await batch.finish();
        const answers = answersOf(finished.seqOf);
        const { history, reserved } = finished.commit;
        if (finished.published.length === 0 && answers.length === 0 && history.length === 0 && reserved.length === 0) return true;
        await storage.commit({ ...finished.commit, answers });
      } catch (error) {
        await recover(error);
        return false;
      }
      const { commit, published } = finished;
      ground.advance(commit.counters);
      ground.workings.stored(commit.documents);
      ground.workings.forget(commit.purged.flatMap(({ docs }) => docs));
      if (published.length > 0) await sendOn(published, headBefore, authors);
      afterwards();
      return true;
    },
    follow: (follower) => {
      followers.add(follower);
      return () => followers.delete(follower);
    },
  };
};
