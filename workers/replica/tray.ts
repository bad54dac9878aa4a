import type { AttentionItem, CommitProblem, Committed, Edit, ReplicaApi } from "#workers/replica/api.ts";
import { recordOf, type Key } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import { err, type Result } from "#domain/result.ts";
import { isMark } from "#domain/schema/mark.ts";
import type { Commits } from "./commits.ts";
import type { Core } from "./core.ts";

/** What a refused transaction wanted, as edits of today. Words of a long text cannot be written again: they stay for copying. */
const editsOf = (item: AttentionItem): readonly Edit[] =>
  item.docs.flatMap(({ doc, changes }) => {
    const values: Record<string, Values[string]> = {};
    for (const { path, to } of changes) if (!path.startsWith("prose/")) values[path] = to;
    return Object.keys(values).length === 0 ? [] : [{ record: recordOf(doc), values }];
  });

const withoutFields = (item: AttentionItem): AttentionItem => ({
  ...item,
  docs: item.docs.map((part) => ({ ...part, changes: part.changes.filter(({ path }) => path.startsWith("prose/")) })),
});

/** Changes of a record that is not on this device, unless they would make it. */
const isAway = (core: Core, { record, values }: Edit): boolean => !core.rows.row(record) && !isMark(values["created"]);

/** The attention tray: what the relay refused, until its author has dealt with it. */
export const createTray = (core: Core, commit: Commits["commit"]): Pick<ReplicaApi, "attention" | "retry" | "discard"> => {
  const drop = (tx: Key) => core.exclusive(() => core.store({ attention: { put: [], deleted: [tx] } }, "strict"));
  return {
    attention: (call) => {
      let shown: string | null = null;
      const tell = (): void => {
        const items = [...core.attention.values()].sort((a, b) => a.at - b.at);
        const now = items.map(({ tx, docs }) => `${tx} ${docs.map(({ changes }) => changes.length).join()}`).join();
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
      const edits = editsOf(item);
      if (edits.some((edit) => isAway(core, edit))) return err({ type: "Denied", reason: "notYours" });
      const committed = await commit(edits);
      if (!committed.ok) return committed;
      if (item.text === null) await drop(tx);
      else await core.exclusive(() => core.store({ attention: { put: [withoutFields(item)], deleted: [] } }, "strict"));
      return committed;
    },
    discard: async (tx) => {
      await drop(tx);
    },
  };
};
