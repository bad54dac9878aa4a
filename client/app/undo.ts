import { problemSentence } from "#client/fields/sentences.ts";
import type { I18n } from "#client/i18n/i18n.tsx";
import type { Replica, UndoOutcome } from "#client/replica/replica-context.tsx";
import type { Toasts } from "#client/ui/toast.tsx";

export interface Undo {
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
}

/** Takes back and does again one's own changes, and says what came of it. */
export const createUndo = (replica: Replica, toasts: Toasts, i18n: I18n): Undo => {
  const { t } = i18n;
  const say = (outcome: UndoOutcome | null, done: "app.undone" | "app.redone", nothing: "app.nothingToUndo" | "app.nothingToRedo"): void => {
    if (!outcome) return toasts.say({ text: t(nothing) });
    if (outcome.problem) return toasts.say({ text: t("app.undoRefused", { reason: problemSentence(i18n, outcome.problem) }), tone: "danger" });
    if (outcome.skipped > 0) return toasts.say({ text: t("app.undoneSkipped", { name: outcome.label, count: outcome.skipped }) });
    toasts.say({ text: t(done, { name: outcome.label }) });
  };
  return {
    undo: async () => say(await replica.undo(), "app.undone", "app.nothingToUndo"),
    redo: async () => say(await replica.redo(), "app.redone", "app.nothingToRedo"),
  };
};
