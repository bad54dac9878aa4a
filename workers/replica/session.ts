import type { Me, ReplicaApi, SignInProblem, StorageProblem } from "#workers/replica/api.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { createAccount } from "./account.ts";
import type { Core } from "./core.ts";

export interface Session extends Pick<ReplicaApi, "signIn" | "signInByPasskey" | "signOut" | "changePassword"> {
  /** Asks the relay who is signed in when this device does not know: its storage may have been evicted. */
  readonly resume: () => Promise<void>;
  /** Removes everything of the account from this device, because the relay said so. */
  readonly wipe: () => Promise<void>;
}

export interface SessionHooks {
  readonly stop: () => void;
  readonly start: () => void;
  /** The replica has been removed from this device. */
  readonly emptied: () => void;
}

/** Who this device belongs to. Changes that wait stay with the person who made them. */
export const createSession = (core: Core, hooks: SessionHooks): Session => {
  const { deps } = core;
  const account = createAccount(deps.http);

  const becomes = async (me: Me): Promise<Result<true, StorageProblem>> => {
    const stored = await core.storage.write([{ table: "meta", key: "me", put: me }], "strict");
    if (!stored.ok) return stored;
    core.setMe(me);
    deps.tabs.post({ type: "account" });
    return ok(true);
  };

  const empty = async (): Promise<void> => {
    hooks.stop();
    await core.exclusive(async () => {
      await core.clear();
      await core.load();
    });
    hooks.emptied();
  };

  /** Changes that are not handed in, those among them that are on their way to storage. */
  const waitingNow = (): Promise<number> => core.exclusive(async () => core.outbox.waiting());

  /** Whoever the relay has let in works here from now on, unless changes of somebody else wait. */
  const opened = async (answer: Result<Me, SignInProblem>): Promise<Result<Me, SignInProblem>> => {
    if (!answer.ok) return answer;
    const before = core.me();
    if (before && before.id !== answer.value.id) {
      const waiting = await waitingNow();
      if (waiting > 0) {
        await account.signOut();
        return err({ type: "ChangesWaiting", waiting, person: before });
      }
      await empty();
    }
    await becomes(answer.value);
    deps.persist();
    hooks.stop();
    hooks.start();
    return answer;
  };

  return {
    resume: async () => {
      const me = core.me() ? null : await account.whoAmI();
      if (me) await becomes(me);
    },
    wipe: async () => {
      await account.signOut();
      await empty();
      deps.tabs.post({ type: "account" });
    },
    signIn: async (name, password, code) => opened(await account.signIn(name, password, code)),
    signInByPasskey: async (attempt, shown) => opened(await account.signInByPasskey(attempt, shown)),
    signOut: async (force) => {
      const waiting = await waitingNow();
      if (waiting > 0 && !force) return err({ type: "ChangesWaiting", waiting });
      hooks.stop();
      await account.signOut();
      await empty();
      deps.tabs.post({ type: "account" });
      return ok(true);
    },
    changePassword: async (current, next) => {
      const changed = await account.changePassword(current, next);
      const me = core.me();
      if (!changed.ok || !me?.mustChangePassword) return changed;
      await becomes({ id: me.id, name: me.name });
      hooks.stop();
      hooks.start();
      return changed;
    },
  };
};
