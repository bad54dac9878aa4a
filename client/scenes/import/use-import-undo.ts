import { problemSentence } from "#client/fields/sentences.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useToasts } from "#client/ui/toast.tsx";
import type { ImportEntry } from "#workers/transfer/import-journal.ts";
import type { ImportSession } from "#client/transfer/import-session.ts";

/** Takes an import back and says what came of it. */
export const useImportUndo = (session: ImportSession): ((entry: ImportEntry) => Promise<void>) => {
  const words = useI18n();
  const toasts = useToasts();
  return async (entry) => {
    const undone = await session.runner.undo(entry);
    if (!undone) return;
    const { skipped, problem } = undone;
    if (problem) toasts.say({ text: problemSentence(words, problem), tone: "danger" });
    else if (skipped > 0) toasts.say({ text: words.t("import.undone.skipped", { count: skipped }) });
    else toasts.say({ text: words.t("import.undone", { file: entry.file }) });
  };
};
