import { facetOf, recordOf } from "#domain/id.ts";
import type { Published } from "../batch.ts";
import type { Ground } from "../ground.ts";
import { MISSED, type Moved, type News } from "../storage/sharing.ts";
import type { Storage } from "../storage/storage.ts";
import type { Turns } from "../turns.ts";

export interface FollowingDeps {
  readonly storage: Storage;
  readonly ground: Ground;
  readonly turns: Turns;
  /** Sends on what others have committed, as a commit of this node. */
  readonly publish: (published: readonly Published[], headBefore: number) => Promise<void>;
  /** Ends every connection: it cannot be sent what it missed. */
  readonly endAll: () => void;
  readonly report: (what: string, error: unknown) => void;
}

/** Keeps what a node holds in memory at what all nodes have committed. */
export interface Following {
  /** Runs a job in a turn of this node, after what others have committed was taken in. */
  readonly reading: <T>(job: () => Promise<T>) => Promise<T>;
  /** The same while no other node commits. A job makes one commit. */
  readonly writing: <T>(job: () => Promise<T>) => Promise<T>;
  /** As `writing`, within a turn that runs. */
  readonly alone: <T>(job: () => Promise<T>) => Promise<T>;
  /** Takes in what others have committed; what they commit until its turn comes is taken in with it. */
  readonly soon: () => void;
}

const publishedOf = ({ doc, left, after }: Moved, head: number): Published => ({ doc, seq: after?.seq ?? head, before: left, after, diff: null });

export const createFollowing = ({ storage: { sharing }, ground, turns, publish, endAll, report }: FollowingDeps): Following => {
  const takeIn = async (news: News | typeof MISSED | null): Promise<void> => {
    if (news === null) return;
    if (news === MISSED) {
      endAll();
      return ground.reread();
    }
    const headBefore = ground.counters().head;
    ground.follow(news.position, news.counters);
    ground.workings.forget(news.documents.map(({ doc }) => doc));
    const { directory } = ground;
    // The node that committed looks after what follows from a change of the organisation.
    const mine = directory.takeMoved();
    for (const { doc, after } of news.documents) if (facetOf(doc) === null) directory.note(recordOf(doc), after?.row ?? null, null);
    directory.takeMoved();
    directory.takeUnsettled();
    if (mine) directory.putMoved(mine);
    if (news.documents.length > 0) await publish(news.documents.map((one) => publishedOf(one, news.counters.head)), headBefore);
  };

  const catchUp = async (): Promise<void> => {
    if (sharing) await takeIn(await sharing.news(ground.position()));
  };
  const alone: Following["alone"] = async (job) => {
    if (!sharing) return job();
    return sharing.alone(ground.position(), async (news) => {
      await takeIn(news);
      return job();
    });
  };

  let isToFollow = false;
  return {
    alone,
    reading: (job) =>
      turns.run(async () => {
        await catchUp();
        return job();
      }),
    writing: (job) => turns.run(() => alone(job)),
    soon: () => {
      if (isToFollow) return;
      isToFollow = true;
      const turn = turns.run(() => {
        isToFollow = false;
        return catchUp();
      });
      turn.catch((error: unknown) => {
        isToFollow = false;
        report("following the other nodes failed", error);
      });
    },
  };
};
