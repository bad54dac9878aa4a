import { openReplica } from "#sync-server/cli/session.ts";
import type { Replica } from "#workers/replica/replica.ts";
import { BOSS } from "./app-page.ts";
import type { BenchContext } from "./bench.ts";

const allHere = (replica: Replica): Promise<void> =>
  new Promise((resolve) => {
    const live = replica.watchState(({ kind, progress }) => {
      if (kind !== "saved" || progress !== null) return;
      queueMicrotask(() => live.stop());
      resolve();
    });
  });

/** A device in this process, signed in, with everything received. It stops with the benchmark. */
export const openDevice = async (url: string, context: BenchContext): Promise<Replica> => {
  const replica = await openReplica({ url, timeout: "60", locale: "en" });
  context.finally(() => replica.stop());
  const me = await replica.signIn(BOSS.account, BOSS.password);
  if (!me.ok) throw new Error(`the replica could not sign in: ${me.error.type}`);
  await allHere(replica);
  return replica;
};
