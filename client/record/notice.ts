import { problemSentence } from "#client/fields/sentences.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica, type EditProblem } from "#client/replica/replica-context.tsx";
import { useToasts } from "#client/ui/toast.tsx";

/** Says why a change was not made, for changes that have no field to say it at. Silent when it was made, or left by its author. */
export const useNotice = (): ((problem: EditProblem | null) => void) => {
  const words = useI18n();
  const toasts = useToasts();
  return (problem) => {
    if (problem && problem.type !== "Withdrawn") toasts.say({ text: problemSentence(words, problem), tone: "danger" });
  };
};

/** Says what was done and offers to take it back. */
export const useUndoNotice = (): ((text: string) => void) => {
  const { t } = useI18n();
  const toasts = useToasts();
  const replica = useReplica();
  const undo = async (): Promise<void> => {
    const outcome = await replica.undo();
    if (outcome && outcome.skipped > 0) toasts.say({ text: t("record.undoSkipped", { count: outcome.skipped }) });
  };
  return (text) => toasts.say({ text, action: { label: t("action.undo"), run: () => void undo() } });
};
