import type { AttentionItem, CommitProblem, Committed, Edit, ReplicaApi } from "#workers/replica/api.ts";
import { recordOf, type Key } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import { err, type Result } from "#domain/result.ts";
import type { Commits } from "./commits.ts";
import type { Core } from "./core.ts";

/** What a refused transaction wanted, as edits of today. */
const editsOf = (item: AttentionItem): readonly Edit[] =>
  item.docs.map(({ doc, changes }) => {
    const values: Record<string, Values[string]> = {};
    for (const { path, to } of changes) if (!path.startsWith("prose/")) values[path] = to;
    return { record: recordOf(doc), values };
  });

/** The attention tray: what the relay refused, until its author has dealt with it. */
export const createTray = (core: Core, commit: Commits["commit"]): Pick<ReplicaApi, "attention" | "retry" | "discard"> => {
  const drop = (tx: Key) => core.exclusive(() => core.store({ attention: { put: [], deleted: [tx] } }, "strict"));
  return {
    attention: (call) => {
      let shown: string | null = null;
      const tell = (): void => {
        const items = [...core.attention.values()].sort((a, b) => a.at - b.at);
        const now = items.map(({ tx }) => tx).join();
        if (now === shown) return;
        shown = now;
        call(items);
      };
      const stop = core.onState(tell);
      tell();
      return { stop };
    },
    retry: async (tx): Promise<Result<Committed, CommitProblem>> => {
      const item = core.attention.get(tx);
      if (!item) return err({ type: "Denied", reason: "fixed" });
      const committed = await commit(editsOf(item));
      if (committed.ok) await drop(tx);
      return committed;
    },
    discard: async (tx) => {
      await drop(tx);
    },
  };
};
