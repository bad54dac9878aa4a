import { For, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button } from "#client/ui/button.tsx";
import { wordsOf } from "#domain/entities/words.ts";
import type { ImportEntry, ImportState } from "#workers/transfer/import-journal.ts";
import type { ImportSession } from "#client/transfer/import-session.ts";
import { useImportUndo } from "./use-import-undo.ts";

/** Imports made on this device: what became of them, to be continued or taken back. */
export const ImportHistory = (props: { readonly session: ImportSession }): JSX.Element => {
  const { t, locale, formats, clock } = useI18n();
  const replica = useReplica();
  const undo = useImportUndo(props.session);
  const runner = () => props.session.runner;
  /** An import that was taken back by Undo is as good as taken back here. */
  const stateOf = (entry: ImportEntry): ImportState => (replica.stack().undone.some(({ tag }) => tag === entry.id) ? "undone" : entry.state);
  const sentence = (entry: ImportEntry): string => {
    const state = stateOf(entry);
    if (state === "finished") return t("import.done.finished", { created: entry.created, updated: entry.updated });
    if (state === "undone") return t("import.done.undone");
    return t(`import.done.${state}`, { done: entry.done, total: entry.total });
  };
  const left = (entry: ImportEntry): boolean => {
    const state = stateOf(entry);
    return state === "interrupted" || state === "stopped";
  };
  const busy = (): string | undefined => (runner().progress() ? t("import.check.busy") : undefined);
  return (
    <Show when={runner().history().length > 0}>
      <section class="import-step" aria-label={t("import.history")}>
        <header class="import-step__head">
          <h2>{t("import.history")}</h2>
        </header>
        <ul class="import-list">
          <For each={runner().history()}>
            {(entry) => (
              <li data-warn={stateOf(entry) === "interrupted" ? "" : undefined}>
                <span dir="auto">
                  {entry.file}
                  <span class="import-quiet">
                    {" "}
                    {wordsOf(locale(), entry.kind).many} · {formats().ago(entry.at, clock.now())} · {sentence(entry)}
                  </span>
                </span>
                <span class="import-buttons">
                  <Show when={left(entry)}>
                    <Button size="small" kind="primary" disabledReason={busy()} onClick={() => void runner().proceed(entry, t("import.undoLabel", { file: entry.file }))}>
                      {t("import.run.proceed")}
                    </Button>
                  </Show>
                  <Show when={stateOf(entry) !== "undone" && entry.state !== "running"}>
                    <Button size="small" icon="undo-2" disabledReason={busy()} onClick={() => void undo(entry)}>
                      {t("import.run.undo")}
                    </Button>
                  </Show>
                </span>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
};
